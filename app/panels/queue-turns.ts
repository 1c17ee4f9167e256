import type { JobState } from '../../workflow/job-state.ts'
import { type Expected, type Left, timeLeft } from '../../workflow/speeds.ts'
import type { JobId } from '../../workflow/wire.ts'

/** When a waiting run has its turn. */
export interface Turn {
  /** How many runs are ahead of it. */
  readonly ahead: number
  /** The time until it starts; undefined where nothing is known of one of those. */
  readonly starts?: Left
  /** The time that it takes itself; undefined where nothing is known of it. */
  readonly takes?: Left
}

/** No run is said to take less, however much the cache gives it. */
const leastSeconds = 1

/** The turn of each run that waits, from what runs now and all that wait before it. */
export const turnsOf = (
  open: readonly JobState[],
  expected: Readonly<Record<JobId, Expected>>,
): ReadonlyMap<JobId, Turn> => {
  const turns = new Map<JobId, Turn>()
  let starts: Left | undefined = { seconds: 0, more: false }
  for (const [ahead, job] of open.entries()) {
    const left = job.status === 'cancelling' ? untilStopped(job) : timeLeft(job.nodes, expected[job.job] ?? {})
    const takes = left && job.status === 'queued' ? { ...left, seconds: Math.max(leastSeconds, left.seconds) } : left
    if (job.status === 'queued')
      turns.set(job.job, { ahead, ...(starts ? { starts } : {}), ...(takes ? { takes } : {}) })
    starts = starts && takes && { seconds: starts.seconds + takes.seconds, more: starts.more || takes.more }
  }
  return turns
}

/** What is cancelled ends with the unit of work that is under way. */
const untilStopped = ({ nodes }: JobState): Left | undefined => {
  const at = Object.values(nodes).find(({ status }) => status === 'running')
  if (at?.seconds === undefined) return undefined
  const done = at.within ? at.within.done / at.within.total : 0
  return { seconds: at.seconds * (1 - done), more: false }
}
