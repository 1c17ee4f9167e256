import type { NodeState } from '../../workflow/job-state.ts'
import { durationText, leftText } from '../parts/quantities.ts'

/** The time of one unit of work: exact below a second, where a difference can be felt. */
const each = (seconds: number): string => (seconds < 1 ? `${seconds.toFixed(2)} s` : durationText(seconds * 1000))

/** One line on how far the steps of a node are, or how they ended. */
export const progressText = (state: NodeState | undefined): string => {
  switch (state?.status) {
    case 'running': {
      if (!state.total) return 'loading the model'
      const done = state.done ?? 0
      const parts = [`step ${done} of ${state.total}`]
      if (state.seconds) {
        parts.push(`${each(state.seconds)} each`)
        if (done < state.total) parts.push(leftText(state.seconds * (state.total - done)))
      }
      return parts.join(' · ')
    }
    case 'done':
      return [state.total ? `${state.total} steps` : 'done', ...(state.ms ? [durationText(state.ms)] : [])].join(' · ')
    case 'cached':
      return 'taken from the cache'
    case 'waiting':
      return 'waiting'
    case 'stopped':
      return state.total ? `stopped at step ${state.done ?? 0} of ${state.total}` : 'stopped'
    case 'failed':
      return 'failed'
    case 'skipped':
      return 'not run: a node that it reads failed'
    default:
      return ''
  }
}
