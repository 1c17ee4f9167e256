import type { Definitions } from '../definition.ts'
import { type NodeId, nodeOf, type PlacedNode, type Subgraph, type SubgraphId, type Workflow } from '../document.ts'
import type { Edit } from '../edits.ts'
import { withNewPorts } from './new-ports.ts'
import { changeInstances, subgraphIdOf, subgraphOf, subgraphsWithin } from './subgraph.ts'

/** The instances through which one goes from the document to a level of it; empty for the document itself. */
export type Path = readonly NodeId[]

/** The id that a node of a level has where all subgraphs are opened. Those of the document itself keep theirs. */
export const flatId = (path: Path, id: NodeId): NodeId =>
  path.length === 0 ? id : [...path, id].map(flatStep).join('/')

/** One step of a way as it stands in flat ids. */
export const flatStep = (id: NodeId): string => id.replaceAll('%', '%25').replaceAll('/', '%2F')

/** The path and the id of a node from its flat id. */
export const placeOfFlat = (workflow: Workflow, id: NodeId): { readonly path: Path; readonly id: NodeId } => {
  if (nodeOf(workflow, id) || !id.includes('/')) return { path: [], id }
  const steps = id.split('/').map((each) => each.replaceAll('%2F', '/').replaceAll('%25', '%'))
  return { path: steps.slice(0, -1), id: steps.at(-1)! }
}

/** The node that has this id where all subgraphs are opened, or undefined. */
export const nodeOfFlat = (workflow: Workflow, flat: NodeId): PlacedNode | undefined => {
  const { path, id } = placeOfFlat(workflow, flat)
  return path.length > 0 && subgraphAt(workflow, path) === undefined ? undefined : nodeOf(levelOf(workflow, path), id)
}

/** The node of a level that a flat id stands for: that itself, or the instance that it is in; undefined for one elsewhere. */
export const onLevel = (workflow: Workflow, path: Path, flat: NodeId): NodeId | undefined => {
  const place = placeOfFlat(workflow, flat)
  const way = [...place.path, place.id]
  return path.every((step, index) => way[index] === step) ? way[path.length] : undefined
}

/** The subgraph that is open at a path; undefined at the document itself, and where the path leads nowhere. */
export const subgraphAt = (workflow: Workflow, path: Path): SubgraphId | undefined => {
  let nodes = workflow.nodes
  let open: SubgraphId | undefined
  for (const step of path) {
    const node = Object.hasOwn(nodes, step) ? nodes[step] : undefined
    open = node && subgraphIdOf(node.node)
    const subgraph = open === undefined ? undefined : subgraphOf(workflow, open)
    if (!subgraph) return undefined
    nodes = subgraph.nodes
  }
  return open
}

/** The longest beginning of a path that leads somewhere. */
export const validPath = (workflow: Workflow, path: Path): Path => {
  let valid = path
  while (valid.length > 0 && subgraphAt(workflow, valid) === undefined) valid = valid.slice(0, -1)
  return valid
}

/** A level as a workflow of its own: its nodes and frames, and the subgraphs of the whole document. */
export const levelOf = (workflow: Workflow, path: Path): Workflow => {
  const id = subgraphAt(workflow, path)
  const subgraph = id === undefined ? undefined : subgraphOf(workflow, id)
  if (!subgraph) return workflow
  const { frames: _, ...rest } = workflow
  return { ...rest, nodes: subgraph.nodes, ...(subgraph.frames ? { frames: subgraph.frames } : {}) }
}

/**
 * An edit of a level as an edit of the document. A wire to or from the open socket of the edge makes a port; a subgraph for
 * which nothing stands any more is taken out.
 * @param definitions those of the level
 */
export const inLevel =
  (path: Path, definitions: Definitions, edit: Edit): Edit =>
  (workflow) => {
    const id = path.length === 0 ? undefined : subgraphAt(workflow, path)
    if (path.length > 0 && id === undefined) return workflow
    const before = levelOf(workflow, path)
    const after = edit(before)
    if (after === before) return workflow
    return pruned(workflow, id === undefined ? after : written(workflow, id, before, after, definitions))
  }

const written = (
  workflow: Workflow,
  id: SubgraphId,
  before: Workflow,
  after: Workflow,
  definitions: Definitions,
): Workflow => {
  const { nodes, frames, subgraphs, ...rest } = after
  const { frames: _, ...subgraph } = subgraphOf(after, id) ?? subgraphOf(workflow, id)!
  const changed: Subgraph = { ...subgraph, nodes, ...(frames ? { frames } : {}) }
  const { subgraph: edged, made } = withNewPorts(changed, before, after, definitions)
  const next: Workflow = {
    ...rest,
    nodes: workflow.nodes,
    ...(workflow.frames ? { frames: workflow.frames } : {}),
    subgraphs: { ...subgraphs, [id]: edged },
  }
  // Every field of a placed node is written out; so is one that it gets later.
  return made.size === 0
    ? next
    : changeInstances(next, id, (node) => ({ ...node, inputs: { ...node.inputs, ...Object.fromEntries(made) } }))
}

/** The document without the subgraphs for which something stood before and nothing does now. */
const pruned = (before: Workflow, after: Workflow): Workflow => {
  if (!after.subgraphs) return after
  const used = subgraphsWithin(before, before.nodes)
  const uses = subgraphsWithin(after, after.nodes)
  const gone = Object.keys(after.subgraphs).filter((id) => used.has(id) && !uses.has(id))
  if (gone.length === 0) return after
  const { subgraphs, ...rest } = after
  const left = Object.fromEntries(Object.entries(subgraphs).filter(([id]) => !gone.includes(id)))
  return Object.keys(left).length > 0 ? { ...rest, subgraphs: left } : rest
}

/**
 * The level on which two states of a document differ, seen from a level: that itself where it changed, else the document,
 * else a subgraph that changed. Where nothing that a level shows has changed it is the level itself.
 */
export const changedLevel = (before: Workflow, after: Workflow, path: Path): Path => {
  const valid = validPath(after, path)
  const [was, is] = [levelOf(before, path), levelOf(after, valid)]
  const differ = (a: Pick<Workflow, 'nodes' | 'frames'>, b: Pick<Workflow, 'nodes' | 'frames'>) =>
    a.nodes !== b.nodes || a.frames !== b.frames
  if (valid.length < path.length || differ(was, is)) return valid
  if (differ(before, after)) return []
  for (const [id, subgraph] of Object.entries(after.subgraphs ?? {})) {
    const old = subgraphOf(before, id)
    if (!old || !differ(old, subgraph)) continue
    const found = pathTo(after, id)
    if (found) return found
  }
  return valid
}

/** The shortest way to an instance of a subgraph, or undefined where nothing stands for it. */
export const pathTo = (workflow: Workflow, id: SubgraphId): Path | undefined => {
  const seen = new Set<SubgraphId>()
  let level: { readonly path: Path; readonly nodes: Readonly<Record<NodeId, PlacedNode>> }[] = [
    { path: [], nodes: workflow.nodes },
  ]
  while (level.length > 0) {
    const next: typeof level = []
    for (const { path, nodes } of level)
      for (const [step, node] of Object.entries(nodes)) {
        const inside = subgraphIdOf(node.node)
        const subgraph = inside === undefined ? undefined : subgraphOf(workflow, inside)
        if (inside === undefined || !subgraph) continue
        if (inside === id) return [...path, step]
        if (seen.has(inside)) continue
        seen.add(inside)
        next.push({ path: [...path, step], nodes: subgraph.nodes })
      }
    level = next
  }
  return undefined
}
