import { type Definition, type Definitions, definitionOf } from './definition.ts'
import {
  emptyWorkflow,
  type FrameId,
  type InputValue,
  inputOf,
  isLink,
  type NodeId,
  newNodeId,
  nodeOf,
  type PlacedNode,
  type Workflow,
} from './document.ts'
import { addFrame, framesOf } from './frames.ts'
import type { Json } from './json.ts'
import { withNodes } from './node-records.ts'
import type { Wish } from './rules.ts'
import { adoptSubgraphs } from './subgraphs/library.ts'
import { subgraphIdOf, subgraphKind, subgraphsWithin, withoutEdges } from './subgraphs/subgraph.ts'

/** An edit is a pure function from one document to the next; what it does not touch is shared, not copied. */
export type Edit = (workflow: Workflow) => Workflow

const withNode = (workflow: Workflow, id: NodeId, change: (node: PlacedNode) => PlacedNode): Workflow => {
  const node = nodeOf(workflow, id)
  if (!node) return workflow
  const next = change(node)
  return next === node ? workflow : { ...workflow, nodes: withNodes(workflow.nodes, new Map([[id, next]])) }
}

/** A node as it is placed from the palette: every field written out with its default, so that a later default changes no saved work. */
export const placedNode = (definition: Definition, at: readonly [number, number]): PlacedNode => {
  const inputs: Record<string, InputValue> = {}
  for (const [name, input] of Object.entries(definition.inputs))
    if (input.kind !== 'port') inputs[name] = { value: input.default }
  return { node: definition.id, version: definition.version, at: [Math.round(at[0]), Math.round(at[1])], inputs }
}

export const addNode =
  (id: NodeId, node: PlacedNode): Edit =>
  (workflow) => ({ ...workflow, nodes: withNodes(workflow.nodes, new Map([[id, node]])) })

/** Removes nodes, except the edge of a subgraph, and every link that reads them; a field that was linked gets its default back where the definition is known. */
export const removeNodes =
  (ids: ReadonlySet<NodeId>, definitions: Definitions): Edit =>
  (workflow) => {
    const gone = withoutEdges(workflow, ids)
    if (![...gone].some((id) => nodeOf(workflow, id))) return workflow
    const nodes: Record<NodeId, PlacedNode> = {}
    for (const [id, node] of Object.entries(workflow.nodes)) {
      if (gone.has(id)) continue
      const dangling = Object.entries(node.inputs).filter(([, filled]) => isLink(filled) && gone.has(filled.from))
      nodes[id] = dangling.reduce((each, [name]) => emptied(each, name, definitions), node)
    }
    return { ...workflow, nodes }
  }

/** A node whose input of this name is not linked: a field has its default, where the definition is known. */
export const emptied = (node: PlacedNode, name: string, definitions: Definitions): PlacedNode => {
  const { [name]: _, ...rest } = node.inputs
  const inputs = definitionOf(definitions, node.node)?.inputs ?? {}
  const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined
  return {
    ...node,
    inputs: input && input.kind !== 'port' ? { ...node.inputs, [name]: { value: input.default } } : rest,
  }
}

/** Makes a link; one that was at the same input is replaced. Whether it may be made is for `linkRefusal` to say. */
export const connect =
  ({ from, output, to, input }: Wish): Edit =>
  (workflow) =>
    withNode(workflow, to, (node) => {
      const filled = inputOf(node, input)
      if (isLink(filled) && filled.from === from && filled.output === output) return node
      return { ...node, inputs: { ...node.inputs, [input]: { from, output } } }
    })

/** Removes the link into an input; a field gets its default back. */
export const disconnect =
  (to: NodeId, input: string, definitions: Definitions): Edit =>
  (workflow) =>
    withNode(workflow, to, (node) => (isLink(inputOf(node, input)) ? emptied(node, input, definitions) : node))

/** Writes a literal into a field. */
export const setValue =
  (id: NodeId, input: string, value: Json): Edit =>
  (workflow) =>
    withNode(workflow, id, (node) => {
      const filled = inputOf(node, input)
      if (filled !== undefined && !isLink(filled) && filled.value === value) return node
      return { ...node, inputs: { ...node.inputs, [input]: { value } } }
    })

/** Puts nodes at new places, in whole pixels; a place that is no number is left out. Copies the nodes once for all. */
export const moveNodes =
  (places: ReadonlyMap<NodeId, readonly [x: number, y: number]>): Edit =>
  (workflow) => {
    const moved = new Map<NodeId, PlacedNode>()
    for (const [id, [x, y]] of places) {
      const node = nodeOf(workflow, id)
      const at = [Math.round(x), Math.round(y)] as const
      if (!node || !at.every(Number.isFinite) || (at[0] === node.at[0] && at[1] === node.at[1])) continue
      moved.set(id, { ...node, at })
    }
    return moved.size === 0 ? workflow : { ...workflow, nodes: withNodes(workflow.nodes, moved) }
  }

/** Gives a node a title of its own; an empty one takes it away. */
export const retitle =
  (id: NodeId, title: string): Edit =>
  (workflow) =>
    withNode(workflow, id, (node) => {
      if ((node.title ?? '') === title) return node
      if (title !== '') return { ...node, title }
      const { title: _, ...rest } = node
      return rest
    })

/** Gives the workflow a name. */
export const rename =
  (name: string): Edit =>
  (workflow) =>
    workflow.name === name ? workflow : { ...workflow, name }

/** A part cut out of a workflow, as it travels through the clipboard. */
export interface Fragment {
  readonly format: 'reelgraph-fragment'
  readonly version: number
  readonly nodes: Readonly<Record<NodeId, PlacedNode>>
  readonly frames?: Workflow['frames']
  /** What its nodes stand for. */
  readonly subgraphs?: Workflow['subgraphs']
}

/**
 * The chosen nodes with the links among them, the given frames, and the subgraphs that the nodes stand for. Links from outside
 * are kept too, and hold where that node is still there.
 */
export const fragmentOf = (
  workflow: Workflow,
  ids: ReadonlySet<NodeId>,
  frames: ReadonlySet<FrameId> = new Set(),
): Fragment => {
  const copied = withoutEdges(workflow, ids)
  const nodes = Object.fromEntries(Object.entries(workflow.nodes).filter(([id]) => copied.has(id)))
  const around = framesOf(workflow).filter(([id]) => frames.has(id))
  const within = subgraphsWithin(workflow, nodes)
  const subgraphs = Object.entries(workflow.subgraphs ?? {}).filter(([id]) => within.has(id))
  return {
    format: 'reelgraph-fragment',
    version: workflow.version,
    nodes,
    ...(around.length > 0 ? { frames: Object.fromEntries(around) } : {}),
    ...(subgraphs.length > 0 ? { subgraphs: Object.fromEntries(subgraphs) } : {}),
  }
}

/**
 * Adds a fragment under fresh ids, moved by `by` and to whole pixels. Links inside the fragment follow it; links from outside stay
 * only with `keepIncoming` and where the node they read is there, and otherwise fall back to the field's default. A subgraph that
 * is there already is used again.
 * @returns the edit and the ids of the new nodes
 */
export const paste = (
  fragment: Fragment,
  by: readonly [number, number],
  definitions: Definitions,
  keepIncoming = false,
): { edit: Edit; ids: NodeId[] } => {
  const renamed = new Map(Object.keys(fragment.nodes).map((id) => [id, newNodeId()]))
  const framed = framesOf(fragment).map(([, frame]) => [newNodeId(), frame] as const)
  const edit: Edit = (workflow) => {
    const { ids: kinds, fresh } = adoptSubgraphs(workflow, fragment.subgraphs)
    const nodes: Record<NodeId, PlacedNode> = { ...workflow.nodes }
    for (const [id, original] of Object.entries(fragment.nodes)) {
      let node: PlacedNode = { ...original, at: moved(original.at, by) }
      const kind = kinds.get(subgraphIdOf(node.node) ?? '')
      if (kind !== undefined) node = { ...node, node: subgraphKind(kind) }
      for (const [name, filled] of Object.entries(node.inputs)) {
        if (!isLink(filled)) continue
        const inside = renamed.get(filled.from)
        if (inside) node = { ...node, inputs: { ...node.inputs, [name]: { ...filled, from: inside } } }
        else if (!keepIncoming || !nodeOf(workflow, filled.from)) node = emptied(node, name, definitions)
      }
      nodes[renamed.get(id)!] = node
    }
    const pasted: Workflow = {
      ...workflow,
      nodes,
      ...(Object.keys(fresh).length > 0 ? { subgraphs: { ...workflow.subgraphs, ...fresh } } : {}),
    }
    return framed.reduce((next, [id, frame]) => addFrame(id, { ...frame, at: moved(frame.at, by) })(next), pasted)
  }
  return { edit, ids: [...renamed.values()] }
}

const moved = ([x, y]: readonly [number, number], by: readonly [number, number]): readonly [number, number] => {
  const at = [Math.round(x + by[0]), Math.round(y + by[1])] as const
  // Two places at opposite ends of all numbers: the sum is none.
  return at.every(Number.isFinite) ? at : [x, y]
}

/** A fragment as a workflow of its own: what it read from outside falls back to its defaults. */
export const workflowOf = (fragment: Fragment, name: string, definitions: Definitions): Workflow =>
  paste(fragment, [0, 0], definitions).edit(emptyWorkflow(name))
