import type { NodeState } from '../../workflow/job-state.ts'
import type { NodeMode } from '../../workflow/modes.ts'
import { type CardProblem, type SignKind, shareOf, signOf } from '../cards/node-sign.ts'

const words: Record<SignKind, string> = {
  none: '',
  incomplete: 'not connected',
  waiting: 'waiting',
  running: 'running',
  done: 'done',
  cached: 'cached',
  wrong: 'wrong',
}

const modeWords: Record<NodeMode, string> = { mute: 'muted', bypass: 'bypassed' }

/** The state of a node in a word or two; empty where there is nothing to say. What is left out of runs says that. */
export const stateWords = (
  state: NodeState | undefined,
  problems: readonly CardProblem[],
  mode: NodeMode | undefined,
): string => {
  if (mode) return modeWords[mode]
  const sign = signOf(state, problems)
  if (sign === 'running') return `${Math.round(shareOf(state) * 100)}\u202f%`
  if (sign === 'wrong' && state?.status === 'failed') return 'failed'
  return words[sign]
}
