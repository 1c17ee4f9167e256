import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { type JobState, type NodeState, takesSteps } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import { say, worded } from '../../workflow/said/said.ts'
import { flatId } from '../../workflow/subgraphs/level.ts'
import { subgraphIdOf, subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import type { Editor } from '../state/editor.ts'

type Level = Pick<Editor, 'path' | 'workflow'>

const rank: readonly NodeState['status'][] = ['running', 'failed', 'stopped', 'skipped', 'waiting', 'done', 'cached']

/** Of those that are done one that took steps speaks for all, or else the one that took longest: decoding has parts too. */
const isBefore = (a: NodeState, b: NodeState): boolean => {
  if (a.status !== b.status) return rank.indexOf(a.status) < rank.indexOf(b.status)
  const steps = a.status === 'done' ? Number(takesSteps(a)) - Number(takesSteps(b)) : 0
  if (steps !== 0) return steps > 0
  const longer = a.status === 'done' ? (a.ms ?? 0) - (b.ms ?? 0) : 0
  return longer === 0 ? (a.total ?? 0) > (b.total ?? 0) : longer > 0
}

/** What a job says of a node on a level; of an instance what it says of each node inside, by flat id. */
export const statesWithin = (
  nodes: JobState['nodes'] | undefined,
  { path = [], workflow }: Level,
  id: NodeId,
): readonly (readonly [NodeId, NodeState])[] => {
  if (!nodes) return []
  const flat = flatId(path, id)
  if (Object.hasOwn(nodes, flat)) return [[flat, nodes[flat]!]]
  if (subgraphIdOf(nodeOf(workflow(), id)?.node ?? '') === undefined) return []
  const within = flatId([...path, id], '')
  return Object.entries(nodes).filter(([key]) => key.startsWith(within))
}

const first = (states: ReturnType<typeof statesWithin>) =>
  states.reduce<(typeof states)[number] | undefined>(
    (best, each) => (best && !isBefore(each[1], best[1]) ? best : each),
    undefined,
  )

/** The titles of the nodes from an instance to one inside of it; empty for what is no instance. */
const titlesWithin = ({ path = [], workflow }: Level, id: NodeId, flat: NodeId, definitions: Definitions): string[] => {
  const titles: string[] = []
  let node = nodeOf(workflow(), id)
  let way = [...path, id]
  while (flatId(way.slice(0, -1), way.at(-1)!) !== flat) {
    const inside = subgraphOfNode(workflow(), node)?.nodes ?? {}
    const next = Object.entries(inside).find(([key]) => {
      const here = flatId(way, key)
      return flat === here || flat.startsWith(`${here}/`)
    })
    if (!next) break
    node = next[1]
    way = [...way, next[0]]
    titles.push(titleOf(definitions, node))
  }
  return titles
}

/**
 * What a job says of a node on a level. Of an instance it is what it says of the node inside that runs or failed, which the
 * error names, else of the one that is least far: done only where all are.
 */
export const stateWithin = (
  nodes: JobState['nodes'] | undefined,
  level: Level,
  id: NodeId,
  definitions: Definitions,
): NodeState | undefined => {
  // Asked for every card in every frame, and nearly all are no instances.
  const plain = flatId(level.path ?? [], id)
  if (!nodes || Object.hasOwn(nodes, plain)) return nodes?.[plain]
  const found = first(statesWithin(nodes, level, id))
  if (!found) return undefined
  const [flat, state] = found
  const titles = state.status === 'failed' && state.error ? titlesWithin(level, id, flat, definitions) : []
  if (!state.error || titles.length === 0) return state
  // The input that it speaks of is none of the instance's.
  const { message, said } = state.error
  const where = titles.join(' › ')
  return { ...state, error: said ? worded(say('within', { where, what: said })) : { message: `${where}: ${message}` } }
}

/** The title of the node inside an instance that is at work; undefined where none is, and for what is no instance. */
export const atWorkWithin = (
  nodes: JobState['nodes'] | undefined,
  level: Level,
  id: NodeId,
  definitions: Definitions,
): string | undefined => {
  const found = first(statesWithin(nodes, level, id))
  return found?.[1].status === 'running' ? titlesWithin(level, id, found[0], definitions).at(-1) : undefined
}
