import { applyEvents, hasEnded, type JobState } from '../../workflow/job-state.ts'
import type { JobEvent, JobId, WorkflowId } from '../../workflow/wire.ts'
import type { RunsState } from './app-context.ts'

/** Nothing known yet. */
export const noRuns: RunsState = { jobs: {}, shown: {}, connection: 'connecting' }

/** The state after a batch of events; the same object where none of them said anything new. */
export const withEvents = (state: RunsState, events: readonly JobEvent[]): RunsState => {
  const byJob = new Map<JobId, JobEvent[]>()
  for (const event of events) {
    const known = byJob.get(event.job)
    if (known) known.push(event)
    else byJob.set(event.job, [event])
  }
  let { jobs, shown } = state
  for (const [job, its] of byJob) {
    const before = jobs[job]
    const after = applyEvents(before, its)
    if (!after || after === before) continue
    jobs = { ...jobs, [job]: after }
    if (after.status !== before?.status) {
      const next = shownOf(jobs, after.workflow)
      if (next !== shown[after.workflow]) shown = { ...shown, [after.workflow]: next }
    }
  }
  return jobs === state.jobs ? state : { ...state, jobs, shown }
}

/** The state after the server told what jobs there are: its word replaces all that was known. */
export const withJobs = (state: RunsState, known: readonly JobState[]): RunsState => {
  const jobs: Record<JobId, JobState> = {}
  for (const job of known) jobs[job.job] = job
  const workflows = new Set(known.map((job) => job.workflow))
  return { ...state, jobs, shown: Object.fromEntries([...workflows].map((id) => [id, shownOf(jobs, id)])) }
}

/** The job that a workflow's cards show: the one at work, while others wait behind it, or else the newest. */
const shownOf = (jobs: RunsState['jobs'], workflow: WorkflowId): JobId => {
  let shown: JobState | undefined
  for (const job of Object.values(jobs))
    if (job.workflow === workflow && (!shown || goesBefore(job, shown))) shown = job
  return shown?.job ?? ''
}

const isAtWork = (job: JobState): boolean => job.status === 'running' || job.status === 'cancelling'

const goesBefore = (job: JobState, than: JobState): boolean =>
  isAtWork(job) === isAtWork(than)
    ? job.queuedAt > than.queuedAt || (job.queuedAt === than.queuedAt && job.job >= than.job)
    : isAtWork(job)

const placeOf = (job: JobState): number => job.place ?? job.seq

/** Jobs that have not ended: the one that runs first, then those that wait, in their order. */
export const openJobs = (state: RunsState): JobState[] =>
  Object.values(state.jobs)
    .filter((job) => !hasEnded(job.status))
    .sort((a, b) => Number(a.status === 'queued') - Number(b.status === 'queued') || placeOf(a) - placeOf(b))

/** The job that a workflow's cards show, where it has not ended: what Cancel ends. */
export const openJobOf = (state: RunsState, workflow: WorkflowId): JobState | undefined => {
  const job = state.jobs[state.shown[workflow] ?? '']
  return job && !hasEnded(job.status) ? job : undefined
}
