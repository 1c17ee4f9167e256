import type { ForkRefusal } from '../../../workflow/fork.ts'

/** Texts of the timeline of steps. */
export const timeline = {
  title: 'Timeline',
  height: 'Height of the timeline',
  show: 'Open the timeline',
  hide: 'Fold the timeline',
  of: 'of',
  none: 'Every step of a run comes to lie here, frame by frame: one row for each.',
  nonePast: 'No steps are kept of a run of this revision.',
  noNode: 'Add UNet3D steps: every step that they take comes to lie here, frame by frame.',
  grid: 'Steps and their frames',
  keys: 'Arrows move A, with Shift B. Enter puts B where A is, Delete takes B away.',
  step: (step: number, steps: number) => `step ${step} of ${steps}`,
  cell: (step: number, frame: number) => `step ${step} · frame ${frame}`,
  cellName: (step: number, frame: number, letters: string) =>
    `step ${step}, frame ${frame}${letters === '' ? '' : `, ${letters}`}`,
  large: (letter: string, step: number) => `${letter}: step ${step}`,
  play: 'Play the frames of this step',
  follow: 'Go on to the newest step',
  fork: 'Fork from here',
  compare: 'Compare',
  compared: 'Compare A and B',
  noB: 'Shift+click a cell to lay it beside A.',
  putB: 'Set B where A is',
  takeB: 'Take B away',
  earlier: 'an earlier run',
  other: 'another node',
  forkEdit: (what: string, step: number) => `Fork ${what} after step ${step}`,
  forked: (step: number) =>
    `The steps after ${step} are a node of their own: change its guidance, or connect another prompt.`,
  refusals: {
    noSteps: 'Only UNet3D steps can be forked.',
    leftOut: 'This node is muted or bypassed: end that to fork its steps.',
    linked: 'From step or To step of this node comes over a wire: write a number there to fork it.',
    first: 'No step of this node lies before this one: choose a later one to fork from.',
    last: 'This is the last step of this node, and nothing is left to take: choose an earlier one to fork from.',
    inside: 'These steps are taken inside of the subgraph: open it to fork them there.',
    changed: 'The graph has changed since it made this step. Run it again, or undo, to fork from what you see.',
  } satisfies Record<ForkRefusal | 'inside' | 'changed', string> as Readonly<
    Record<ForkRefusal | 'inside' | 'changed', string>
  >,
}
