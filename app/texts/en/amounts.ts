import { countText, quantitiesIn } from '../../parts/quantities.ts'
import { agoIn } from '../ago.ts'

const quantities = quantitiesIn('.', 'bytes')

/** Texts of the amounts and times. */
export const amounts = {
  ...quantities,
  runs: (count: number) => `${countText(count)} ${count === 1 ? 'run' : 'runs'}`,
  nodes: (count: number) => `${countText(count)} ${count === 1 ? 'node' : 'nodes'}`,
  workflows: (count: number) => `${countText(count)} ${count === 1 ? 'workflow' : 'workflows'}`,
  checkpoints: (count: number) => `${countText(count)} ${count === 1 ? 'checkpoint' : 'checkpoints'}`,
  clips: (count: number) => `${countText(count)} ${count === 1 ? 'clip' : 'clips'}`,
  frames: (count: number) => `${countText(count)} ${count === 1 ? 'frame' : 'frames'}`,
  steps: (count: number) => `${countText(count)} ${count === 1 ? 'step' : 'steps'}`,
  numbers: (count: number) => `${countText(count)} ${count === 1 ? 'number' : 'numbers'}`,
  left: (time: string) => `${time} left`,
  /** A time, or the least that it can be. */
  atLeast: ({ seconds, more }: { readonly seconds: number; readonly more: boolean }) =>
    `${more ? 'over ' : ''}${quantities.about(seconds)}`,
  /** The time of day, to the second. */
  clock: (at: number) => new Date(at).toLocaleTimeString('en-GB'),
  ago: agoIn('en-GB', {
    now: 'just now',
    minutes: (count) => `${count} min ago`,
    hours: (count) => `${count} h ago`,
    yesterday: 'yesterday',
  }),
}
