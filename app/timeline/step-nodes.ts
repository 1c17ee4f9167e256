import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { latentSockets } from '../../workflow/fork.ts'
import type { NodeState } from '../../workflow/job-state.ts'
import { handedOn, isPassed, modeOf } from '../../workflow/modes.ts'
import { subgraphIdOf } from '../../workflow/subgraphs/subgraph.ts'

/** Nodes that take the steps of one latent, one after the other. */
export type Chain = readonly NodeId[]

/** The nodes of a level whose steps can be looked at, those of one latent together: the ones that take steps, and subgraphs, in which some may. */
export const chainsOf = (workflow: Workflow, definitions: Definitions): Chain[] => {
  const nodes = stepNodesOf(workflow, definitions)
  const known = new Set(nodes)
  const arrives = handedOn(workflow, definitions, (_, node) => isPassed(definitions, node))
  const before = new Map<NodeId, NodeId>()
  const readers = new Map<NodeId, number>()
  for (const id of nodes) {
    const node = nodeOf(workflow, id)!
    const definition = definitionOf(definitions, node.node)
    const sockets = definition && latentSockets(definition)
    const filled = sockets && inputOf(node, sockets.input)
    const source = isLink(filled) ? arrives(filled) : undefined
    // One that is left out hands on what it reads, and is no part of it.
    if (modeOf(node) !== undefined || !isLink(source) || !known.has(source.from)) continue
    before.set(id, source.from)
    readers.set(source.from, (readers.get(source.from) ?? 0) + 1)
  }
  // Where a latent goes on in two ways, neither is the one.
  const follows = (id: NodeId) => {
    const source = before.get(id)
    return source !== undefined && readers.get(source) === 1 ? source : undefined
  }
  const followers = new Map(nodes.flatMap((id) => (follows(id) === undefined ? [] : [[follows(id)!, id] as const])))
  return nodes
    .filter((id) => follows(id) === undefined)
    .map((first) => {
      const chain = [first]
      for (let next = followers.get(first); next !== undefined; next = followers.get(next)) chain.push(next)
      return chain
    })
}

const stepNodesOf = (workflow: Workflow, definitions: Definitions): NodeId[] =>
  Object.entries(workflow.nodes).flatMap(([id, { node }]) => {
    const view = definitionOf(definitions, node)?.view
    return view === 'latent' || (view === 'clip' && subgraphIdOf(node) !== undefined) ? [id] : []
  })

/**
 * The chain whose steps are shown: the one with the selected node, else with the one at work, else with the last that took
 * steps, else the first there is.
 * @param stateOf what a run says of a node
 */
export const shownChain = (
  chains: readonly Chain[],
  selection: ReadonlySet<NodeId>,
  stateOf: (id: NodeId) => NodeState | undefined,
): Chain | undefined => {
  const [only] = selection.size === 1 ? selection : []
  const selected = only === undefined ? undefined : chains.find((chain) => chain.includes(only))
  if (selected) return selected
  const took = (status: NodeState['status'] | undefined) =>
    status !== undefined && status !== 'waiting' && status !== 'skipped'
  return (
    chains.find((chain) => chain.some((id) => stateOf(id)?.status === 'running')) ??
    chains.findLast((chain) => chain.some((id) => took(stateOf(id)?.status))) ??
    chains[0]
  )
}
