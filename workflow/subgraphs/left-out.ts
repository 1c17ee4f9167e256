import { type Definitions, definitionOf } from '../definition.ts'
import { isLink, type NodeId, nodeOf, type PlacedNode, type Workflow } from '../document.ts'
import { handedOn, isPassed, modeOf } from '../modes.ts'
import { withSources } from '../plan.ts'
import { flatOutput } from './flat-output.ts'
import { flatId, levelOf, onLevel, type Path, placeOfFlat } from './level.ts'
import { subgraphOfNode } from './subgraph.ts'

/** A document, the same with all its subgraphs opened, and the nodes of that which a mute leaves out of the next run. */
export interface OpenedRun {
  readonly workflow: Workflow
  readonly flat: Workflow
  readonly silent: ReadonlySet<NodeId>
}

/**
 * The nodes of a level that a mute leaves out of the next run, wherever it is. An instance is left out where nothing that it
 * gives or makes is computed, and the outputs' edge where nothing arrives there.
 */
export const leftOutOn = (
  { workflow, flat, silent }: OpenedRun,
  path: Path,
  definitions: Definitions,
): ReadonlySet<NodeId> => {
  const found = new Set<NodeId>()
  if (silent.size === 0) return found
  const level = levelOf(workflow, path)
  /** Of each instance, how many nodes that make a result are in it, and how many of these are left out. */
  const results = new Map<NodeId, { count: number; silent: number }>()
  for (const [id, node] of Object.entries(flat.nodes)) {
    const result = makesResult(definitions, node)
    if (!silent.has(id) && !result) continue
    const here = onLevel(workflow, path, id)
    if (here === undefined) continue
    if (flatId(path, here) === id) {
      if (silent.has(id)) found.add(here)
    } else if (result) {
      const inside = results.get(here) ?? { count: 0, silent: 0 }
      results.set(here, { count: inside.count + 1, silent: inside.silent + (silent.has(id) ? 1 : 0) })
    }
  }
  const arrives = handedOn(flat, definitions, (_, node) => isPassed(definitions, node))
  const comesFromSilent = (node: NodeId, output: string): boolean => {
    const source = flatOutput(workflow, path, { node, output })
    if (source === undefined) return false
    const given = arrives({ from: source.node, output: source.output })
    return isLink(given) && silent.has(given.from)
  }
  for (const [id, node] of Object.entries(level.nodes)) {
    const subgraph = nodeOf(flat, flatId(path, id)) ? undefined : subgraphOfNode(workflow, node)
    const edge = subgraph?.nodes.outputs ?? (path.length > 0 && id === 'outputs' ? node : undefined)
    if (!edge) continue
    const given = Object.entries(edge.inputs).filter(([, filled]) => isLink(filled))
    const inside = results.get(id) ?? { count: 0, silent: 0 }
    if (given.length + inside.count === 0 || inside.silent < inside.count) continue
    if (
      given.every(([name, filled]) =>
        subgraph ? comesFromSilent(id, name) : isLink(filled) && comesFromSilent(filled.from, filled.output),
      )
    )
      found.add(id)
  }
  return found
}

/**
 * Where all that would make a result is left out of the run: the muted nodes and instances that it needs, each by its flat
 * id. Empty where something makes a result, and where nothing would.
 */
export const mutesOfAll = ({ workflow, flat, silent }: OpenedRun, definitions: Definitions): readonly NodeId[] => {
  const results = Object.keys(flat.nodes).filter((id) => makesResult(definitions, flat.nodes[id]!))
  if (results.length === 0 || results.some((id) => !silent.has(id))) return []
  const muted = [...withSources(flat, results)].filter((id) => modeOf(flat.nodes[id]!) === 'mute')
  return [...new Set(muted.map((id) => outermostMute(workflow, id)))]
}

const makesResult = (definitions: Definitions, node: PlacedNode): boolean =>
  (definitionOf(definitions, node.node)?.result ?? false) && modeOf(node) !== 'bypass'

/** What is muted of a muted node: it or the outermost instance around it that is. */
const outermostMute = (workflow: Workflow, flat: NodeId): NodeId => {
  const { path, id } = placeOfFlat(workflow, flat)
  const at = path.findIndex((step, index) => {
    const node = nodeOf(levelOf(workflow, path.slice(0, index)), step)
    return node && modeOf(node) === 'mute'
  })
  return at < 0 ? flatId(path, id) : flatId(path.slice(0, at), path[at]!)
}
