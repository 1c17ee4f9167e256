import { type Definitions, definitionOf } from '../definition.ts'
import {
  edgeKinds,
  type FrameId,
  type InputValue,
  type Link,
  type NodeId,
  newNodeId,
  nodeOf,
  type PlacedNode,
  type SubgraphId,
  type SubgraphPort,
  type Workflow,
} from '../document.ts'
import type { Edit } from '../edits.ts'
import { framesOf, removeFrame } from '../frames.ts'
import { reads } from '../plan.ts'
import { readersOf } from '../readers.ts'
import { titleOf } from '../rules.ts'
import { carriedType } from '../socket-types.ts'
import { freeName, isEdge, subgraphKind, withLinks } from './subgraph.ts'
import type { SubgraphTexts } from './subgraph-texts.ts'

/** What becomes of the chosen nodes, or why nothing can. */
export type Made =
  | { readonly edit: Edit; readonly subgraph: SubgraphId; readonly instance: NodeId }
  | { readonly refusal: string }

export interface MakeWishes {
  readonly title: string
  /** How wide the cards are, so that the edge stands beside them. */
  readonly widthOf?: (id: NodeId) => number
  /** The frames that go in with the nodes. */
  readonly frames?: ReadonlySet<FrameId>
  /** Where the instance shall stand instead of the middle of the nodes. */
  readonly at?: Corner
  /** What a refusal says. */
  readonly texts: SubgraphTexts
}

const cardWidth = 240
const besides = 120

/**
 * The chosen nodes of a level as one node that stands in their middle, or where it is wanted. All wires stay: what comes from outside comes in through
 * a port for each source, and what is read outside goes out through one for each socket. The nodes keep their ids and places.
 * Refused where a node outside reads one of them and is read by another: it would stand in a circle.
 */
export const makeSubgraph = (
  workflow: Workflow,
  definitions: Definitions,
  chosen: Iterable<NodeId>,
  { title, widthOf = () => cardWidth, frames = new Set(), at: wanted, texts }: MakeWishes,
): Made => {
  const ids = new Set([...chosen].filter((id) => isInside(workflow, id)))
  if (ids.size === 0) return { refusal: texts.selectNodes }
  const between = nodesBetween(workflow, ids)
  if (between.length > 0) {
    const names = between.slice(0, 3).map((id) => titleOf(definitions, nodeOf(workflow, id)!))
    return { refusal: texts.between(names, between.length) }
  }

  const subgraph = newNodeId()
  const instance = newNodeId()
  // The two ids of the edge are taken inside.
  const renamed = new Map(['inputs', 'outputs'].filter((id) => ids.has(id)).map((id) => [id, newNodeId()]))
  const inputs = portList()
  const outputs = portList()
  const filled: Record<string, InputValue> = {}
  const inner: Record<NodeId, PlacedNode> = {}
  for (const [id, node] of Object.entries(workflow.nodes)) {
    if (!ids.has(id)) continue
    inner[renamed.get(id) ?? id] = withLinks(node, (link, input) => {
      if (ids.has(link.from)) return renamed.has(link.from) ? { ...link, from: renamed.get(link.from)! } : link
      const known = definitionOf(definitions, node.node)?.inputs
      const own = known && Object.hasOwn(known, input) ? known[input]!.title : input
      const name = inputs.of(link, input, own, titleOf(definitions, node), carriedType(workflow, definitions, link))
      filled[name] = link
      return { from: 'inputs', output: name }
    })
  }
  const outer: Record<NodeId, PlacedNode> = {}
  const gives: Record<string, InputValue> = {}
  const at = wanted ?? middleOf(Object.values(inner))
  const [low, high] = cornersOf(Object.values(inner))
  const right = Math.max(...[...ids].map((id) => nodeOf(workflow, id)!.at[0] + widthOf(id)))
  const readers = new Map<NodeId, PlacedNode>()
  for (const [id, node] of Object.entries(workflow.nodes)) {
    if (ids.has(id)) continue
    readers.set(
      id,
      withLinks(node, (link) => {
        const source = ids.has(link.from) ? nodeOf(workflow, link.from) : undefined
        if (!source) return link
        const known = definitionOf(definitions, source.node)?.outputs
        const own = known && Object.hasOwn(known, link.output) ? known[link.output]!.title : link.output
        const type = carriedType(workflow, definitions, link)
        const name = outputs.of(link, link.output, own, titleOf(definitions, source), type)
        gives[name] = renamed.has(link.from)
          ? { ...link, from: renamed.get(link.from)! }
          : { from: link.from, output: link.output }
        return { from: instance, output: name }
      }),
    )
  }
  let placed = false
  for (const id of Object.keys(workflow.nodes)) {
    if (!ids.has(id)) outer[id] = readers.get(id)!
    else if (!placed) {
      outer[instance] = { node: subgraphKind(subgraph), version: 1, at, inputs: filled }
      placed = true
    }
  }
  const y = Math.round((low[1] + high[1]) / 2)
  const taken = framesOf(workflow).filter(([id]) => frames.has(id))
  const made = {
    title,
    ...(wanted && { anchor: wanted }),
    inputs: inputs.all(),
    outputs: outputs.all(),
    nodes: {
      inputs: { node: edgeKinds.inputs, version: 1, at: [low[0] - cardWidth - besides, y], inputs: {} },
      ...inner,
      outputs: { node: edgeKinds.outputs, version: 1, at: [Math.round(right) + besides, y], inputs: gives },
    },
    ...(taken.length > 0 && { frames: Object.fromEntries(taken) }),
  } as const
  return {
    subgraph,
    instance,
    edit: (before) =>
      before.nodes === workflow.nodes
        ? {
            ...taken.reduce((next, [id]) => removeFrame(id)(next), before),
            nodes: outer,
            subgraphs: { ...before.subgraphs, [subgraph]: made },
          }
        : before,
  }
}

const isInside = (workflow: Workflow, id: NodeId): boolean => {
  const node = nodeOf(workflow, id)
  return node !== undefined && !isEdge(node)
}

/** The nodes that are not chosen, read a chosen one and are read by one, directly or through others. */
const nodesBetween = (workflow: Workflow, ids: ReadonlySet<NodeId>): NodeId[] => {
  const readers = readersOf(workflow)
  const below = new Set<NodeId>()
  const pending = [...ids]
  for (let id = pending.pop(); id !== undefined; id = pending.pop())
    for (const { to } of readers.get(id) ?? [])
      if (!ids.has(to) && !below.has(to)) {
        below.add(to)
        pending.push(to)
      }
  return [...below].filter((id) => [...ids].some((each) => reads(workflow, each, id)))
}

/** The ports of one side as they are asked for: one for each source, with names and titles that tell them apart. */
const portList = () => {
  const bySource = new Map<string, { name: string; own: string; node: string; type: string | undefined }>()
  return {
    of({ from, output }: Link, wished: string, own: string, node: string, type: string | undefined): string {
      const key = JSON.stringify([from, output])
      const before = bySource.get(key)
      if (before) return before.name
      const names = new Set([...bySource.values()].map((each) => each.name))
      const name = freeName(wished, (each) => names.has(each))
      bySource.set(key, { name, own, node, type })
      return name
    },
    all(): SubgraphPort[] {
      const ports = [...bySource.values()]
      const titles = new Set<string>()
      return ports.map(({ name, own, node, type }) => {
        const alone = ports.filter((each) => each.own === own).length === 1
        const title = alone ? undefined : freeName(`${node}: ${own}`, (each) => titles.has(each))
        if (title) titles.add(title)
        return { name, ...(title ? { title } : {}), ...(type ? { type } : {}) }
      })
    },
  }
}

type Corner = readonly [x: number, y: number]

const cornersOf = (nodes: readonly PlacedNode[]): readonly [low: Corner, high: Corner] => {
  let low: Corner = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let high: Corner = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { at } of nodes) {
    low = [Math.min(low[0], at[0]), Math.min(low[1], at[1])]
    high = [Math.max(high[0], at[0]), Math.max(high[1], at[1])]
  }
  return nodes.length === 0
    ? [
        [0, 0],
        [0, 0],
      ]
    : [low, high]
}

/** The middle of the upper left corners of some cards, in whole pixels. */
export const middleOf = (nodes: readonly PlacedNode[]): Corner => {
  const [low, high] = cornersOf(nodes)
  return [Math.round((low[0] + high[0]) / 2), Math.round((low[1] + high[1]) / 2)]
}
