import type { Said, Worded } from './said/said.ts'
import type { Clip, Summary } from './values.ts'
import type { FirstFailure, JobEvent, JobId, NodeFailure, Part, WorkflowId } from './wire.ts'

export type JobStatus = 'queued' | 'running' | 'cancelling' | 'finished' | 'failed' | 'cancelled'

export interface NodeState {
  readonly status: 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'skipped' | 'stopped'
  readonly done?: number
  readonly total?: number
  /** How far the unit under way is, where it has parts. */
  readonly within?: Part
  /** Mean seconds of one unit of work so far. */
  readonly seconds?: number
  readonly ms?: number
  /** By how many bytes the worker's memory grew at its highest. */
  readonly memory?: number
  readonly outputs?: Readonly<Record<string, Summary>>
  /** Under which its steps are kept, of a node that shows its steps. */
  readonly address?: string
  readonly error?: NodeFailure
  /** Plain English where it stands in no catalogue, as in journals of older servers. */
  readonly warnings?: readonly (string | Worded)[]
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
  /** The error, as any language can say it. */
  readonly said?: Said
  /** The node whose failure that was. */
  readonly first?: FirstFailure
  readonly nodes: Readonly<Record<string, NodeState>>
  readonly clips: readonly Clip[]
  /** Waiting jobs run from the lowest place to the highest. Unknown in states that older servers folded. */
  readonly place?: number
  readonly starred?: true
  /** The last event that this state holds. */
  readonly seq: number
}

/** True for a node whose units of work are steps: frames that others encode or decode are none. */
export const takesSteps = ({ address }: NodeState): boolean => address !== undefined

/** The units of a node's work that are done, the part of one that is under way included. */
export const unitsDone = ({ done = 0, within }: NodeState): number => done + (within ? within.done / within.total : 0)

/** True where nothing more will happen to the job. */
export const hasEnded = (status: JobStatus): boolean =>
  status === 'finished' || status === 'failed' || status === 'cancelled'

/**
 * The state after one more event. An event that the state already holds changes nothing, so a replay that overlaps is
 * harmless; events of a job whose `queued` was never seen are left out.
 */
export const applyEvent = (state: JobState | undefined, event: JobEvent): JobState | undefined =>
  applyEvents(state, [event])

/**
 * The state after further events of one job, as if each were applied by {@link applyEvent} in turn. Copies the nodes once
 * for all of them: a job of 10,000 nodes tells 20,000 events.
 */
export const applyEvents = (state: JobState | undefined, events: readonly JobEvent[]): JobState | undefined => {
  let result = state
  const nodes = nodesOf(state)
  for (const event of events) {
    if (event.type === 'queued') {
      if (result) continue
      result = begun(event)
      nodes.startFrom(result)
    } else if (result && event.seq > result.seq) result = { ...after(result, event, nodes), seq: event.seq }
  }
  return result === state || !result ? result : { ...result, nodes: nodes.all() }
}

type Queued = Extract<JobEvent, { type: 'queued' }>

const begun = (event: Queued): JobState => ({
  job: event.job,
  workflow: event.workflow,
  title: event.title,
  status: 'queued',
  queuedAt: event.at,
  nodes: Object.fromEntries(event.nodes.map((id) => [id, { status: 'waiting' } satisfies NodeState])),
  clips: [],
  place: event.seq,
  seq: event.seq,
})

interface Nodes {
  startFrom(state: JobState): void
  all(): JobState['nodes']
  change(id: string, change: (before: NodeState) => NodeState): void
  /** Gives another status to every node that has one of these. */
  turn(from: readonly NodeState['status'][], to: NodeState['status']): void
}

/** The nodes of a state, copied before the first change. */
const nodesOf = (state: JobState | undefined): Nodes => {
  let shared: JobState['nodes'] = state?.nodes ?? {}
  let own: Record<string, NodeState> | undefined
  const owned = () => {
    own ??= { ...shared }
    return own
  }
  return {
    startFrom: (begun) => {
      shared = begun.nodes
    },
    all: () => own ?? shared,
    change: (id, change) => {
      const nodes = owned()
      nodes[id] = change(Object.hasOwn(nodes, id) ? nodes[id]! : { status: 'waiting' })
    },
    turn: (from, to) => {
      for (const [id, node] of Object.entries(own ?? shared))
        if (from.includes(node.status)) owned()[id] = { ...node, status: to }
    },
  }
}

const warningOf = ({ message, said }: Worded): string | Worded => (said ? { message, said } : message)

/** A warning in English. */
export const messageOf = (warning: string | Worded): string => (typeof warning === 'string' ? warning : warning.message)

const after = (state: JobState, event: Exclude<JobEvent, Queued>, nodes: Nodes): JobState => {
  const ended = (status: JobStatus, error?: string): JobState => {
    nodes.turn(['running', 'waiting'], 'stopped')
    return { ...state, status, endedAt: event.at, ...(error === undefined ? {} : { error }) }
  }
  // A cancel that was asked for stays asked for, whatever the worker still tells.
  const running = state.status === 'queued' ? 'running' : state.status
  switch (event.type) {
    case 'started':
      return { ...state, status: running, startedAt: event.at, device: event.device }
    case 'resumed':
      nodes.turn(['running'], 'waiting')
      return { ...state, status: running }
    case 'node-started':
      // A node that runs again after a resume has not failed any more.
      nodes.change(event.node, ({ error: _, ...before }) => ({
        ...before,
        status: 'running',
        ...(event.address === undefined ? {} : { address: event.address }),
      }))
      return state
    case 'progress': {
      const { done, total, seconds, within } = event
      nodes.change(event.node, ({ within: _, ...before }) => ({
        ...before,
        ...{ status: 'running', done, total, seconds },
        ...(within ? { within } : {}),
      }))
      return state
    }
    case 'warning':
      nodes.change(event.node, (before) =>
        before.warnings?.some((known) => messageOf(known) === event.message)
          ? before
          : { ...before, warnings: [...(before.warnings ?? []), warningOf(event)] },
      )
      return state
    case 'node-finished': {
      const { ms, outputs, memory, address } = event
      nodes.change(event.node, ({ error: _, memory: __, ...before }) => ({
        ...before,
        status: event.cached ? 'cached' : 'done',
        ms,
        outputs,
        ...(address === undefined ? {} : { address }),
        ...(memory === undefined ? {} : { memory }),
      }))
      // A job that goes on tells again what it had finished.
      const clips = Object.values(outputs).filter(
        (each) => each.type === 'clip' && !state.clips.some((known) => known.artifact === each.artifact),
      ) as Clip[]
      return clips.length === 0 ? state : { ...state, clips: [...state.clips, ...clips] }
    }
    case 'node-failed': {
      const { message, said, input } = event
      nodes.change(event.node, (before) => ({
        ...before,
        status: 'failed',
        error: {
          message,
          ...(said ? { said } : {}),
          ...(input === undefined ? {} : { input }),
        },
      }))
      return state
    }
    case 'node-skipped':
      nodes.change(event.node, (before) => ({ ...before, status: 'skipped' }))
      return state
    case 'cancelling':
      return hasEnded(state.status) ? state : { ...state, status: 'cancelling' }
    case 'moved':
      return { ...state, place: event.place }
    case 'starred': {
      const { starred: _, ...rest } = state
      return event.starred ? { ...rest, starred: true } : rest
    }
    case 'finished':
      return ended('finished')
    case 'failed':
      return {
        ...ended('failed', event.message),
        ...(event.said ? { said: event.said } : {}),
        ...(event.first ? { first: event.first } : {}),
      }
    case 'cancelled':
      return ended('cancelled')
  }
}
