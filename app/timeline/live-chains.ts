import { deepEqual } from 'fast-equals'
import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { modeOf } from '../../workflow/modes.ts'
import { changedNodes } from '../../workflow/node-records.ts'
import { sameLinks } from '../../workflow/same-links.ts'
import { type Chain, chainsOf } from './step-nodes.ts'

/**
 * `chainsOf` for one document after the other: the same list while it says the same, and after an edit of values, titles or
 * places only the nodes that it changed are looked at, since a folded timeline must not slow down who types.
 */
export const createLiveChains = (definitions: Definitions): ((workflow: Workflow) => readonly Chain[]) => {
  let last: { readonly workflow: Workflow; readonly chains: readonly Chain[] } | undefined
  return (workflow) => {
    if (last?.workflow === workflow) return last.chains
    const known = last
    const wiredAsBefore =
      known !== undefined &&
      // What a subgraph shows is a matter of what is in it.
      known.workflow.subgraphs === workflow.subgraphs &&
      changedNodes(known.workflow.nodes, workflow.nodes).every((id) => sameWiring(known.workflow, workflow, id))
    const found = wiredAsBefore ? known.chains : chainsOf(workflow, definitions)
    last = { workflow, chains: deepEqual(known?.chains, found) ? known!.chains : found }
    return last.chains
  }
}

const sameWiring = (before: Workflow, after: Workflow, id: NodeId): boolean => {
  const [was, is] = [nodeOf(before, id), nodeOf(after, id)]
  return !!was && !!is && was.node === is.node && modeOf(was) === modeOf(is) && sameLinks(was, is)
}
