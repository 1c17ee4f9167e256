import { type Definition, type Definitions, definitionOf, inputType } from './definition.ts'
import {
  type InputValue,
  inputOf,
  isLink,
  type Link,
  type NodeId,
  nodeOf,
  type PlacedNode,
  type Workflow,
} from './document.ts'
import { fieldApplies, literalOf } from './fields.ts'
import { carriedType, relaySockets } from './socket-types.ts'
import type { SocketType } from './values.ts'

/** How a node can take part in a run other than by computing. */
export const nodeModes = ['mute', 'bypass'] as const
export type NodeMode = (typeof nodeModes)[number]

/** The mode of a node; one that is not known here counts as none. */
export const modeOf = ({ mode }: Pick<PlacedNode, 'mode'>): NodeMode | undefined =>
  nodeModes.find((each) => each === mode)

/**
 * Which input each output of a node hands on where the node itself is left out: one whose value is of the output's type, of
 * several the one of its name, then one that no other output took; linked inputs before fields. Outputs that none fits are
 * not in it.
 */
const passedOn = (
  workflow: Workflow,
  definitions: Definitions,
  definition: Definition,
  node: PlacedNode,
): ReadonlyMap<string, string> => {
  const linked: { name: string; type: SocketType }[] = []
  const written: { name: string; type: SocketType }[] = []
  for (const [name, input] of Object.entries(definition.inputs)) {
    const filled = inputOf(node, name)
    if (input.kind !== 'port' && !fieldApplies(definition, node, input)) continue
    const type = isLink(filled) ? carriedType(workflow, definitions, filled) : undefined
    if (type) linked.push({ name, type })
    else if (!isLink(filled) && input.kind !== 'port') {
      const own = inputType(input)
      if (own) written.push({ name, type: own })
    }
  }
  const taken = new Set<string>()
  const found = new Map<string, string>()
  for (const [output, { type }] of Object.entries(definition.outputs)) {
    const fitting = [...linked, ...written].filter((each) => each.type === type)
    const choice =
      fitting.find(({ name }) => name === output && !taken.has(name)) ??
      fitting.find(({ name }) => !taken.has(name)) ??
      fitting[0]
    if (!choice) continue
    taken.add(choice.name)
    found.set(output, choice.name)
  }
  return found
}

/** True for a node that does not compute and hands on what it reads: one that is bypassed, or a relay that is not muted. */
export const isPassed = (definitions: Definitions, node: PlacedNode): boolean =>
  modeOf(node) === 'bypass' || (modeOf(node) === undefined && relaySockets(definitions, node.node) !== undefined)

/**
 * What arrives over a link where some nodes are left out: the literal or the link that they hand on, or undefined where one
 * of them has nothing to hand on, or they are a cycle. Each node is looked at once.
 */
export const handedOn = (
  workflow: Workflow,
  definitions: Definitions,
  leftOut: (id: NodeId, node: PlacedNode) => boolean,
): ((link: Link) => InputValue | undefined) => {
  const known = new Map<NodeId, ReadonlyMap<string, string>>()
  const passing = (id: NodeId, node: PlacedNode): ReadonlyMap<string, string> => {
    const before = known.get(id)
    if (before) return before
    const relay = relaySockets(definitions, node.node)
    const definition = definitionOf(definitions, node.node)
    const found = relay
      ? new Map([[relay.output, relay.input]])
      : definition
        ? passedOn(workflow, definitions, definition, node)
        : new Map<string, string>()
    known.set(id, found)
    return found
  }
  return (link) => {
    const seen = new Set<NodeId>()
    let at = link
    for (;;) {
      const node = nodeOf(workflow, at.from)
      if (!node || !leftOut(at.from, node)) return at
      const name = passing(at.from, node).get(at.output)
      if (name === undefined || seen.has(at.from)) return undefined
      seen.add(at.from)
      const filled = inputOf(node, name)
      if (isLink(filled)) {
        at = filled
        continue
      }
      const field = definitionOf(definitions, node.node)?.inputs[name]
      return field && field.kind !== 'port' ? { value: literalOf(field, node, name) } : undefined
    }
  }
}

/** An input at which nothing arrives, because the node that it reads is left out and has nothing to hand on. */
export interface Gap {
  readonly node: NodeId
  readonly input: string
  /** The node that the link in the document comes from. */
  readonly from: NodeId
}

/** A workflow as it runs. */
export interface Effective {
  /** Without the nodes that are muted, bypassed or relays, and without what needs a muted one. */
  readonly workflow: Workflow
  /** Nodes that do not run because of a mute: themselves muted, or in need of one. */
  readonly silent: ReadonlySet<NodeId>
  readonly gaps: readonly Gap[]
}

/**
 * A workflow as it runs. Who reads a bypassed node or a relay reads what that hands on; an optional port that reads a muted
 * node is left empty, and a node that needs one is left out with it. Without any of these it is the very workflow.
 * Takes time linear in nodes and links.
 */
export const effective = (workflow: Workflow, definitions: Definitions): Effective => {
  const entries = Object.entries(workflow.nodes)
  const passes = (_: NodeId, node: PlacedNode) => isPassed(definitions, node)
  if (entries.every(([id, node]) => modeOf(node) === undefined && !passes(id, node)))
    return { workflow, silent: new Set(), gaps: [] }

  const arrives = handedOn(workflow, definitions, passes)
  const gaps: Gap[] = []
  const nodes = new Map<NodeId, PlacedNode>()
  /** Who would be silent with whom. */
  const needs = new Map<NodeId, NodeId[]>()
  const optional: Gap[] = []
  for (const [id, node] of entries) {
    if (modeOf(node) === 'mute' || passes(id, node)) continue
    const definition = definitionOf(definitions, node.node)
    const inputs: Record<string, InputValue> = {}
    let changed = false
    for (const [name, filled] of Object.entries(node.inputs)) {
      const input = definition && Object.hasOwn(definition.inputs, name) ? definition.inputs[name] : undefined
      const counts = !definition || !input || input.kind === 'port' || fieldApplies(definition, node, input)
      const now = isLink(filled) && counts ? arrives(filled) : filled
      const lost = now === undefined || (!isLink(now) && now !== filled && input?.kind === 'port')
      if (lost) {
        changed = true
        if (isLink(filled)) gaps.push({ node: id, input: name, from: filled.from })
        continue
      }
      inputs[name] = now
      changed ||= now !== filled
      if (!isLink(now) || !counts) continue
      if (input?.kind === 'port' && input.optional) optional.push({ node: id, input: name, from: now.from })
      else {
        const others = needs.get(now.from)
        if (others) others.push(id)
        else needs.set(now.from, [id])
      }
    }
    nodes.set(id, changed ? { ...node, inputs } : node)
  }

  const silent = new Set<NodeId>()
  const pending = entries.filter(([, node]) => modeOf(node) === 'mute').map(([id]) => id)
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (silent.has(id)) continue
    silent.add(id)
    for (const reader of needs.get(id) ?? []) pending.push(reader)
  }
  for (const id of silent) nodes.delete(id)
  for (const { node, input, from } of optional) {
    const placed = silent.has(from) ? nodes.get(node) : undefined
    if (!placed) continue
    const { [input]: _, ...inputs } = placed.inputs
    nodes.set(node, { ...placed, inputs })
  }
  return {
    workflow: { ...workflow, nodes: Object.fromEntries(nodes) },
    silent,
    gaps: gaps.filter(({ node }) => !silent.has(node)),
  }
}
