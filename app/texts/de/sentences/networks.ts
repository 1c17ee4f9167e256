import type { networkSentences as english } from '../../../../workflow/said/network-sentences.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What is said of a network that does not compute what it should, in German. */
export const networkSentences: typeof english = {
  theNetwork: ({ network, config, checkpoint }) => `das Netz „${network}“ von ${config} in „${checkpoint}“`,
  networkNotOpened: ({ name, device, reason }) => `ONNX Runtime kann ${name} auf ${device} nicht öffnen: ${reason}`,
  networkFailed: ({ name, reason }) => `${capital(name)} scheiterte: ${reason}`,
  runtimeNoMemory: ({ what }) =>
    `${what} Der Speicher reicht nicht: Wähle eine kleinere Größe, weniger Bilder oder weniger Bilder je Stück.`,
  runtimeCannotOpen: ({ what }) =>
    `${what} Prüfe den Checkpoint (npm run models -- check NAME --deep), oder starte mit einem anderen --device.`,
  runtimeFailed: ({ what }) =>
    `${what} Prüfe, ob die Größen zum Netz passen; wenn ja, prüfe den Checkpoint: npm run models -- check NAME --deep.`,
  networkNoNumbers: ({ name, port, broken, count }) =>
    `${capital(name)} antwortete in ${broken} der ${count} Werte von „${port}“ mit NaN oder Unendlich. Seine Gewichte sind vielleicht beschädigt oder laufen in halber Genauigkeit über: Lade sie noch einmal herunter, oder nimm die float32-Gewichte des Checkpoints; nimm weniger Guidance, wenn sie hoch ist.`,
  inputOfOtherShape: ({ name, port, count, shape }) =>
    `Für ${name} hat der Eingang „${port}“ ${count} Werte bei der Form [${shape}]. Gib so viele, wie die Form verlangt, und keine Größe von 0.`,
  promptsOfOtherLengths: () =>
    'Prompts verschiedener Länge können nicht zusammen kodiert werden. Bring sie auf dieselbe Länge.',
}
