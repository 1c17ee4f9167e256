import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import type { NodeId, Workflow } from '../../workflow/document.ts'
import { layoutCard } from './geometry.ts'
import type { Rect } from './rects.ts'

/** Where the card of every node lies by the document alone, without a canvas, in pixels of the world. */
export const documentRects = (workflow: Workflow, definitions: Definitions): ReadonlyMap<NodeId, Rect> =>
  new Map(
    Object.entries(workflow.nodes).map(([id, node]) => {
      const { width, height } = layoutCard(definitionOf(definitions, node.node), node)
      return [id, { x: node.at[0], y: node.at[1], width, height }]
    }),
  )
