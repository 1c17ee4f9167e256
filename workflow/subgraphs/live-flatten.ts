import type { Definitions } from '../definition.ts'
import {
  type InputValue,
  inputOf,
  isLink,
  type NodeId,
  nodeOf,
  type PlacedNode,
  type SubgraphId,
  type Workflow,
} from '../document.ts'
import { changedNodes, withNodes } from '../node-records.ts'
import { sameLinks } from '../same-links.ts'
import { relaySockets } from '../socket-types.ts'
import { flatten } from './flatten.ts'
import { flatStep } from './level.ts'
import { isEdge, subgraphIdOf, subgraphOf } from './subgraph.ts'

/**
 * `flatten` for one document after the other: an edit of values, titles or places of nodes changes only those, and all
 * others are the same objects as before.
 */
export const createLiveFlatten = (palette: Definitions): ((workflow: Workflow) => Workflow) => {
  let last: { readonly drawn: Workflow; readonly flat: Workflow } | undefined
  return (drawn) => {
    if (last?.drawn === drawn) return last.flat
    const flat = (last && withValues(last.drawn, last.flat, drawn, palette)) ?? flatten(drawn, palette)
    last = { drawn, flat }
    return flat
  }
}

/** Nodes of the document or of a subgraph before and after an edit. */
interface Edited {
  readonly before: Workflow['nodes']
  readonly after: Workflow['nodes']
}

/** The flat document after an edit that left every wire, every port, every instance's field and every mode as it was; else undefined. */
const withValues = (before: Workflow, flat: Workflow, after: Workflow, palette: Definitions): Workflow | undefined => {
  const inside = editedInside(before, after)
  if (!inside) return undefined
  const own: Edited = { before: before.nodes, after: after.nodes }
  for (const each of [own, ...inside.values()]) if (!onlyValues(each, palette)) return undefined
  const renewal = new Map<NodeId, PlacedNode>()
  const put = (prefix: string, edited: Edited) => {
    for (const id of changedNodes(edited.before, edited.after)) {
      const flatOne = prefix === '' ? id : prefix + flatStep(id)
      const placed = nodeOf(flat, flatOne)
      if (placed) renewal.set(flatOne, renewed(placed, edited.before[id]!, edited.after[id]!))
    }
  }
  put('', own)
  if (inside.size > 0)
    for (const [prefix, id] of openedIn(after, flat)) {
      const edited = inside.get(id)
      if (edited) put(prefix, edited)
    }
  const { subgraphs: _, ...rest } = after
  const kept = Object.entries(flat.subgraphs ?? {}).map(([id]) => [id, after.subgraphs![id]!] as const)
  return {
    ...rest,
    nodes: flat.nodes === before.nodes ? after.nodes : withNodes(flat.nodes, renewal),
    ...(kept.length > 0 ? { subgraphs: Object.fromEntries(kept) } : {}),
  }
}

/** The subgraphs whose nodes an edit changed; undefined where it changed more of them, or which there are. */
const editedInside = (before: Workflow, after: Workflow): ReadonlyMap<SubgraphId, Edited> | undefined => {
  const edited = new Map<SubgraphId, Edited>()
  if (!before.subgraphs || !after.subgraphs) return undefined
  if (before.subgraphs === after.subgraphs) return edited
  const ids = Object.keys(after.subgraphs)
  if (ids.length !== Object.keys(before.subgraphs).length) return undefined
  for (const id of ids) {
    const [was, is] = [subgraphOf(before, id), subgraphOf(after, id)]
    if (!was || !is || was.inputs !== is.inputs || was.outputs !== is.outputs) return undefined
    if (was.nodes !== is.nodes) edited.set(id, { before: was.nodes, after: is.nodes })
  }
  return edited
}

const onlyValues = ({ before, after }: Edited, palette: Definitions): boolean =>
  changedNodes(before, after).every((id) => {
    const was = Object.hasOwn(before, id) ? before[id] : undefined
    const is = Object.hasOwn(after, id) ? after[id] : undefined
    if (!was || !is || was.node !== is.node || was.mode !== is.mode) return false
    // What these hold goes into other nodes.
    const handsOn = isEdge(is) || subgraphIdOf(is.node) !== undefined || relaySockets(palette, is.node) !== undefined
    return handsOn ? was.inputs === is.inputs : sameLinks(was, is)
  })

/** Every subgraph that is opened in a flat document, with what the ids of its nodes begin with there. */
const openedIn = (workflow: Workflow, flat: Workflow): (readonly [prefix: string, id: SubgraphId])[] => {
  const found: (readonly [string, SubgraphId])[] = []
  // A stack, so that depth is no matter.
  const pending: { readonly nodes: Workflow['nodes']; readonly prefix: string }[] = [
    { nodes: workflow.nodes, prefix: '' },
  ]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { prefix } = next
    for (const [id, node] of Object.entries(next.nodes)) {
      const inside = subgraphIdOf(node.node)
      const subgraph = inside === undefined ? undefined : subgraphOf(workflow, inside)
      if (inside === undefined || !subgraph) continue
      const way = prefix + flatStep(id)
      if (nodeOf(flat, prefix === '' ? id : way)) continue
      found.push([`${way}/`, inside])
      pending.push({ nodes: subgraph.nodes, prefix: `${way}/` })
    }
  }
  return found
}

/** A node of a flat document after an edit of its values, with the wires and the mode that it has there. */
const renewed = (placed: PlacedNode, was: PlacedNode, is: PlacedNode): PlacedNode => {
  if (placed === was) return is
  const inputs = placed.inputs === was.inputs ? is.inputs : resolved(is, placed)
  return { ...is, inputs, ...(placed.mode === was.mode ? {} : { mode: placed.mode! }) }
}

/** The inputs of a node with each link as it is where all subgraphs are opened, which stands in what it was before. */
const resolved = (node: PlacedNode, before: PlacedNode): PlacedNode['inputs'] => {
  const inputs: Record<string, InputValue> = {}
  for (const [name, filled] of Object.entries(node.inputs)) {
    const found = isLink(filled) ? inputOf(before, name) : filled
    if (found) inputs[name] = found
  }
  return inputs
}
