import type { RuleTexts } from '../../../workflow/rule-texts.ts'
import type { wires as english } from '../en/wires.ts'
import { cards } from './cards.ts'

const remedies: Readonly<Record<string, string>> = {
  'text>conditioning': 'kodiere ihn erst mit „Text kodieren“',
  'text-encoder>conditioning': 'setze „Text kodieren“ dazwischen',
  'latent>frames': 'dekodiere es erst mit „VAE dekodieren“',
  'latent>clip': 'dekodiere es mit „VAE dekodieren“ und exportiere es dann',
  'frames>clip': 'exportiere sie erst',
  'number>schedule': 'wähle einen Zeitplan mit „Scheduler“',
}

const rules: RuleTexts = {
  noLink: (input) => `„${input}“ wird auf der Karte gesetzt und nimmt keine Verbindung`,
  wrongType(from, to) {
    const remedy = remedies[`${from}>${to}`]
    return `${cards.types[from]} passt nicht in einen Eingang für ${cards.types[to]}${remedy ? `: ${remedy}` : ''}`
  },
  nodeGone: 'Einen der beiden Knoten gibt es nicht mehr',
  noOutput: (node, output) => `${node} hat keinen Ausgang „${output}“`,
  noInput: (node, input) => `${node} hat keinen Eingang „${input}“`,
  ownOutput: 'Ein Knoten kann seinen eigenen Ausgang nicht lesen',
  nothingShared: (node, input) => `Was ${node} liest, nimmt nichts, was auch ${input} nimmt`,
  needs: (input, type) => `${input} ist nicht verbunden: gebraucht wird ${cards.types[type]}.`,
  unknownNode: (id) =>
    `Den Knoten „${id}“ gibt es hier nicht. Er bleibt, wie er ist; installiere, was ihn bringt, oder lösche ihn.`,
  newerNode: (node, version, here) =>
    `${node} wurde von einem neueren Reelgraph gespeichert (Version ${version}, hier ${here}): aktualisiere Reelgraph, oder setze den Knoten neu.`,
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
