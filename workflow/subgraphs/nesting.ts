import type { NodeId, PlacedNode, SubgraphId, Workflow } from '../document.ts'
import { planOf } from '../plan.ts'
import { subgraphIdOf, subgraphOf } from './subgraph.ts'

/** Which subgraphs of a document stand in which. */
export interface Nesting {
  /** Those that can be opened to the end, each after all that stand in it. */
  readonly order: readonly SubgraphId[]
  /** Those that contain themselves, or one that does. */
  readonly endless: ReadonlySet<SubgraphId>
  /** Some that contain each other in a circle, where there are any. */
  readonly circle: readonly SubgraphId[]
  /** Those that stand in each directly. */
  readonly inside: ReadonlyMap<SubgraphId, ReadonlySet<SubgraphId>>
}

/** The nesting of a document's subgraphs. Takes time linear in nodes, and no call stack. */
export const nestingOf = (workflow: Pick<Workflow, 'subgraphs'>): Nesting => {
  const inside = new Map<SubgraphId, Set<SubgraphId>>()
  const around = new Map<SubgraphId, SubgraphId[]>()
  for (const [id, { nodes }] of Object.entries(workflow.subgraphs ?? {})) {
    const found = new Set<SubgraphId>()
    for (const node of Object.values(nodes)) {
      const nested = subgraphIdOf(node.node)
      if (nested === undefined || found.has(nested) || !subgraphOf(workflow, nested)) continue
      found.add(nested)
      around.set(nested, [...(around.get(nested) ?? []), id])
    }
    inside.set(id, found)
  }
  const open = new Map([...inside].map(([id, found]) => [id, found.size]))
  const order = [...inside.keys()].filter((id) => open.get(id) === 0)
  for (let at = 0; at < order.length; at++)
    for (const id of around.get(order[at]!) ?? []) {
      const left = open.get(id)! - 1
      open.set(id, left)
      if (left === 0) order.push(id)
    }
  const ended = new Set(order)
  const endless = new Set([...inside.keys()].filter((id) => !ended.has(id)))
  return { order, endless, circle: endless.size > 0 ? circleIn(inside) : [], inside }
}

/** The subgraphs as a graph in which each reads those that stand in it: its plan names a circle. */
const circleIn = (inside: Nesting['inside']): readonly SubgraphId[] => {
  const nodes: Record<NodeId, PlacedNode> = {}
  for (const [id, found] of inside)
    nodes[id] = {
      node: '',
      version: 1,
      at: [0, 0],
      inputs: Object.fromEntries([...found].map((each) => [each, { from: each, output: '' }])),
    }
  const plan = planOf({ format: 'reelgraph', version: 1, nodes })
  return 'cycle' in plan ? [...plan.cycle].reverse() : []
}

/** A subgraph and all in which it stands, directly or in others. */
export const aroundOf = ({ inside }: Nesting, id: SubgraphId): ReadonlySet<SubgraphId> => {
  const found = new Set([id])
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const [each, nested] of inside)
      if (!found.has(each) && [...nested].some((one) => found.has(one))) found.add(each)
  }
  return found
}
