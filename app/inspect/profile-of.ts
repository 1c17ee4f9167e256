import type { NodeId } from '../../workflow/document.ts'
import { type JobState, unitsDone } from '../../workflow/job-state.ts'
import { onLevel } from '../../workflow/subgraphs/level.ts'
import type { Editor } from '../state/editor.ts'

/** What one node took of a run. */
export interface NodeProfile {
  readonly id: NodeId
  /** Milliseconds of its own work; of a running node those of the units that are done. */
  readonly ms: number
  /** From 0 to 1, of all the work of the run so far. */
  readonly share: number
  /** From 0 to 1, against the node that took longest. */
  readonly heat: number
  readonly cached: boolean
  /** By how many bytes memory grew at its highest. */
  readonly memory?: number
}

export interface Profile {
  /** The nodes that did something, the one that took longest first, those from the cache last. */
  readonly nodes: readonly NodeProfile[]
  /** The work of all nodes in milliseconds. */
  readonly ms: number
  readonly cached: number
}

/** The node of a level for which what ran counts: what is inside of a subgraph counts for its node. */
export const shownAs =
  ({ whole, workflow, path = [] }: Pick<Editor, 'whole' | 'workflow' | 'path'>) =>
  (flat: NodeId): NodeId | undefined =>
    onLevel((whole?.workflow ?? workflow)(), path, flat)

const own = (id: NodeId): NodeId | undefined => id

/** Where the time and the memory of a run went; `shownAs` says which node a part of it counts for, if any. */
export const profileOf = (job: JobState, shownAs: (id: NodeId) => NodeId | undefined = own): Profile => {
  const parts: { id: NodeId; ms: number; cached: boolean; memory?: number }[] = []
  for (const [flat, state] of Object.entries(job.nodes)) {
    const id = shownAs(flat)
    if (id === undefined) continue
    const memory = state.memory === undefined ? {} : { memory: state.memory }
    // What the cache gave took no work, whatever reading it took.
    if (state.status === 'cached') parts.push({ id, ms: 0, cached: true })
    else if (state.status === 'done') parts.push({ id, ms: state.ms ?? 0, cached: false, ...memory })
    else if (state.done !== undefined && state.seconds !== undefined && state.status !== 'waiting')
      parts.push({ id, ms: unitsDone(state) * state.seconds * 1000, cached: false, ...memory })
  }
  const sums = new Map<NodeId, (typeof parts)[number]>()
  for (const each of parts) {
    const sum = sums.get(each.id)
    const memory = Math.max(sum?.memory ?? 0, each.memory ?? 0)
    sums.set(each.id, {
      id: each.id,
      ms: (sum?.ms ?? 0) + each.ms,
      cached: (sum?.cached ?? true) && each.cached,
      ...(memory > 0 ? { memory } : {}),
    })
  }
  const found = [...sums.values()]
  const ms = found.reduce((sum, each) => sum + each.ms, 0)
  const longest = found.reduce((most, each) => Math.max(most, each.ms), 0)
  const nodes = found
    .map((each) => ({ ...each, share: ms > 0 ? each.ms / ms : 0, heat: longest > 0 ? each.ms / longest : 0 }))
    .sort((a, b) => Number(a.cached) - Number(b.cached) || b.ms - a.ms)
  return { nodes, ms, cached: found.filter((each) => each.cached).length }
}
