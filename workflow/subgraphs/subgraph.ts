import {
  edgeKinds,
  isLink,
  type NodeId,
  type PlacedNode,
  type Subgraph,
  type SubgraphId,
  type Workflow,
} from '../document.ts'

const prefix = 'subgraph:'

/** The kind of the nodes that stand for a subgraph. */
export const subgraphKind = (id: SubgraphId): string => `${prefix}${id}`

/** The id of the subgraph that nodes of this kind stand for, or undefined for other kinds. */
export const subgraphIdOf = (kind: string): SubgraphId | undefined =>
  kind.startsWith(prefix) ? kind.slice(prefix.length) : undefined

/** The subgraph with this id, or undefined; safe for ids such as `constructor`. */
export const subgraphOf = (workflow: Pick<Workflow, 'subgraphs'>, id: SubgraphId): Subgraph | undefined =>
  workflow.subgraphs && Object.hasOwn(workflow.subgraphs, id) ? workflow.subgraphs[id] : undefined

/** What a placed node stands for, or undefined where it is no instance or its subgraph is not there. */
export const subgraphOfNode = (
  workflow: Pick<Workflow, 'subgraphs'>,
  node: PlacedNode | undefined,
): Subgraph | undefined => {
  const id = node && subgraphIdOf(node.node)
  return id === undefined ? undefined : subgraphOf(workflow, id)
}

/** True for the two cards inside a subgraph that are its edge. */
export const isEdge = ({ node }: Pick<PlacedNode, 'node'>): boolean =>
  node === edgeKinds.inputs || node === edgeKinds.outputs

/** The given nodes without the edge of a subgraph, which is always there once. */
export const withoutEdges = (workflow: Workflow, ids: ReadonlySet<NodeId>): ReadonlySet<NodeId> => {
  const edges = [...ids].filter((id) => Object.hasOwn(workflow.nodes, id) && isEdge(workflow.nodes[id]!))
  return edges.length === 0 ? ids : new Set([...ids].filter((id) => !edges.includes(id)))
}

/** A name that begins as wished and is not taken. */
export const freeName = (wished: string, taken: (name: string) => boolean): string => {
  if (!taken(wished)) return wished
  for (let number = 2; ; number++) if (!taken(`${wished}${number}`)) return `${wished}${number}`
}

/** Every set of nodes of a document, its own and those of its subgraphs. */
export const nodeSets = (workflow: Workflow): Readonly<Record<NodeId, PlacedNode>>[] => [
  workflow.nodes,
  ...Object.values(workflow.subgraphs ?? {}).map((each) => each.nodes),
]

/** How many nodes of a document, those in subgraphs included, stand for this subgraph. */
export const countInstances = (workflow: Workflow, id: SubgraphId): number => {
  const kind = subgraphKind(id)
  let count = 0
  for (const nodes of nodeSets(workflow)) for (const node of Object.values(nodes)) if (node.node === kind) count += 1
  return count
}

/** A document with every instance of a subgraph changed, wherever it stands. */
export const changeInstances = (
  workflow: Workflow,
  id: SubgraphId,
  change: (node: PlacedNode) => PlacedNode,
): Workflow => {
  const kind = subgraphKind(id)
  const changed = (nodes: Workflow['nodes']): Workflow['nodes'] =>
    Object.values(nodes).some((node) => node.node === kind)
      ? Object.fromEntries(Object.entries(nodes).map(([key, node]) => [key, node.node === kind ? change(node) : node]))
      : nodes
  return {
    ...workflow,
    nodes: changed(workflow.nodes),
    subgraphs: Object.fromEntries(
      Object.entries(workflow.subgraphs ?? {}).map(([key, each]) => {
        const nodes = changed(each.nodes)
        return [key, nodes === each.nodes ? each : { ...each, nodes }]
      }),
    ),
  }
}

/** The subgraphs that some nodes stand for, and all that those contain. Ids that name none are left out. */
export const subgraphsWithin = (
  workflow: Pick<Workflow, 'subgraphs'>,
  nodes: Readonly<Record<NodeId, PlacedNode>>,
): ReadonlySet<SubgraphId> => {
  const found = new Set<SubgraphId>()
  const pending = [nodes]
  for (let each = pending.pop(); each; each = pending.pop())
    for (const node of Object.values(each)) {
      const id = subgraphIdOf(node.node)
      const subgraph = id === undefined ? undefined : subgraphOf(workflow, id)
      if (id === undefined || !subgraph || found.has(id)) continue
      found.add(id)
      pending.push(subgraph.nodes)
    }
  return found
}

/** A node with every link into it changed or, where the answer is undefined, taken away. */
export const withLinks = (
  node: PlacedNode,
  change: (
    link: Extract<PlacedNode['inputs'][string], { from: NodeId }>,
    input: string,
  ) => PlacedNode['inputs'][string] | undefined,
): PlacedNode => {
  let inputs: Record<string, PlacedNode['inputs'][string]> | undefined
  for (const [name, filled] of Object.entries(node.inputs)) {
    const now = isLink(filled) ? change(filled, name) : filled
    if (now === filled) continue
    inputs ??= { ...node.inputs }
    if (now === undefined) delete inputs[name]
    else inputs[name] = now
  }
  return inputs ? { ...node, inputs } : node
}
