import type { FieldTexts } from '../../../workflow/field-texts.ts'
import type { RuleTexts } from '../../../workflow/rule-texts.ts'
import type { SocketType } from '../../../workflow/values.ts'
import type { wires as english } from '../en/wires.ts'
import { amounts } from './amounts.ts'
import { cards } from './cards.ts'
import { nodes } from './nodes.ts'

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined

const remedies: Readonly<Record<string, string>> = {
  'text>conditioning': 'Kodiere ihn erst mit „Text kodieren“',
  'text-encoder>conditioning': 'Setze „Text kodieren“ dazwischen',
  'unet3d>latent': 'Setze „UNet3D-Schritte“ dazwischen',
  'conditioning>latent': 'Setze „UNet3D-Schritte“ dazwischen',
  'schedule>latent': 'Setze „UNet3D-Schritte“ dazwischen',
  'vae>latent': 'Setze „VAE kodieren“ dazwischen',
  'frames>latent': 'Kodiere sie erst mit „VAE kodieren“',
  'latent>frames': 'Dekodiere es erst mit „VAE dekodieren“',
  'vae>frames': 'Setze „VAE dekodieren“ dazwischen',
  'clip>frames': 'Verbinde die Bilder, aus denen der Clip gemacht wurde',
  'latent>clip': 'Dekodiere es mit „VAE dekodieren“ und exportiere es dann',
  'frames>clip': 'Exportiere sie erst',
  'number>schedule': 'Wähle einen Zeitplan mit „Scheduler“',
}

const sources: Readonly<Record<SocketType, string>> = {
  'text-encoder': 'Verbinde „Checkpoint laden“',
  unet3d: 'Verbinde „Checkpoint laden“',
  vae: 'Verbinde „Checkpoint laden“',
  conditioning: 'Kodiere erst einen Text mit „Text kodieren“, und verbinde den',
  latent: 'Verbinde „Rauschen“, oder Bilder über „VAE kodieren“',
  schedule: 'Verbinde „Scheduler“',
  frames: 'Verbinde „VAE dekodieren“ oder „Clip laden“',
  clip: 'Verbinde „Exportieren“',
  text: 'Schreibe ihn auf die Karte, oder verbinde „Text“',
  number: 'Stelle sie auf der Karte ein, oder verbinde „Zahl“',
}

/** Each type as what is to be connected. */
const wanted: Readonly<Record<SocketType, string>> = {
  'text-encoder': 'einen Text-Encoder',
  unet3d: 'ein UNet3D',
  vae: 'ein VAE',
  conditioning: 'eine Konditionierung',
  latent: 'ein Latent',
  schedule: 'einen Zeitplan',
  frames: 'Bilder',
  clip: 'einen Clip',
  text: 'einen Text',
  number: 'eine Zahl',
}

const { typed } = amounts
const near = (numbers: readonly number[]) => numbers.map(typed).join(' oder ')

/** They stand after the title of the field and a colon. */
const field: FieldTexts = {
  notText: 'Hier muss Text stehen',
  noFile: 'noch keine Datei. Wähle eine, oder lege sie hier ab',
  notFile: 'Hier muss eine Datei stehen, die hier abgelegt wurde. Wähle sie noch einmal',
  notToggle: 'Nur an oder aus ist möglich (true oder false)',
  notSeed: (most) => `Nur eine ganze Zahl von 0 bis ${most} ist möglich`,
  notOption: (known, count, value) =>
    `Möglich ist ${known.join(', ')}${count > known.length ? `, … (${count} insgesamt)` : ''}, hier steht ${value}`,
  noCheckpoint: (name, hub, here) => {
    const get = hub
      ? `Hole ihn mit „npm run models -- get ${hub}“`
      : 'Lege seinen Ordner in „models“, oder hole einen anderen mit „npm run models -- get ORG/NAME“'
    return `„${name}“ ist nicht da. ${get}${here && `, oder wähle einen, der da ist: ${here}`}`
  },
  unusable: (reason, said) =>
    `Lässt sich nicht verwenden. ${(typeof said === 'string' ? said : reason).replace(/\.$/, '')}`,
  notCurve: 'Nur eine Zahl oder eine Kurve über die Schritte ist möglich',
  notNumber: 'Nur eine Zahl ist möglich',
  outOfRange: (min, max, value) => `Möglich ist ${typed(min)} bis ${typed(max)}, hier steht ${typed(value)}`,
  notWhole: (value, numbers) => `Nur eine ganze Zahl ist möglich, hier steht ${typed(value)}. Nimm ${near(numbers)}`,
  notMultiple: (step, value, numbers) =>
    `Nur ein Vielfaches von ${typed(step)} ist möglich, hier steht ${typed(value)}. Nimm ${near(numbers)}`,
  offGrid: (min, step, value, numbers) =>
    `Möglich ist ${typed(min)} und von da in Schritten von ${typed(step)}, hier steht ${typed(value)}. Nimm ${near(numbers)}`,
}

const rules: RuleTexts = {
  fieldTitle: (title, node, input) => own(own(nodes, node)?.inputs, input)?.title ?? title,
  nodeTitle: (title, node) => own(nodes, node)?.title ?? title,
  outputTitle: (title, node, output) => own(own(nodes, node)?.outputs, output) ?? title,
  ownProblem: (problem, said) => (typeof said === 'string' ? said : problem),
  refused: (why) => `${why}.`,
  together: (all) => all.join(' '),
  broughtFrom: (title, problem, node) => `${title}: ${problem}. Der Wert kommt von ${node}.`,
  field,
  wrongField: (title, problem) => `${title}: ${problem}.`,
  noLink: (input) => `„${input}“ wird auf der Karte gesetzt und nimmt keine Verbindung`,
  wrongType(from, to) {
    const remedy = remedies[`${from}>${to}`] ?? sources[to]
    return `${cards.types[from]} passt nicht in einen Eingang für ${cards.types[to]}: ${remedy}`
  },
  nodeGone: 'Einen der beiden Knoten gibt es nicht mehr',
  noOutput: (node, output) => `${node} hat keinen Ausgang „${output}“`,
  noInput: (node, input) => `${node} hat keinen Eingang „${input}“`,
  ownOutput: 'Ein Knoten kann seinen eigenen Ausgang nicht lesen',
  nothingShared: (node, input) => `Was ${node} liest, nimmt nichts, was auch ${input} nimmt`,
  needs: (input, type) => `${input} ist nicht verbunden: Verbinde ${wanted[type]}.`,
  unknownNode: (id) =>
    `Den Knoten „${id}“ gibt es hier nicht. Er bleibt, wie er ist; installiere, was ihn bringt, oder lösche ihn.`,
  newerNode: (version, here) =>
    `Dieser Knoten wurde von einem neueren Reelgraph gespeichert (Version ${version}, hier ${here}): Aktualisiere Reelgraph, oder setze den Knoten neu.`,
  readsMissing: (input) => `${input} liest einen Knoten, den es nicht gibt. Verbinde neu.`,
  readsUnknown: (input, output, node) => `${input} liest „${output}“, was ${node} nicht hat.`,
  readsBypassed: (input, node) =>
    `${input} liest ${node}; der ist überbrückt und hat nichts dieser Art weiterzureichen: Beende das Überbrücken, oder verbinde einen anderen Knoten.`,
  readsNothing: (input, node) => `${input} liest eine Verbindung, die von nirgends kommt: Verbinde, was ${node} liest.`,
  inCycle: (names) => `Ein Kreis: ${names.join(' → ')}. Entferne eine seiner Verbindungen.`,
  more: (count) => `… (${count} weitere)`,
  cycle: (from, to) => `Das würde einen Kreis schließen: ${from} hängt schon von ${to} ab`,
}

/** Texts of the wires that do not fit, in German. */
export const wires: typeof english = {
  ...rules,
  bothOutputs: 'Beides sind Ausgänge: Eine Verbindung geht von einem Ausgang zu einem Eingang',
  bothInputs: 'Beides sind Eingänge: Eine Verbindung geht von einem Ausgang zu einem Eingang',
  nodeNotThere: 'Diesen Knoten gibt es nicht mehr',
  severalPlaces: (node) => `${node} hat mehrere Plätze dafür: Lege die Verbindung auf einen davon`,
  noFreePlace: (node) => `${node} hat keinen freien Platz dafür: Lege die Verbindung auf den, der ersetzt werden soll`,
  takesNo: (node, type) => `${node} nimmt diese Art nicht: ${type}`,
  givesNo: (node, type) => `${node} gibt diese Art nicht: ${type}`,
  aWire: 'Verbindung',
}
