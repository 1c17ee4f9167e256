import type { CurveShape } from '../../../workflow/curve.ts'
import type { SeedMode } from '../../../workflow/seeds.ts'
import type { fields as english } from '../en/fields.ts'

const seedModes: Record<SeedMode, string> = {
  fixed: 'Bleibt, wie er ist',
  random: 'Zufällig bei jedem Lauf',
  up: 'Bei jedem Lauf eins höher',
  down: 'Bei jedem Lauf eins tiefer',
}
const curveShapes: Record<CurveShape, string> = {
  constant: 'Konstant',
  linear: 'Linear',
  cosine: 'Kosinus',
  points: 'Punkte',
}
/** As they stand in a sentence. */
const curveWords: Record<CurveShape, string> = {
  constant: 'konstant',
  linear: 'linear',
  cosine: 'Kosinus',
  points: 'Punkte',
}
const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

/** Texts of the fields on cards, in German. */
export const fields: typeof english = {
  setField: (field) => `${field} setzen`,
  drawAnother: (field) => `${field} neu ziehen`,
  keepSeed: 'Diesen Seed behalten',
  seedMode: (field, mode) => `${field}: ${lowerFirst(seedModes[mode])}`,
  seedModes,
  setSeedMode: (mode) => `Seed: ${lowerFirst(seedModes[mode])}`,
  drawnBefore: 'Der Seed des neuesten Laufs. Der nächste Lauf zieht einen anderen.',
  usedBefore: (next) => `Der Seed des neuesten Laufs. Der nächste Lauf nimmt ${next}.`,
  usedNext: 'Der nächste Lauf nimmt diesen Seed.',
  drawSeeds: 'Seeds ziehen',

  curveShape: (field, shape) => `${field} über die Schritte: ${curveWords[shape]}`,
  curveShapes,
  curveGraph: (field, values) => `${field} über die Schritte: ${values}`,
  firstStep: (field) => `${field} im ersten Schritt`,
  lastStep: (field) => `${field} im letzten Schritt`,
  fromFirstToLast: 'erster → letzter Schritt',
  point: (index, count) => `Punkt ${index} von ${count}`,
  pointAt: (percent, value) => `${value} bei ${percent} % der Schritte`,
  pointPlace: 'Stelle des Punktes in den Schritten',
  pointValue: (field) => `${field} am Punkt`,
  addPoint: 'Punkt hinzufügen',
  removePoint: 'Diesen Punkt entfernen',
  tooManyPoints: (most) => `Eine Kurve hat höchstens ${most} Punkte.`,
  pointHint: 'Ziehen verschiebt, Doppelklick fügt hinzu, Entf entfernt',

  clipLength: (frames, seconds, rate, node) =>
    `${frames} ${frames === 1 ? 'Bild' : 'Bilder'} = ${seconds} s bei ${rate} Bildern pro Sekunde (${node})`,
  clipSeconds: (seconds) => `${seconds} s`,
  sizes: 'Größen',
  sizesFor: (checkpoint, width, height) => `${checkpoint} wurde mit ${width} × ${height} trainiert.`,
  sizesOf: (width, height) => `Der Checkpoint sagt nicht, womit er trainiert wurde: Größen um ${width} × ${height}.`,
  setSize: 'Größe setzen',
  swapSides: 'Breite und Höhe tauschen',
  asTrained: 'wie trainiert',
  runTimes: (count) => `${count}-mal ausführen`,
  runSeveral: 'Mehrmals ausführen',
  runSeveralAbout: 'Jeder Lauf stellt sich einzeln in die Warteschlange.',
  runCount: 'Anzahl der Läufe',
  oneMore: 'Einer mehr',
  oneLess: 'Einer weniger',
  sameSeeds: 'Kein Seed ändert sich von Lauf zu Lauf: Alle ergäben denselben Clip.',
  makeRandom: 'Für jeden Lauf einen Seed ziehen',
  randomSeeds: 'Seeds: zufällig bei jedem Lauf',
}
