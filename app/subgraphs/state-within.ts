import { type NodeId, nodeOf } from '../../workflow/document.ts'
import type { JobState, NodeState } from '../../workflow/job-state.ts'
import { flatId } from '../../workflow/subgraphs/level.ts'
import { subgraphIdOf } from '../../workflow/subgraphs/subgraph.ts'
import type { Editor } from '../state/editor.ts'

const rank: readonly NodeState['status'][] = ['running', 'failed', 'stopped', 'skipped', 'waiting', 'done', 'cached']

/**
 * What a job says of a node on a level. Of an instance it is what it says of the node inside that runs or failed, else of the
 * one that is least far: done only where all are.
 */
export const stateWithin = (
  nodes: JobState['nodes'] | undefined,
  { path = [], workflow }: Pick<Editor, 'path' | 'workflow'>,
  id: NodeId,
): NodeState | undefined => {
  if (!nodes) return undefined
  const flat = flatId(path, id)
  if (Object.hasOwn(nodes, flat)) return nodes[flat]
  if (subgraphIdOf(nodeOf(workflow(), id)?.node ?? '') === undefined) return undefined
  const within = flatId([...path, id], '')
  let found: NodeState | undefined
  for (const [key, state] of Object.entries(nodes))
    if (key.startsWith(within) && (!found || rank.indexOf(state.status) < rank.indexOf(found.status))) found = state
  return found
}
