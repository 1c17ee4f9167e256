import { categories, type Definitions, definitionOf } from '../../workflow/definition.ts'
import type { NodeId, PlacedNode, Workflow } from '../../workflow/document.ts'
import { withSources } from '../../workflow/plan.ts'
import { flatten } from '../../workflow/subgraphs/flatten.ts'

/**
 * The part of a workflow that makes what a node gives: it and all that it reads, with the subgraphs opened; what was asked
 * for first, the model last.
 * @param flat the id that the node has there
 */
export const madeFrom = (workflow: Workflow, definitions: Definitions, flat: NodeId): Workflow => {
  const opened = flatten(workflow, definitions)
  const needed = withSources(opened, [flat])
  const rank = ({ node }: PlacedNode) => {
    const category = definitionOf(definitions, node)?.category ?? 'note'
    return category === 'model' ? categories.length : categories.indexOf(category)
  }
  const nodes = Object.entries(opened.nodes).filter(([id]) => needed.has(id))
  return { ...opened, nodes: Object.fromEntries(nodes.sort(([, a], [, b]) => rank(a) - rank(b))) }
}
