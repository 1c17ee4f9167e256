import { hasEnded, type JobState } from '../../workflow/job-state.ts'
import type { RunsState } from '../state/app-context.ts'

/** The runs that failed from one state to the next; those that this window did not know before are no news. */
export const failedRuns = (before: RunsState, after: RunsState): JobState[] =>
  after.jobs === before.jobs
    ? []
    : Object.values(after.jobs).filter((job) => {
        const was = before.jobs[job.job]
        return job.status === 'failed' && was !== undefined && !hasEnded(was.status)
      })
