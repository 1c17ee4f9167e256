import type { Definitions } from '../definition.ts'
import {
  type InputValue,
  inputOf,
  isLink,
  type NodeId,
  newNodeId,
  nodeOf,
  type PlacedNode,
  type Workflow,
} from '../document.ts'
import { type Edit, emptied } from '../edits.ts'
import { addFrame, framesOf } from '../frames.ts'
import { modeOf } from '../modes.ts'
import { titleOf } from '../rules.ts'
import { middleOf } from './make.ts'
import { isEdge, subgraphOfNode, withLinks } from './subgraph.ts'
import type { SubgraphTexts } from './subgraph-texts.ts'

/** What becomes of an instance, or why nothing can. */
export type Ungrouped = { readonly edit: Edit; readonly ids: readonly NodeId[] } | { readonly refusal: string }

/**
 * The nodes and frames of a subgraph in place of one of its instances, with all wires and with what the instance says in its fields.
 * They keep their ids where those are free, and lie around the place of the instance as they lay inside. What a muted
 * instance held is muted. Refused for an instance that is bypassed, because its parts would run.
 */
export const ungroup = (
  workflow: Workflow,
  definitions: Definitions,
  instance: NodeId,
  texts: SubgraphTexts,
): Ungrouped => {
  const placed = nodeOf(workflow, instance)
  const subgraph = subgraphOfNode(workflow, placed)
  if (!placed || !subgraph) return { refusal: texts.selectSubgraph }
  const mode = modeOf(placed)
  if (mode === 'bypass') return { refusal: texts.bypassed(titleOf(definitions, placed)) }

  const inner = Object.entries(subgraph.nodes).filter(([, node]) => !isEdge(node))
  const ids = new Map<NodeId, NodeId>(
    inner.map(([id]) => [id, id === instance || !nodeOf(workflow, id) ? id : newNodeId()]),
  )
  const middle = subgraph.anchor ?? middleOf(inner.map(([, node]) => node))
  const by = [placed.at[0] - middle[0], placed.at[1] - middle[1]] as const
  const port = (name: string): InputValue | undefined => {
    const given = inputOf(placed, name)
    const fallback = subgraph.inputs.find((each) => each.name === name)?.default
    return given ?? (fallback === undefined ? undefined : { value: fallback })
  }
  /** What an output of the instance is outside; undefined where nothing inside gives it. */
  const given = (output: string): InputValue | undefined => {
    const filled = inputOf(subgraph.nodes.outputs!, output)
    if (!isLink(filled)) return filled
    return filled.from === 'inputs' ? port(filled.output) : { ...filled, from: ids.get(filled.from) ?? filled.from }
  }
  const opened = inner.map(([id, node]): [NodeId, PlacedNode] => {
    let open: PlacedNode = { ...node, at: [node.at[0] + by[0], node.at[1] + by[1]] }
    if (mode === 'mute') open = { ...open, mode }
    for (const [name, filled] of Object.entries(node.inputs)) {
      if (!isLink(filled)) continue
      const now =
        filled.from === 'inputs' ? port(filled.output) : { ...filled, from: ids.get(filled.from) ?? filled.from }
      open = now ? { ...open, inputs: { ...open.inputs, [name]: now } } : emptied(open, name, definitions)
    }
    return [ids.get(id)!, open]
  })
  // What reads the instance is also read in a circle through it; then it comes from nowhere.
  const outside = (node: PlacedNode): PlacedNode => {
    let next = withLinks(node, (link) => {
      const now = link.from === instance ? given(link.output) : link
      return isLink(now) && now.from === instance && !ids.has(instance) ? undefined : now
    })
    for (const name of Object.keys(node.inputs))
      if (!Object.hasOwn(next.inputs, name)) next = emptied(next, name, definitions)
    return next
  }
  const nodes: Record<NodeId, PlacedNode> = {}
  for (const [id, node] of Object.entries(workflow.nodes))
    if (id !== instance) nodes[id] = outside(node)
    else for (const [key, each] of opened) nodes[key] = each
  const frames = framesOf(subgraph).map(([id, frame]) =>
    addFrame(Object.hasOwn(workflow.frames ?? {}, id) ? newNodeId() : id, {
      ...frame,
      at: [frame.at[0] + by[0], frame.at[1] + by[1]],
    }),
  )
  return {
    ids: [...ids.values()],
    edit: (before) =>
      before.nodes === workflow.nodes ? frames.reduce((next, add) => add(next), { ...before, nodes }) : before,
  }
}
