import type { Clip, Summary } from './values.ts'
import type { JobEvent, JobId, WorkflowId } from './wire.ts'

export type JobStatus = 'queued' | 'running' | 'cancelling' | 'finished' | 'failed' | 'cancelled'

export interface NodeState {
  readonly status: 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'skipped' | 'stopped'
  readonly done?: number
  readonly total?: number
  /** Mean seconds of one unit of work so far. */
  readonly seconds?: number
  readonly ms?: number
  readonly outputs?: Readonly<Record<string, Summary>>
  readonly error?: { readonly message: string; readonly input?: string }
  readonly warnings?: readonly string[]
}

/** All that the journal says of one job: the fold of its events. Both ends compute it with the same function. */
export interface JobState {
  readonly job: JobId
  readonly workflow: WorkflowId
  readonly title: string
  readonly status: JobStatus
  readonly queuedAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  readonly device?: string
  readonly error?: string
  readonly nodes: Readonly<Record<string, NodeState>>
  readonly clips: readonly Clip[]
  /** The last event that this state holds. */
  readonly seq: number
}

/** True where nothing more will happen to the job. */
export const hasEnded = (status: JobStatus): boolean =>
  status === 'finished' || status === 'failed' || status === 'cancelled'

/**
 * The state after one more event. An event that the state already holds changes nothing, so a replay that overlaps is
 * harmless; events of a job whose `queued` was never seen are left out.
 */
export const applyEvent = (state: JobState | undefined, event: JobEvent): JobState | undefined => {
  if (event.type === 'queued')
    return (
      state ?? {
        job: event.job,
        workflow: event.workflow,
        title: event.title,
        status: 'queued',
        queuedAt: event.at,
        nodes: Object.fromEntries(event.nodes.map((id) => [id, { status: 'waiting' } satisfies NodeState])),
        clips: [],
        seq: event.seq,
      }
    )
  if (!state || event.seq <= state.seq) return state
  const next = { ...state, seq: event.seq }
  const node = (id: string, change: (before: NodeState) => NodeState): JobState => ({
    ...next,
    nodes: { ...state.nodes, [id]: change(state.nodes[id] ?? { status: 'waiting' }) },
  })
  const ended = (status: JobStatus, error?: string): JobState => ({
    ...next,
    status,
    endedAt: event.at,
    ...(error === undefined ? {} : { error }),
    nodes: Object.fromEntries(
      Object.entries(state.nodes).map(([id, each]) => [
        id,
        each.status === 'running' || each.status === 'waiting' ? { ...each, status: 'stopped' as const } : each,
      ]),
    ),
  })
  switch (event.type) {
    case 'started':
      return { ...next, status: 'running', startedAt: event.at, device: event.device }
    case 'resumed':
      return {
        ...next,
        status: state.status === 'cancelling' ? 'cancelling' : 'running',
        nodes: Object.fromEntries(
          Object.entries(state.nodes).map(([id, each]) => [
            id,
            each.status === 'running' ? { ...each, status: 'waiting' as const } : each,
          ]),
        ),
      }
    case 'node-started':
      return node(event.node, (before) => ({ ...before, status: 'running' }))
    case 'progress':
      return node(event.node, (before) => ({
        ...before,
        status: 'running',
        done: event.done,
        total: event.total,
        seconds: event.seconds,
      }))
    case 'warning':
      return node(event.node, (before) =>
        before.warnings?.includes(event.message)
          ? before
          : { ...before, warnings: [...(before.warnings ?? []), event.message] },
      )
    case 'node-finished': {
      const state = node(event.node, (before) => ({
        ...before,
        status: event.cached ? 'cached' : 'done',
        ms: event.ms,
        outputs: event.outputs,
      }))
      const clips = Object.values(event.outputs).filter((each) => each.type === 'clip')
      return clips.length === 0 ? state : { ...state, clips: [...state.clips, ...clips] }
    }
    case 'node-failed':
      return node(event.node, (before) => ({
        ...before,
        status: 'failed',
        error: { message: event.message, ...(event.input === undefined ? {} : { input: event.input }) },
      }))
    case 'node-skipped':
      return node(event.node, (before) => ({ ...before, status: 'skipped' }))
    case 'cancelling':
      return hasEnded(state.status) ? next : { ...next, status: 'cancelling' }
    case 'finished':
      return ended('finished')
    case 'failed':
      return ended('failed', event.message)
    case 'cancelled':
      return ended('cancelled')
  }
}
