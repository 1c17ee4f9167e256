import { type Changes, changesBetween } from '../changes.ts'
import type { NodeId, SubgraphId, Workflow } from '../document.ts'
import { canonicalJson, type Json } from '../json.ts'
import { levelOf, type Path, subgraphAt } from './level.ts'
import { subgraphIdOf, subgraphOf, subgraphsWithin } from './subgraph.ts'

/** In what a level differs between two documents. */
export interface LevelChanges {
  readonly changes: Changes
  /** The nodes of the level that stand for a subgraph in which, at any depth, something changed. */
  readonly within: ReadonlySet<NodeId>
}

const none: Changes = { nodes: [], links: [], frames: [], parts: [] }

/**
 * What became of a level. Where the subgraph that is open came or went as a whole, nothing in it is a change of its own.
 * @param union of the two documents, in which the path leads
 */
export const levelChanges = (before: Workflow, after: Workflow, union: Workflow, path: Path): LevelChanges => {
  const id = path.length === 0 ? undefined : subgraphAt(union, path)
  const changed = changedSubgraphs(before, after, union)
  const within = Object.entries(levelOf(union, path).nodes).flatMap(([node, { node: kind }]) => {
    const inside = subgraphIdOf(kind)
    return inside !== undefined && changed.has(inside) ? [node] : []
  })
  return { changes: changesOf(before, after, path, id), within: new Set(within) }
}

const changesOf = (before: Workflow, after: Workflow, path: Path, id: SubgraphId | undefined): Changes => {
  if (path.length === 0) return changesBetween(before, after)
  const [was, is] = [before, after].map((each) => (id === undefined ? undefined : subgraphOf(each, id)))
  if (!was || !is) return none
  const { format, version } = after
  const level = ({ nodes, frames }: typeof is): Workflow => ({ format, version, nodes, ...(frames ? { frames } : {}) })
  return changesBetween(level(was), level(is))
}

/** The subgraphs of both documents that differ, and those that contain one of them. */
export const changedSubgraphs = (before: Workflow, after: Workflow, union: Workflow): ReadonlySet<SubgraphId> => {
  const ids = Object.keys(union.subgraphs ?? {})
  const text = (subgraph: object) => canonicalJson(subgraph as unknown as Json)
  const own = new Set(
    ids.filter((id) => {
      const [was, is] = [subgraphOf(before, id), subgraphOf(after, id)]
      return was && is && was !== is && text(was) !== text(is)
    }),
  )
  if (own.size === 0) return own
  return new Set(
    ids.filter(
      (id) => own.has(id) || [...subgraphsWithin(union, subgraphOf(union, id)!.nodes)].some((each) => own.has(each)),
    ),
  )
}
