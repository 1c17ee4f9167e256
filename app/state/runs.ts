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

/** The state after the server told what jobs there are: its word replaces all that was known, but for runs whose graphs are open elsewhere. */
export const withJobs = (state: RunsState, known: readonly JobState[]): RunsState => {
  const jobs: Record<JobId, JobState> = {}
  for (const job of known) jobs[job.job] = job
  const shown: Record<WorkflowId, JobId> = { ...openedRuns(state) }
  for (const id of Object.values(shown)) jobs[id] ??= state.jobs[id]!
  for (const { workflow } of known) shown[workflow] = shownOf(jobs, workflow)
  return { ...state, jobs, shown }
}

/** The runs of other workflows that the cards of some show, since their graphs were opened there. */
export const openedRuns = ({ jobs, shown }: Pick<RunsState, 'jobs' | 'shown'>): Readonly<Record<WorkflowId, JobId>> =>
  Object.fromEntries(
    Object.entries(shown).filter(([workflow, id]) => jobs[id] !== undefined && jobs[id].workflow !== workflow),
  )

/** The state in which the cards of a workflow show a run of another one, whose graph it is, until it has a run of its own. */
export const withOpened = (state: RunsState, workflow: WorkflowId, job: JobState): RunsState => {
  if (Object.values(state.jobs).some((each) => each.workflow === workflow)) return state
  return {
    ...state,
    jobs: state.jobs[job.job] ? state.jobs : { ...state.jobs, [job.job]: job },
    shown: { ...state.shown, [workflow]: job.job },
  }
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

/** The job of a workflow that its cards show, where it has not ended: what Cancel ends. */
export const openJobOf = (state: RunsState, workflow: WorkflowId): JobState | undefined => {
  const job = state.jobs[state.shown[workflow] ?? '']
  return job?.workflow === workflow && !hasEnded(job.status) ? job : undefined
}
