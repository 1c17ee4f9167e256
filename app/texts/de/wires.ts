import type { FieldTexts } from '../../../workflow/field-texts.ts'
import type { RuleTexts } from '../../../workflow/rule-texts.ts'
import type { SocketType } from '../../../workflow/values.ts'
import type { wires as english } from '../en/wires.ts'
import { amounts } from './amounts.ts'
import { cards } from './cards.ts'

const remedies: Readonly<Record<string, string>> = {
  'text>conditioning': 'kodiere ihn erst mit „Text kodieren“',
  'text-encoder>conditioning': 'setze „Text kodieren“ dazwischen',
  'unet3d>latent': 'setze „UNet3D-Schritte“ dazwischen',
  'conditioning>latent': 'setze „UNet3D-Schritte“ dazwischen',
  'schedule>latent': 'setze „UNet3D-Schritte“ dazwischen',
  'vae>latent': 'setze „VAE kodieren“ dazwischen',
  'frames>latent': 'kodiere sie erst mit „VAE kodieren“',
  'latent>frames': 'dekodiere es erst mit „VAE dekodieren“',
  'vae>frames': 'setze „VAE dekodieren“ dazwischen',
  'clip>frames': 'verbinde die Bilder, aus denen der Clip gemacht wurde',
  'latent>clip': 'dekodiere es mit „VAE dekodieren“ und exportiere es dann',
  'frames>clip': 'exportiere sie erst',
  'number>schedule': 'wähle einen Zeitplan mit „Scheduler“',
}

const sources: Readonly<Record<SocketType, string>> = {
  'text-encoder': 'verbinde „Checkpoint laden“',
  unet3d: 'verbinde „Checkpoint laden“',
  vae: 'verbinde „Checkpoint laden“',
  conditioning: 'kodiere erst einen Text mit „Text kodieren“, und verbinde den',
  latent: 'verbinde „Rauschen“, oder Bilder über „VAE kodieren“',
  schedule: 'verbinde „Scheduler“',
  frames: 'verbinde „VAE dekodieren“ oder „Clip laden“',
  clip: 'verbinde „Exportieren“',
  text: 'schreibe ihn auf die Karte, oder verbinde „Text“',
  number: 'stelle sie auf der Karte ein, oder verbinde „Zahl“',
}

const { typed } = amounts
const near = (numbers: readonly number[]) => numbers.map(typed).join(' oder ')

/** They stand after the title of the field and a colon. */
const field: FieldTexts = {
  notText: 'hier muss Text stehen',
  noFile: 'noch keine Datei. Wähle eine, oder lege sie hier ab',
  notFile: 'hier muss eine Datei stehen, die hier abgelegt wurde. Wähle sie noch einmal',
  notToggle: 'nur an oder aus ist möglich (true oder false)',
  notSeed: (most) => `nur eine ganze Zahl von 0 bis ${most} ist möglich`,
  notOption: (known, count, value) =>
    `möglich ist ${known.join(', ')}${count > known.length ? `, … (${count} insgesamt)` : ''}, hier steht ${value}`,
  notCurve: 'nur eine Zahl oder eine Kurve über die Schritte ist möglich',
  notNumber: 'nur eine Zahl ist möglich',
  outOfRange: (min, max, value) => `möglich ist ${typed(min)} bis ${typed(max)}, hier steht ${typed(value)}`,
  notWhole: (value, numbers) => `nur eine ganze Zahl ist möglich, hier steht ${typed(value)}. Nimm ${near(numbers)}`,
  notMultiple: (step, value, numbers) =>
    `nur ein Vielfaches von ${typed(step)} ist möglich, hier steht ${typed(value)}. Nimm ${near(numbers)}`,
  offGrid: (min, step, value, numbers) =>
    `möglich ist ${typed(min)} und von da in Schritten von ${typed(step)}, hier steht ${typed(value)}. Nimm ${near(numbers)}`,
}

const rules: RuleTexts = {
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
  needs: (input, type) => `${input} ist nicht verbunden: gebraucht wird ${cards.types[type]}.`,
  unknownNode: (id) =>
    `Den Knoten „${id}“ gibt es hier nicht. Er bleibt, wie er ist; installiere, was ihn bringt, oder lösche ihn.`,
  newerNode: (version, here) =>
    `Dieser Knoten wurde von einem neueren Reelgraph gespeichert (Version ${version}, hier ${here}): aktualisiere Reelgraph, oder setze den Knoten neu.`,
  readsMissing: (input) => `${input} liest einen Knoten, den es nicht gibt. Verbinde neu.`,
  readsUnknown: (input, output, node) => `${input} liest „${output}“, was ${node} nicht hat.`,
  readsBypassed: (input, node) =>
    `${input} liest ${node}; der ist überbrückt und hat nichts dieser Art weiterzureichen: beende das Überbrücken, oder verbinde einen anderen Knoten.`,
  readsNothing: (input, node) => `${input} liest eine Verbindung, die von nirgends kommt: verbinde, was ${node} liest.`,
  inCycle: (names) => `Ein Kreis: ${names}. Entferne eine seiner Verbindungen.`,
  more: (count) => `… (${count} weitere)`,
  cycle: (from, to) => `Das würde einen Kreis schließen: ${from} hängt schon von ${to} ab`,
}

/** Texts of the wires that do not fit, in German. */
export const wires: typeof english = {
  ...rules,
  bothOutputs: 'Beides sind Ausgänge: eine Verbindung geht von einem Ausgang zu einem Eingang',
  bothInputs: 'Beides sind Eingänge: eine Verbindung geht von einem Ausgang zu einem Eingang',
  nodeNotThere: 'Diesen Knoten gibt es nicht mehr',
  severalPlaces: (node) => `${node} hat mehrere Plätze dafür: lege die Verbindung auf einen davon`,
  noFreePlace: (node) => `${node} hat keinen freien Platz dafür: lege die Verbindung auf den, der ersetzt werden soll`,
  takesNo: (node, type) => `${node} nimmt diese Art nicht: ${type}`,
  givesNo: (node, type) => `${node} gibt diese Art nicht: ${type}`,
  aWire: 'Verbindung',
}
