import type { OpenNetwork } from '../../../workflow/wire.ts'
import type { devices as english } from '../en/devices.ts'

const networks: Readonly<Record<string, string>> = {
  text: 'Text-Encoder',
  unet: 'UNet3D',
  decoder: 'VAE-Decoder',
  encoder: 'VAE-Encoder',
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
  helps: 'Das hilft:',
  looking: 'Andere Geräte werden gesucht …',
  weights: (taken, budget) => `Gewichte offener Netze: ${taken} von höchstens ${budget}`,
  budgetHint:
    'Was am längsten nicht gebraucht wurde, wird geschlossen, um Platz zu machen. Andere Grenze: npm start -- --memory GB.',
  open: 'Jetzt offen',
  nothingOpen: 'Kein Netz ist offen. Jedes wird geöffnet, wenn ein Lauf es zum ersten Mal aufruft.',
  network: (name) => networks[name] ?? name,
  variant: (variant) => variant || 'Standard',
  precision: { float32: '32 Bit', float16: '16 Bit' } satisfies Record<OpenNetwork['precision'], string>,
  allPlaced: (nodes) => `Alle ${nodes} Knoten rechnen auf dem Gerät.`,
  fallen: (fallen, nodes, percent) =>
    `${fallen} von ${nodes} Knoten rechnen ersatzweise auf der CPU: ${percent} der Zeit.`,
  firstNamed: (count) => `Die ${count}, die am längsten brauchten:`,
  chosen: (name) => `Gewählt mit --device ${name}.`,
  automatic: 'Das beste Gerät, das sich öffnen lässt, wird genommen. Ein anderes: npm start -- --device NAME.',
}
