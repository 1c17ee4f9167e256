import { type Definitions, definitionOf } from './definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type Workflow } from './document.ts'
import type { NodeState } from './job-state.ts'
import { literalOf } from './rules.ts'

/** What is learnt of: the kind of a node, the size of what it works on, and where. */
export interface SpeedKey {
  readonly kind: string
  readonly size: string
  readonly device: string
}

/** Seconds that one unit of work takes, and the units that the node last had. */
export interface Speed {
  readonly seconds: number
  readonly units: number
}

/** How much a new measurement counts against all before it. */
const weight = 0.3

/** The exponentially weighted mean after one more measurement. */
export const learnt = (before: Speed | undefined, seconds: number, units: number): Speed => ({
  seconds: before === undefined ? seconds : before.seconds + weight * (seconds - before.seconds),
  units,
})

/**
 * What a finished node teaches: seconds of one unit of its work, from a node that counted its units, or of the node as a
 * whole. Undefined for one that computed nothing.
 */
export const measured = (state: NodeState): Speed | undefined => {
  if (state.status !== 'done' || state.ms === undefined) return undefined
  const units = state.total !== undefined && state.total > 0 ? state.total : 1
  // The mean that the node told leaves the opening of a network out, which the next run need not do again.
  const told = units > 1 && state.seconds !== undefined && state.seconds > 0 ? state.seconds : undefined
  return { seconds: told ?? state.ms / 1000 / units, units }
}

/** What the size of a node's work is said by: the first of each that is found against the direction of the links. */
const measures = ['width', 'height', 'frames', 'checkpoint', 'steps', 'from', 'to']

/**
 * The size of what a node works on, and its units of work as far as the document says them. The size names the pixels, the
 * frames and the checkpoint that are found at the node or the nodes that it reads; a sampler's units are the steps of its
 * schedule from `from` to `to`.
 */
export const workOf = (
  workflow: Workflow,
  id: NodeId,
  definitions: Definitions,
): { readonly size: string; readonly units?: number } => {
  const found = new Map<string, unknown>()
  const seen = new Set([id])
  const pending = [id]
  for (let at = pending.shift(); at !== undefined; at = pending.shift()) {
    const node = nodeOf(workflow, at)
    const definition = node && definitionOf(definitions, node.node)
    if (!node || !definition) continue
    for (const [name, input] of Object.entries(definition.inputs)) {
      const filled = inputOf(node, name)
      if (isLink(filled)) {
        if (!seen.has(filled.from)) pending.push(filled.from)
        seen.add(filled.from)
      } else if (input.kind !== 'port' && measures.includes(name) && !found.has(name))
        if ((name !== 'from' && name !== 'to') || at === id)
          // The part of the schedule that a sampler before this one took is not this one's.
          found.set(name, literalOf(input, node, name))
    }
  }
  const { width, height, frames, checkpoint, steps, from, to } = Object.fromEntries(found)
  const size = [
    ...(width === undefined ? [] : [`${width}×${height}`]),
    ...(frames === undefined ? [] : [`${frames} frames`]),
    ...(checkpoint === undefined ? [] : [String(checkpoint)]),
  ].join(' ')
  if (typeof steps !== 'number' || typeof from !== 'number' || typeof to !== 'number') return { size }
  return { size, units: Math.max(0, (to < 0 ? steps : Math.min(to, steps)) - from) }
}

/** What is expected of one node: the units of its work, and the seconds of each. */
export type Expected = Readonly<Record<NodeId, Speed>>

/**
 * The seconds that are left of a job; undefined where nothing is known of anything that it still has to do.
 * @param nodes the states of its nodes
 */
export const secondsLeft = (nodes: Readonly<Record<NodeId, NodeState>>, expected: Expected): number | undefined => {
  let seconds = 0
  let known = false
  for (const [id, state] of Object.entries(nodes)) {
    if (state.status !== 'waiting' && state.status !== 'running') continue
    const guess = Object.hasOwn(expected, id) ? expected[id] : undefined
    const each = (state.status === 'running' ? state.seconds : undefined) || guess?.seconds
    if (each === undefined) continue
    known = true
    const units = state.total ?? guess?.units ?? 1
    const done = state.status === 'running' ? (state.done ?? 0) : 0
    seconds += Math.max(0, units - done) * each
  }
  return known ? seconds : undefined
}
