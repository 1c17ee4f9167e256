import type { CurveShape } from '../../../workflow/curve.ts'
import type { SeedMode } from '../../../workflow/seeds.ts'

const seedModes: Record<SeedMode, string> = {
  fixed: 'Stays as it is',
  random: 'Random for each run',
  up: 'One up with each run',
  down: 'One down with each run',
}
const curveShapes: Record<CurveShape, string> = {
  constant: 'Constant',
  linear: 'Linear',
  cosine: 'Cosine',
  points: 'Points',
}

/** Texts of the fields on cards. */
export const fields = {
  setField: (field: string) => `Set ${field.toLowerCase()}`,
  drawAnother: (field: string) => `Draw another ${field.toLowerCase()}`,
  keepSeed: 'Keep this seed',
  seedMode: (field: string, mode: SeedMode) => `${field} with each run: ${seedModes[mode].toLowerCase()}`,
  seedModes,
  setSeedMode: (mode: SeedMode) => `Seed: ${seedModes[mode].toLowerCase()}`,
  drawnBefore: 'The seed of the newest run. The next run draws another.',
  usedBefore: (next: string) => `The seed of the newest run. The next run takes ${next}.`,
  usedNext: 'The next run takes this seed.',
  drawSeeds: 'Draw the seeds',

  curveShape: (field: string, shape: CurveShape) => `${field} over the steps: ${curveShapes[shape].toLowerCase()}`,
  curveShapes,
  curveGraph: (field: string, values: string) => `${field} over the steps: ${values}`,
  firstStep: (field: string) => `${field} at the first step`,
  lastStep: (field: string) => `${field} at the last step`,
  fromFirstToLast: 'first → last step',
  point: (index: number, count: number) => `Point ${index} of ${count}`,
  pointAt: (percent: number, value: string) => `${value} at ${percent} % of the steps`,
  pointPlace: 'Where in the steps the point is',
  pointValue: (field: string) => `${field} at the point`,
  addPoint: 'Add a point',
  removePoint: 'Remove this point',
  tooManyPoints: (most: number) => `A curve has at most ${most} points.`,
  pointHint: 'Drag to move, double-click to add, Delete to remove',

  clipLength: (frames: number, seconds: string, rate: string, node: string) =>
    `${frames} ${frames === 1 ? 'frame' : 'frames'} = ${seconds} s at ${rate} frames a second (${node})`,
  clipSeconds: (seconds: string) => `${seconds} s`,
  sizes: 'Sizes',
  sizesFor: (checkpoint: string, width: number, height: number) => `${checkpoint} was trained at ${width} × ${height}.`,
  sizesOf: (width: number, height: number) =>
    `The checkpoint does not say what it was trained at: sizes about ${width} × ${height}.`,
  setSize: 'Set size',
  swapSides: 'Swap width and height',
  asTrained: 'as trained',
  runTimes: (count: number) => `Run ${count} times`,
  runSeveral: 'Run several times',
  runSeveralAbout: 'Each run gets its own turn in the queue.',
  runCount: 'How many runs',
  oneMore: 'One more',
  oneLess: 'One less',
  sameSeeds: 'No seed changes from run to run: all would give the same clip.',
  makeRandom: 'Draw a seed for each run',
  randomSeeds: 'Seeds: random for each run',
}
