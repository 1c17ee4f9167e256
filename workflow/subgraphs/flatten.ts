import { type Definitions, definitionOf } from '../definition.ts'
import {
  type InputValue,
  inputOf,
  isLink,
  type Link,
  type NodeId,
  type PlacedNode,
  type Subgraph,
  type SubgraphId,
  type Workflow,
} from '../document.ts'
import { modeOf } from '../modes.ts'
import type { TextsOf } from '../said/coded-texts.ts'
import type { Words } from '../said/said.ts'
import { relaySockets } from '../socket-types.ts'
import { flatStep } from './level.ts'
import { nestingOf } from './nesting.ts'
import { isEdge, subgraphIdOf, subgraphOf, subgraphsWithin, withLinks } from './subgraph.ts'
import type { SubgraphTexts } from './subgraph-texts.ts'

/** The most nodes that a document may have when its subgraphs are opened: a few that hold each other many times make billions. */
const mostNodes = 200_000

/** A set of nodes that is opened, and the instance that it stands for. */
interface Scope {
  /** What the ids of its nodes begin with where all subgraphs are opened. */
  readonly prefix: string
  readonly nodes: Readonly<Record<NodeId, PlacedNode>>
  readonly mute: boolean
  readonly within?: { readonly scope: Scope; readonly instance: PlacedNode; readonly subgraph: Subgraph }
}

/**
 * A document with the nodes of its subgraphs in place of their instances, which is what runs. Nodes inside have the id that
 * `flatId` gives; a field that an instance fills holds what it says there; what is inside a muted instance is muted. Instances
 * that are bypassed stay, since nothing of them runs, and so do those that cannot be opened to the end. A document without
 * instances is given back as it is, without the subgraphs that nothing stands for.
 */
export const flatten = (workflow: Workflow, palette: Definitions): Workflow => {
  if (!workflow.subgraphs) return workflow
  const closed = closedIds(workflow)
  const opens = (node: PlacedNode): SubgraphId | undefined => {
    const id = subgraphIdOf(node.node)
    return id !== undefined && subgraphOf(workflow, id) && !closed.has(id) && modeOf(node) !== 'bypass' ? id : undefined
  }
  const scopes = new Map<string, Scope>()
  const scopeIn = (scope: Scope, id: NodeId, instance: PlacedNode, opened: SubgraphId): Scope => {
    const prefix = `${scope.prefix}${flatStep(id)}/`
    const before = scopes.get(prefix)
    if (before) return before
    const subgraph = subgraphOf(workflow, opened)!
    const mute = scope.mute || modeOf(instance) === 'mute'
    const made: Scope = { prefix, nodes: subgraph.nodes, mute, within: { scope, instance, subgraph } }
    scopes.set(prefix, made)
    return made
  }
  const idIn = ({ prefix }: Scope, id: NodeId) => (prefix === '' ? id : `${prefix}${flatStep(id)}`)
  const nodeIn = ({ nodes }: Scope, id: NodeId) => (Object.hasOwn(nodes, id) ? nodes[id] : undefined)

  const plainKinds = new Map<string, boolean>()
  /** True for a kind of node whose outputs are its own: no instance, no edge and no bend in a wire. */
  const isPlain = (kind: string): boolean => {
    const known = plainKinds.get(kind)
    if (known !== undefined) return known
    const plain = subgraphIdOf(kind) === undefined && !isEdge({ node: kind }) && !relaySockets(palette, kind)
    plainKinds.set(kind, plain)
    return plain
  }
  /** The literals that bends in wires hand on, which themselves read links alone. */
  const bent = new Map<string, InputValue | undefined>()
  /** What a link is in the flat document; undefined where it is a field that nobody filled. */
  const resolve = (start: Scope, link: Link): InputValue | undefined => {
    const first = nodeIn(start, link.from)
    // Nearly all links are such, and the document is opened at each edit.
    if (!first || isPlain(first.node)) return start.within ? { ...link, from: idIn(start, link.from) } : link
    let scope = start
    let filled: InputValue = link
    let left: Link | undefined
    let bend: Link | undefined
    const bends: string[] = []
    const seen = new Set<string>()
    const settle = (found: InputValue | undefined): InputValue | undefined => {
      const literal = found === undefined || isLink(found) ? undefined : found
      for (const each of bends) bent.set(each, literal)
      return literal ?? bend ?? found ?? left
    }
    for (;;) {
      if (!isLink(filled)) return settle(filled)
      const source = nodeIn(scope, filled.from)
      const here: Link = { ...filled, from: idIn(scope, filled.from) }
      const key = JSON.stringify([scope.prefix, filled.from, filled.output])
      // What goes through subgraphs in a circle comes from nowhere.
      if (!source || seen.has(key)) return settle(here)
      seen.add(key)
      if (scope.within && isEdge(source) && filled.from === 'inputs') {
        const { instance, subgraph } = scope.within
        const port = subgraph.inputs.find(({ name }) => name === (filled as Link).output)
        const given: InputValue | undefined = port && inputOf(instance, port.name)
        if (!given) return settle(port?.default === undefined ? undefined : { value: port.default })
        filled = given
        scope = scope.within.scope
        continue
      }
      const relay = relaySockets(palette, source.node)
      if (relay) {
        if (bent.has(here.from)) return settle(bent.get(here.from))
        bend ??= here
        bends.push(here.from)
        const read = inputOf(source, relay.input)
        if (!read) return settle(undefined)
        filled = read
        continue
      }
      const opened = opens(source)
      if (opened === undefined) return settle(here)
      left ??= here
      const inner = scopeIn(scope, filled.from, source, opened)
      const given = inputOf(inner.nodes.outputs!, filled.output)
      if (!given) return settle(here)
      filled = given
      scope = inner
    }
  }

  const nodes: Record<NodeId, PlacedNode> = {}
  let opened = false
  // A stack, so that depth is no matter; the last comes first.
  const pending: { readonly scope: Scope; readonly id: NodeId; readonly node: PlacedNode }[] = []
  const enter = (scope: Scope) => {
    for (const [id, node] of Object.entries(scope.nodes).reverse())
      if (!scope.within || !isEdge(node)) pending.push({ scope, id, node })
  }
  enter({ prefix: '', nodes: workflow.nodes, mute: false })
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { scope, id, node } = next
    const inside = opens(node)
    if (inside !== undefined) {
      opened = true
      enter(scopeIn(scope, id, node, inside))
      continue
    }
    const linked = withLinks(node, (link) => {
      const found = resolve(scope, link)
      return found && isLink(found) && found.from === link.from && found.output === link.output ? link : found
    })
    const placed = scope.mute && modeOf(linked) !== 'mute' ? { ...linked, mode: 'mute' } : linked
    nodes[idIn(scope, id)] = placed
  }
  const stay = subgraphsWithin(workflow, nodes)
  const { subgraphs, ...rest } = workflow
  const kept = Object.fromEntries(Object.entries(subgraphs).filter(([id]) => stay.has(id)))
  return { ...rest, nodes: opened ? nodes : workflow.nodes, ...(stay.size > 0 ? { subgraphs: kept } : {}) }
}

/** The subgraphs that cannot be opened: those without an end, and all where together they are too many. */
const closedIds = (workflow: Workflow): ReadonlySet<SubgraphId> => {
  const { order, endless } = nestingOf(workflow)
  const sizes = new Map<SubgraphId, number>()
  const sizeOf = (nodes: Readonly<Record<NodeId, PlacedNode>>): number => {
    let size = 0
    for (const node of Object.values(nodes)) {
      const id = subgraphIdOf(node.node)
      size += (id === undefined ? undefined : sizes.get(id)) ?? 1
    }
    return size
  }
  for (const id of order) sizes.set(id, sizeOf(subgraphOf(workflow, id)!.nodes))
  return sizeOf(workflow.nodes) > mostNodes ? new Set([...order, ...endless]) : endless
}

/** Why an instance is still there in a flat document although it is to run, as a sentence. */
export const unopened = <T extends Words>(
  definitions: Definitions,
  node: PlacedNode,
  texts: Pick<TextsOf<SubgraphTexts, T>, 'tooMany'>,
): string | T | undefined =>
  subgraphIdOf(node.node) === undefined || modeOf(node) !== undefined || !definitionOf(definitions, node.node)
    ? undefined
    : (definitionOf(definitions, node.node)?.problem ?? texts.tooMany(mostNodes))
