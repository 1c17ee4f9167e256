import { type Definitions, definitionOf } from './definition.ts'
import { isLink, type NodeId, nodeOf, type PlacedNode, type Workflow } from './document.ts'
import { type Effective, effective, modeOf } from './modes.ts'
import { changedNodes, onlyMoved, withNodes } from './node-records.ts'
import { sameLinks } from './same-links.ts'
import { relaySockets } from './socket-types.ts'

/** A workflow as it runs, and a sign of its wires. */
export interface LiveEffective extends Effective {
  /** Two workflows with the same sign have the same nodes and wires: at most values, titles and places differ. */
  readonly wires: object
}

/**
 * `effective` for one document after the other. What an edit did not change is the same object as before, and an edit of
 * values, titles or places looks anew only at the nodes that it changed.
 */
export const createLiveEffective = (definitions: Definitions): ((workflow: Workflow) => LiveEffective) => {
  let last: { readonly drawn: Workflow; readonly known: Definitions; readonly runs: LiveEffective } | undefined
  return (drawn) => {
    if (last?.drawn === drawn && sameEntries(last.known, definitions)) return last.runs
    const before = last && sameEntries(last.known, definitions) ? last : undefined
    const runs =
      (before && withValues(before.drawn, before.runs, drawn, definitions)) ??
      reusing(before?.drawn, before?.runs, drawn, effective(drawn, definitions))
    last = { drawn, known: before?.known ?? { ...definitions }, runs }
    return runs
  }
}

/** True where two records hold the same objects. */
export const sameEntries = <T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): boolean => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key])
}

/** The workflow as it runs after an edit that left every wire and mode as it was, or undefined after another one. */
const withValues = (
  before: Workflow,
  { workflow, silent, gaps, wires }: LiveEffective,
  after: Workflow,
  definitions: Definitions,
): LiveEffective | undefined => {
  const changed = changedNodes(before.nodes, after.nodes)
  const known = changed.every((id) => onlyValues(nodeOf(before, id), nodeOf(after, id), definitions))
  if (!known) return undefined
  if (workflow === before) return { workflow: after, silent, gaps, wires }
  const renewed = new Map<NodeId, PlacedNode>()
  for (const id of changed) {
    const ran = nodeOf(workflow, id)
    if (ran) renewed.set(id, ran === nodeOf(before, id) ? after.nodes[id]! : withWiresOf(ran, after.nodes[id]!))
  }
  return { workflow: { ...after, nodes: withNodes(workflow.nodes, renewed) }, silent, gaps, wires }
}

const onlyValues = (was: PlacedNode | undefined, is: PlacedNode | undefined, definitions: Definitions): boolean => {
  if (onlyMoved(was, is)) return true
  if (!was || !is || was.node !== is.node || modeOf(was) !== undefined || modeOf(is) !== undefined) return false
  // What these hold may be handed on.
  if (relaySockets(definitions, is.node)) return false
  if (!sameLinks(was, is)) return false
  const inputs = definitionOf(definitions, is.node)?.inputs ?? {}
  return Object.entries(is.inputs).every(([name, filled]) => {
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined
    // Whether such a wire counts is a matter of values.
    return !(isLink(filled) && input && input.kind !== 'port' && input.only)
  })
}

/** A node with its own values and the wires that another one has where it has some. */
const withWiresOf = (wired: PlacedNode, node: PlacedNode): PlacedNode => {
  const inputs: Record<string, PlacedNode['inputs'][string]> = {}
  for (const [name, filled] of Object.entries(node.inputs)) {
    if (!isLink(filled)) inputs[name] = filled
    else if (Object.hasOwn(wired.inputs, name)) inputs[name] = wired.inputs[name]!
  }
  return { ...node, inputs }
}

/** What was found anew, with the nodes that came out as before replaced by those from before. */
const reusing = (
  before: Workflow | undefined,
  ran: Effective | undefined,
  after: Workflow,
  { workflow, silent, gaps }: Effective,
): LiveEffective => {
  const wires = {}
  if (!before || !ran || workflow === after) return { workflow, silent, gaps, wires }
  const nodes: Record<NodeId, PlacedNode> = {}
  for (const [id, node] of Object.entries(workflow.nodes)) {
    const old = nodeOf(ran.workflow, id)
    const same = old && nodeOf(before, id) === after.nodes[id] && sameInputs(old.inputs, node.inputs)
    nodes[id] = same ? old : node
  }
  return { workflow: { ...workflow, nodes }, silent, gaps, wires }
}

const sameInputs = (a: PlacedNode['inputs'], b: PlacedNode['inputs']): boolean => {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [was, is] = [a[name]!, Object.hasOwn(b, name) ? b[name] : undefined]
      if (was === is) return true
      if (is === undefined) return false
      if (isLink(was) || isLink(is))
        return isLink(was) && isLink(is) && was.from === is.from && was.output === is.output
      return was.value === is.value
    })
  )
}
