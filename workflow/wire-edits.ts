import { acceptedTypes, type Definition, type Definitions, definitionOf } from './definition.ts'
import {
  inputOf,
  isLink,
  type NodeId,
  newNodeId,
  nodeOf,
  type PlacedLink,
  type PlacedNode,
  type Workflow,
} from './document.ts'
import { addNode, connect, type Edit, placedNode, removeNodes } from './edits.ts'
import { fieldApplies } from './fields.ts'
import { handedOn } from './modes.ts'
import { readersOf } from './readers.ts'
import { ruleTexts } from './rule-texts.ts'
import { linkRefusal, type Wish } from './rules.ts'
import { carriedType, socketTyping } from './socket-types.ts'
import { withoutEdges } from './subgraphs/subgraph.ts'

/** The nodes of a palette that would make a link possible, or fit into one that is there: they read its start and its end reads them. */
export const nodesBetween = (workflow: Workflow, definitions: Definitions, wish: Wish): Definition[] =>
  Object.values(definitions).filter(
    (definition) =>
      !definition.unlisted && placeOnWire(workflow, definitions, placedNode(definition, [0, 0]), newNodeId(), wish),
  )

/**
 * The nodes of a palette that give what an input takes, where this link into it is refused for what it carries; those that
 * need no other node first. Empty where the link can be made, or is refused for another reason.
 */
export const nodesInstead = (
  workflow: Workflow,
  definitions: Definitions,
  { from, output, to, input }: Wish,
): Definition[] => {
  const typing = socketTyping(workflow, definitions)
  const wanted = typing.accepted(to, input)
  if (from === to || typing.given(from, output).some((type) => wanted.includes(type))) return []
  const needs = (definition: Definition) =>
    Object.values(definition.inputs).filter((each) => each.kind === 'port' && !each.optional).length
  return Object.values(definitions)
    .filter(
      (definition) =>
        !definition.unlisted &&
        !definition.relay &&
        Object.values(definition.outputs).some(({ type }) => wanted.includes(type)),
    )
    .sort((a, b) => needs(a) - needs(b))
}

/** The sockets with which a node would stand in a wire. */
export interface WirePlace {
  readonly input: string
  readonly output: string
}

/**
 * Where a node can be put into a wire: its first free input that takes what the wire carries, and its first output that the
 * wire's end takes. Undefined where it cannot: it does not fit, others read it, or it is part of the wire already.
 */
export const placeOnWire = (
  workflow: Workflow,
  definitions: Definitions,
  node: PlacedNode,
  id: NodeId,
  link: Wish,
): WirePlace | undefined => {
  const definition = definitionOf(definitions, node.node)
  if (!definition || link.from === id || link.to === id || readersOf(workflow).has(id)) return undefined
  const type = carriedType(workflow, definitions, link)
  const wanted = socketTyping(workflow, definitions).accepted(link.to, link.input)
  if (!type) return undefined
  const free = Object.entries(definition.inputs).filter(
    ([name, input]) =>
      !isLink(inputOf(node, name)) &&
      acceptedTypes(input).includes(type) &&
      (input.kind === 'port' || fieldApplies(definition, node, input)),
  )
  const [input] = free.find(([, each]) => each.kind === 'port') ?? free[0] ?? []
  const [output] =
    (definition.relay
      ? Object.entries(definition.outputs)[0]
      : Object.entries(definition.outputs).find(([, each]) => wanted.includes(each.type))) ?? []
  if (input === undefined || output === undefined) return undefined
  // What it reads already may depend on the wire's end.
  const there = nodeOf(workflow, id) ? workflow : addNode(id, node)(workflow)
  if (linkRefusal(there, definitions, { from: link.from, output: link.output, to: id, input }, ruleTexts))
    return undefined
  const half = connect({ from: link.from, output: link.output, to: id, input })(there)
  return linkRefusal(half, definitions, { from: id, output, to: link.to, input: link.input }, ruleTexts)
    ? undefined
    : { input, output }
}

/** Puts a node that is there between an output and an input: it reads the one, and the other reads it. */
export const insertBetween =
  (id: NodeId, { from, output, to, input }: Wish, place: WirePlace): Edit =>
  (workflow) =>
    nodeOf(workflow, id) && nodeOf(workflow, from) && nodeOf(workflow, to)
      ? connect({ from: id, output: place.output, to, input })(
          connect({ from, output, to: id, input: place.input })(workflow),
        )
      : workflow

/** Puts a node that is there into a wire, where that is still there. */
export const insertOnWire =
  (id: NodeId, link: PlacedLink, place: WirePlace): Edit =>
  (workflow) => {
    const target = nodeOf(workflow, link.to)
    const filled = target && inputOf(target, link.input)
    return isLink(filled) && filled.from === link.from && filled.output === link.output
      ? insertBetween(id, link, place)(workflow)
      : workflow
  }

/** Of the wires by which the others read some nodes: how many there are, and those that stand in for them without the nodes. */
export interface KeptWires {
  readonly of: number
  readonly kept: readonly Wish[]
}

/**
 * What becomes of the wires out of nodes that are removed: who read one of them reads what that read, where it was of the type
 * that it gave (as a bypass would).
 */
export const wiresWithout = (workflow: Workflow, definitions: Definitions, chosen: ReadonlySet<NodeId>): KeptWires => {
  const ids = withoutEdges(workflow, chosen)
  const arrives = handedOn(workflow, definitions, (id) => ids.has(id))
  const kept: Wish[] = []
  let of = 0
  for (const [id, node] of Object.entries(workflow.nodes)) {
    if (ids.has(id)) continue
    for (const [name, filled] of Object.entries(node.inputs)) {
      if (!isLink(filled) || !ids.has(filled.from)) continue
      of++
      const now = arrives(filled)
      if (isLink(now) && !ids.has(now.from)) kept.push({ from: now.from, output: now.output, to: id, input: name })
    }
  }
  return { of, kept }
}

/**
 * Removes nodes and keeps the wires that {@link wiresWithout} names. Where there is none, the input is left empty, or a field
 * gets its default.
 */
export const removeKeepingWires =
  (chosen: ReadonlySet<NodeId>, definitions: Definitions): Edit =>
  (workflow) => {
    const { kept } = wiresWithout(workflow, definitions, chosen)
    const bridged = kept.reduce((next, wish) => connect(wish)(next), workflow)
    return removeNodes(withoutEdges(workflow, chosen), definitions)(bridged)
  }
