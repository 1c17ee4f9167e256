import type { NodeMode } from '../../../workflow/modes.ts'
import type { SocketType } from '../../../workflow/values.ts'
import type { SignKind } from '../../cards/node-sign.ts'
import { countText } from '../../parts/quantities.ts'

/** Texts of the cards. */
export const cards = {
  types: {
    'text-encoder': 'text encoder',
    unet3d: 'UNet3D',
    vae: 'VAE',
    conditioning: 'conditioning',
    latent: 'latent',
    schedule: 'schedule',
    frames: 'frames',
    clip: 'clip',
    text: 'text',
    number: 'number',
  } satisfies Record<SocketType, string> as Readonly<Record<SocketType, string>>,
  or: (names: readonly string[]) => names.join(' or '),
  modes: { mute: 'muted', bypass: 'bypassed', 'left out': 'left out' },
  modeAbouts: {
    mute: 'It does not run, and neither does what needs it',
    bypass: 'It does not run: what it reads is handed on to those who read it',
    'left out': 'It needs a node that is muted, so it does not run',
  },
  renameEdit: (node: string) => `Rename ${node}`,
  nodeName: 'Name of this node',
  signs: {
    none: '',
    incomplete: 'Not all is connected',
    waiting: 'Waiting',
    running: 'Running',
    done: 'Done',
    cached: 'Done before: taken from the cache',
    wrong: 'Something is wrong',
  } satisfies Record<SignKind, string>,
  runningDone: (percent: number) => `Running, ${percent} % done`,
  states: {
    none: '',
    incomplete: 'not connected',
    waiting: 'waiting',
    running: 'running',
    done: 'done',
    cached: 'cached',
    wrong: 'wrong',
    failed: 'failed',
    mute: 'muted',
    bypass: 'bypassed',
  } satisfies Record<SignKind | NodeMode | 'failed', string>,
  missingNode: 'a node that is not there',
  goneNode: 'a node that is gone',
  unknown: 'Not installed here',
  searchField: (field: string) => `Search ${field.toLowerCase()}`,
  noChoice: 'none',
  /** The checkpoints that have a variant of weights. */
  variantOf: (names: readonly string[]) => {
    const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
    return names.length === 0 ? 'No checkpoint here has them.' : `Here: ${names.slice(0, 3).join(', ')}${more}.`
  },
  noOption: 'Nothing matches',
  clipBefore: 'From the run before',
  clipHere: 'The clip plays here when it is made',
  levels: (count: number) => `${count} noise levels, falling`,
  noLevels: 'Add a checkpoint to see its noise levels',
  from: (source: string | undefined) => `from ${source ?? 'a link'}`,
  preview: 'Preview',
  forms: 'The clip forms here, step by step, when it runs',
  falseColours: 'False colours',
  falseColoursAbout:
    'The colours that were fitted to these steps were deleted: red, green and blue are channels of the latent here. Run with another seed, and its steps have their own.',
  writeNote: 'Write a note',
  editNote: 'Edit the note',
  /** Stands after the beginning of a text that is too long to be shown as a whole. */
  moreText: (letters: number) => `… and ${countText(letters)} more letters, shown while you write`,
  /** From which letter on a text is written in: it is too long to be written in as a whole. */
  lettersFrom: (from: number, of: number) => `from ${countText(from)} of ${countText(of)}`,
  partBefore: 'The letters before',
  partAfter: 'The letters after',
  tickEdit: (words: string, done: boolean) => (done ? `Tick ${words}` : `Untick ${words}`),
  noCheckpoint: 'no checkpoint upstream',
  lost: (text: string) => `lost: ${text}`,
  tokens: 'tokens',
  sides: { input: 'input', output: 'output' },
  notConnected: 'not connected',
  connectedTo: (names: readonly string[]) => `connected to ${names.join(', ')}`,
  loading: 'loading the model',
  step: (done: number, total: number) => `step ${done} of ${total}`,
  /** Of frames that are encoded or decoded. */
  amount: (done: number, total: number) => `${done} of ${total}`,
  /** How many windows of frames the network has seen in the step under way. */
  part: (done: number, total: number) => `window ${done} of ${total}`,
  each: (time: string) => `${time} each`,
  steps: (count: number) => `${count} steps`,
  done: 'done',
  cached: 'taken from the cache',
  waiting: 'waiting',
  stopped: 'stopped',
  stoppedAt: (done: number, total: number) => `stopped at step ${done} of ${total}`,
  failed: 'failed',
  skipped: 'not run: a node that it reads failed',
}
