import { type NodeId, nodeOf, type PlacedNode, type Workflow } from './document.ts'
import type { Edit } from './edits.ts'
import type { NodeMode } from './modes.ts'
import { withNodes } from './node-records.ts'
import { isEdge } from './subgraphs/subgraph.ts'
import type { Tint } from './tints.ts'

/** What a person can set on a card beside its inputs and its title. */
export interface CardMarks {
  readonly mode: NodeMode
  readonly collapsed: true
  readonly colour: Tint
}

/** Sets a mark on nodes, or takes it away where the value is undefined. Nodes that have it so already are left as they are. */
export const markNodes =
  <K extends keyof CardMarks>(ids: Iterable<NodeId>, mark: K, value: CardMarks[K] | undefined): Edit =>
  (workflow: Workflow) => {
    const marked = new Map<NodeId, PlacedNode>()
    for (const id of ids) {
      const node = nodeOf(workflow, id)
      if (!node || node[mark] === value || (mark === 'mode' && isEdge(node))) continue
      if (value === undefined) {
        const { [mark]: _, ...rest } = node
        marked.set(id, rest as PlacedNode)
      } else marked.set(id, { ...node, [mark]: value })
    }
    return marked.size === 0 ? workflow : { ...workflow, nodes: withNodes(workflow.nodes, marked) }
  }
