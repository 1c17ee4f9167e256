import { inputOf, isLink, nodeOf, type Workflow } from '../document.ts'
import { flatId, levelOf, type Path } from './level.ts'
import { isEdge, subgraphOfNode } from './subgraph.ts'

/** An output of a node on a level, or where all subgraphs are opened. */
export interface OutputRef {
  readonly node: string
  readonly output: string
}

/**
 * The output, where all subgraphs are opened, that an output on a level hands on: that of the node inside an instance, or
 * what fills an instance from outside. Undefined where it comes from nowhere or from a field.
 */
export const flatOutput = (workflow: Workflow, start: Path, from: OutputRef): OutputRef | undefined => {
  let path = start
  let { node: id, output } = from
  const seen = new Set<string>()
  for (;;) {
    const key = JSON.stringify([path, id, output])
    if (seen.has(key)) return undefined
    seen.add(key)
    const node = nodeOf(levelOf(workflow, path), id)
    if (!node) return undefined
    const inside = subgraphOfNode(workflow, node)
    const holder = inside ? inside.nodes.outputs : isEdge(node) ? instanceAt(workflow, path) : undefined
    if (!inside && !isEdge(node)) return { node: flatId(path, id), output }
    const filled = holder && inputOf(holder, output)
    if (!isLink(filled)) return undefined
    path = inside ? [...path, id] : path.slice(0, -1)
    id = filled.from
    output = filled.output
  }
}

const instanceAt = (workflow: Workflow, path: Path) =>
  path.length === 0 ? undefined : nodeOf(levelOf(workflow, path.slice(0, -1)), path.at(-1)!)
