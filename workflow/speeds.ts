import { type Definitions, definitionOf } from './definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type Workflow } from './document.ts'
import { type NodeState, unitsDone } from './job-state.ts'
import type { Json } from './json.ts'
import { planOf } from './plan.ts'
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

/** What the size of a node's work, and the steps of a sampler, are said by. */
const measures = ['width', 'height', 'frames', 'checkpoint', 'steps'] as const

/** What a node works on. */
export interface Work {
  /** The pixels, the frames and the checkpoint, in words. */
  readonly size: string
  /** The units of its work, where the document says them. */
  readonly units?: number
}

type Measures = Partial<Record<(typeof measures)[number], { readonly value: Json; readonly away: number }>>

/**
 * What each node of a graph works on. Pixels, frames, checkpoint and steps are those of the node's own fields, else those of
 * the nearest node that it reads; a sampler's units are the steps of its schedule from `from` to `to`. Nothing is said of a
 * graph with a cycle. Takes time linear in nodes and links.
 */
export const worksOf = (workflow: Workflow, definitions: Definitions): ReadonlyMap<NodeId, Work> => {
  const plan = planOf(workflow)
  const known = new Map<NodeId, Measures>()
  const works = new Map<NodeId, Work>()
  for (const id of 'order' in plan ? plan.order : []) {
    const node = nodeOf(workflow, id)
    const definition = node && definitionOf(definitions, node.node)
    if (!node || !definition) continue
    const own: Record<string, Json> = {}
    const found: Measures = {}
    for (const [name, input] of Object.entries(definition.inputs)) {
      const filled = inputOf(node, name)
      if (isLink(filled)) {
        const source = known.get(filled.from) ?? {}
        for (const measure of measures) {
          const there = source[measure]
          const before = found[measure]
          if (there && (!before || there.away + 1 < before.away))
            found[measure] = { value: there.value, away: there.away + 1 }
        }
      } else if (input.kind !== 'port') own[name] = literalOf(input, node, name)
    }
    for (const measure of measures) if (Object.hasOwn(own, measure)) found[measure] = { value: own[measure]!, away: 0 }
    known.set(id, found)
    works.set(id, workFrom(found, own))
  }
  return works
}

const workFrom = ({ width, height, frames, checkpoint, steps }: Measures, { from, to }: Record<string, Json>): Work => {
  const size = [
    ...(width && height ? [`${width.value}×${height.value}`] : []),
    ...(frames ? [`${frames.value} frames`] : []),
    ...(checkpoint ? [String(checkpoint.value)] : []),
  ].join(' ')
  const all = steps?.value
  if (typeof all !== 'number' || typeof from !== 'number' || typeof to !== 'number') return { size }
  return { size, units: Math.max(0, (to < 0 ? all : Math.min(to, all)) - from) }
}

/** What is expected of one node: the units of its work, and the seconds of each. */
export type Expected = Readonly<Record<NodeId, Speed>>

/** What is known of a time that is still to come. */
export interface Left {
  readonly seconds: number
  /** True where a part of the work is of unknown length: it takes longer. */
  readonly more: boolean
}

/**
 * The time that is left of a job; undefined where nothing is known of the work that it still has to do.
 * @param nodes the states of its nodes
 */
export const timeLeft = (nodes: Readonly<Record<NodeId, NodeState>>, expected: Expected): Left | undefined => {
  let seconds = 0
  let more = false
  for (const [id, state] of Object.entries(nodes)) {
    if (state.status !== 'waiting' && state.status !== 'running') continue
    const guess = Object.hasOwn(expected, id) ? expected[id] : undefined
    const each = (state.status === 'running' && state.seconds) || guess?.seconds
    if (each === undefined) {
      more = true
      continue
    }
    const units = state.total ?? guess?.units ?? 1
    const done = state.status === 'running' ? unitsDone(state) : 0
    seconds += Math.max(0, units - done) * each
  }
  return more && seconds === 0 ? undefined : { seconds, more }
}
