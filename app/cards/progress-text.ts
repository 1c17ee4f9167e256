import { type NodeState, takesSteps, unitsDone } from '../../workflow/job-state.ts'
import type { Texts } from '../texts/texts.ts'

/** The time of one unit of work: exact below a second, where a difference can be felt. */
const each = (seconds: number, amounts: Texts['amounts']): string =>
  seconds < 1 ? `${amounts.decimals(seconds, 2)} s` : amounts.duration(seconds * 1000)

/** One line on how far a node is, or how it ended. */
export const progressText = (
  state: NodeState | undefined,
  { amounts, cards: texts }: Pick<Texts, 'amounts' | 'cards'>,
): string => {
  switch (state?.status) {
    case 'running': {
      if (!state.total) return texts.loading
      const done = state.done ?? 0
      const parts = [takesSteps(state) ? texts.step(done, state.total) : texts.amount(done, state.total)]
      // One line has no room for both, and a step in windows is long enough to be watched.
      if (state.within) parts.push(texts.part(state.within.done, state.within.total))
      else if (state.seconds) parts.push(texts.each(each(state.seconds, amounts)))
      if (state.seconds && done < state.total)
        parts.push(amounts.left(amounts.about(state.seconds * (state.total - unitsDone(state)))))
      return parts.join(' · ')
    }
    case 'done':
      return [
        state.total && takesSteps(state) ? texts.steps(state.total) : texts.done,
        ...(state.ms ? [amounts.duration(state.ms)] : []),
      ].join(' · ')
    case 'cached':
      return texts.cached
    case 'waiting':
      return texts.waiting
    case 'stopped':
      return state.total && takesSteps(state) ? texts.stoppedAt(state.done ?? 0, state.total) : texts.stopped
    case 'failed':
      return texts.failed
    case 'skipped':
      return texts.skipped
    default:
      return ''
  }
}
