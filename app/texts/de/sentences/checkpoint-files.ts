import type { checkpointFileSentences as english } from '../../../../workflow/said/checkpoint-file-sentences.ts'

const listed = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} oder ${names.at(-1)}`

const variants = (names: readonly string[]): string =>
  names.map((name) => (name === '' ? 'die ohne Namen' : name)).join(', ')

const wholePart = (part: string): string =>
  `Ein Checkpoint braucht den Ordner „${part}“ mit config.json und Gewichten: Lade ihn ganz herunter.`

/** What is said of the files of a checkpoint, but for what is in its weights, in German. */
export const checkpointFileSentences: typeof english = {
  fileUnreadable: ({ path, code }) =>
    `${path} kann nicht gelesen werden (${code}). Prüfe die Rechte, oder lade die Datei noch einmal herunter.`,
  fileNotJson: ({ path, why }) => `${path} ist kein JSON (${why}). Lade die Datei noch einmal herunter.`,
  fileNoObject: ({ path }) => `${path} enthält kein JSON-Objekt. Lade die Datei noch einmal herunter.`,
  configUnreadable: ({ path, why }) =>
    `${path} kann nicht gelesen werden (${why}). Lade die Datei noch einmal herunter.`,
  cardUnreadable: ({ path, code }) => `${path} kann nicht gelesen werden (${code}). Prüfe die Rechte.`,
  noConfig: ({ path, part }) =>
    `In ${path} fehlt config.json, worin steht, wie das Netz „${part}“ gebaut ist. Lade auch diese Datei des Checkpoints herunter.`,
  noPartFolder: ({ path, part }) => `Der Ordner ${path} fehlt. ${wholePart(part)}`,
  partNoFolder: ({ path, part }) => `${path} ist kein Ordner. ${wholePart(part)}`,
  partUnreadable: ({ path, part, code }) =>
    `Der Ordner ${path} kann nicht gelesen werden (${code}). ${wholePart(part)}`,
  noPartClass: ({ path }) =>
    `${path} nennt keine Klasse („_class_name“ oder „architectures“). Prüfe, ob es die config.json eines Modells von diffusers oder transformers ist.`,
  strayWeights: ({ path, first, other }) =>
    `Die Gewichte in ${path} liegen in verschiedenen Ordnern: ${first} und ${other}. ONNX Runtime liest die Dateien eines Netzes aus einem Ordner: Lege sie zusammen.`,
  noShards: ({ path }) => `${path} nennt keine Gewichte („weight_map“). Lade die Datei noch einmal herunter.`,
  strayShard: ({ path, file, extension }) =>
    `${path} nennt ${file}, und das ist keine .${extension}-Datei daneben. Lade sie noch einmal herunter.`,
  weightsGone: ({ path }) =>
    `${path} wird genannt, ist aber nicht da, oder führt zu einer Datei, die nicht da ist. Lade den Checkpoint noch einmal herunter.`,
  weightsUnopened: ({ path, code }) => `${path} kann nicht geöffnet werden (${code}). Prüfe die Rechte.`,
  weightsNoFile: ({ path }) => `${path} ist keine Datei. Lade den Checkpoint noch einmal herunter.`,
  noVariant: ({ path, variant, known }) =>
    `In ${path} gibt es keine Variante „${variant}“. Es gibt: ${variants(known)}. Wähle eine davon.`,
  noPlainWeights: ({ path, known }) =>
    `In ${path} gibt es keine Gewichte ohne Variante. Es gibt: ${variants(known)}. Wähle eine davon.`,
  otherWeights: ({ path, file, known }) =>
    `${path} enthält ${file}, aber keine Gewichte unter einem Namen, den diffusers oder transformers ihnen gibt: ${listed(known)}. Lade den ganzen Checkpoint im Format von diffusers herunter.`,
  noWeights: ({ path, known }) =>
    `${path} enthält keine Gewichte: weder ${listed(known)} noch ein Verzeichnis von Teilen. Lade den Checkpoint noch einmal herunter.`,
  fileGone: ({ path }) =>
    `${path} ist nicht mehr da, oder führt zu einer Datei, die nicht mehr da ist. Lade den Checkpoint noch einmal herunter.`,
  fileUnread: ({ path, code }) => `${path} kann nicht gelesen werden (${code}). Prüfe die Rechte und den Datenträger.`,
  fileChanges: ({ path }) =>
    `${path} ändert sich, während die Datei gelesen wird. Warte, bis sie heruntergeladen ist, und versuche es noch einmal.`,
}
