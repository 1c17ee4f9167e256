import type { DeviceTexts } from '../../../workflow/device-texts.ts'
import type { OpenNetwork } from '../../../workflow/wire.ts'
import type { devices as english } from '../en/devices.ts'

const networks: Readonly<Record<string, string>> = {
  text: 'Text-Encoder',
  unet: 'UNet3D',
  decoder: 'VAE-Decoder',
  encoder: 'VAE-Encoder',
}

const major = (library: string): string => /so\.(\d+)/.exec(library)?.[1] ?? ''

const problems: DeviceTexts = {
  noProvider: (platform) => `ONNX Runtime hat keine CUDA-Anbindung für ${platform}.`,
  notInstalled: () => 'Die Bibliothek dafür ist nicht installiert.',
  oldDriver: () =>
    'Der NVIDIA-Treiber ist zu alt für diese Version von CUDA. Aktualisiere ihn; „nvidia-smi“ zeigt das neueste CUDA, das er kann.',
  noCard: () =>
    'Der Treiber findet keine NVIDIA-Karte, die CUDA kann. Prüfe das mit „nvidia-smi“, auch in einem Container.',
  noDriver: (library) =>
    `Der NVIDIA-Treiber fehlt (${library} gehört dazu). Installiere den Treiber der Karte; „nvidia-smi“ zeigt sie dann. Einen Container starte mit Zugriff auf die GPU.`,
  noCudnn: (library) =>
    `cuDNN ${major(library) || '9'} fehlt (${library}). Installiere es von https://developer.nvidia.com/cudnn oder aus den Paketen des Systems, wo der Lader es findet (LD_LIBRARY_PATH).`,
  noRuntime: (library) =>
    `Die Laufzeit von CUDA ${major(library)} fehlt, oder ein Teil davon (${library}). Installiere das CUDA Toolkit dieser Version von https://developer.nvidia.com/cuda-downloads, wo der Lader es findet (LD_LIBRARY_PATH).`,
  partOfRuntime: (library) =>
    `Ein Teil der CUDA-Laufzeit fehlt (${library}). Installiere das ganze CUDA Toolkit, wo der Lader es findet (LD_LIBRARY_PATH).`,
  otherVersion: () =>
    'Die CUDA-Anbindung und ONNX Runtime haben nicht dieselbe Version. Führe noch einmal „npm run setup:cuda“ aus: Das holt die passende.',
  oldSystem: (version) =>
    `Die Bibliotheken dieses Systems sind zu alt: ${version} fehlt. Nimm eine neuere Ausgabe des Systems.`,
  noVulkan: (library) =>
    `Der Vulkan-Lader fehlt (${library}). Installiere ihn, unter Debian und Ubuntu als libvulkan1.`,
  noAdapter: () =>
    'WebGPU findet keine Grafikkarte. Installiere ihren Treiber und den Vulkan-Lader (libvulkan1 unter Debian und Ubuntu); „vulkaninfo“ zeigt sie dann.',
  noAnswer: (seconds) => `Es antwortet nicht innerhalb von ${seconds} s.`,
  wrongAnswer: () => 'Es antwortet falsch. Aktualisiere seinen Treiber.',
  crashed: (end) =>
    `Sein Treiber beendete den Prozess, der es probierte${end && ` (${end})`}. Aktualisiere den Treiber.`,
  notTried: (code) => `Der Prozess, der es probiert, ließ sich nicht starten (${code}).`,
  silent: () => 'Es lässt sich nicht laden und sagt nicht, warum.',
  other: (reason) => `Es lässt sich nicht laden: „${reason}“`,
}

/** Texts of the devices that networks compute on, in German. */
export const devices: typeof english = {
  title: 'Geräte',
  opening: 'Das Gerät wird geöffnet …',
  chip: (title) => `Geräte: rechnet auf ${title}`,
  chipFallen: (title) => `Geräte: rechnet auf ${title}, einige Knoten auf der CPU`,
  threads: (count) => `${count} ${count === 1 ? 'Thread' : 'Threads'}`,
  kinds: { cuda: 'CUDA', webgpu: 'WebGPU', cpu: 'CPU' },
  inUse: 'in Gebrauch',
  available: 'verfügbar',
  notThere: 'nicht nutzbar',
  driver: (version) => `Treiber ${version}`,
  software: 'Es rechnet wohl auf dem Prozessor: Die CPU ist schneller.',
  problems,
  helps: 'Das hilft:',
  looking: 'Andere Geräte werden gesucht …',
  weights: (taken, budget) => `Gewichte offener Netze: ${taken} von höchstens ${budget}`,
  budgetHint:
    'Was am längsten nicht gebraucht wurde, wird geschlossen, um Platz zu machen. Andere Grenze: npm start -- --memory GB.',
  open: 'Jetzt offen',
  nothingOpen: 'Kein Netz ist offen. Jedes wird geöffnet, wenn ein Lauf es zum ersten Mal aufruft.',
  network: (name) => networks[name] ?? name,
  precision: { float32: '32 Bit', float16: '16 Bit' } satisfies Record<OpenNetwork['precision'], string>,
  allPlaced: (nodes) => `Alle ${nodes} Knoten rechnen auf dem Gerät.`,
  fallen: (fallen, nodes, percent) =>
    `${fallen} von ${nodes} Knoten rechnen ersatzweise auf der CPU: ${percent} der Zeit.`,
  firstNamed: (count) => `Die ${count}, die am längsten brauchten:`,
  chosen: (name) => `Gewählt mit --device ${name}.`,
  automatic: 'Das beste Gerät, das sich öffnen lässt, wird genommen. Ein anderes: npm start -- --device NAME.',
}
