import type { NodeState } from '../../workflow/job-state.ts'
import type { NodeMode } from '../../workflow/modes.ts'
import { type CardProblem, shareOf, signOf } from '../cards/node-sign.ts'
import type { cards } from '../texts/en/cards.ts'

/** The state of a node in a word or two; empty where there is nothing to say. What is left out of runs says that. */
export const stateWords = (
  state: NodeState | undefined,
  problems: readonly CardProblem[],
  mode: NodeMode | undefined,
  texts: typeof cards.states,
): string => {
  if (mode) return texts[mode]
  const sign = signOf(state, problems)
  if (sign === 'running') return `${Math.round(shareOf(state) * 100)}\u202f%`
  if (sign === 'wrong' && state?.status === 'failed') return texts.failed
  return texts[sign]
}

/** Whether these words say that a node is done or that something is wrong; undefined where they say neither. */
export const stateTone = (
  state: NodeState | undefined,
  problems: readonly CardProblem[],
  mode: NodeMode | undefined,
): 'ok' | 'wrong' | undefined => {
  const sign = mode ? 'none' : signOf(state, problems)
  if (sign === 'wrong') return 'wrong'
  return sign === 'done' || sign === 'cached' ? 'ok' : undefined
}
