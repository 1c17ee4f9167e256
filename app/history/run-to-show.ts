import { hasEnded, type JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'

/** How many runs are asked for at most: a revision that was run a hundred times is shown at once all the same. */
const most = 6

/**
 * The run of a revision that shows most of it: the last that finished or still goes on, else the last that computed
 * anything before it failed or was cancelled, else the last.
 * @param runs oldest first
 * @param fetch a run; one that cannot be had is passed over
 */
export const runToShow = async (
  runs: readonly JobId[],
  fetch: (run: JobId) => Promise<JobState>,
): Promise<JobState | undefined> => {
  let partly: JobState | undefined
  let last: JobState | undefined
  for (const run of runs.slice(-most).reverse()) {
    const job = await fetch(run).catch(() => undefined)
    if (!job) continue
    if (job.status === 'finished' || !hasEnded(job.status)) return job
    last ??= job
    if (computedSomething(job)) partly ??= job
  }
  return partly ?? last
}

const computedSomething = ({ nodes }: JobState): boolean =>
  Object.values(nodes).some(({ status, done = 0 }) => status === 'done' || status === 'cached' || done > 0)
