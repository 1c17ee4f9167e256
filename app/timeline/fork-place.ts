import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { withReaders } from '../../workflow/readers.ts'
import { documentRects } from '../canvas/document-rects.ts'
import { freePlace } from '../canvas/free-place.ts'
import { overlaps, type Rect } from '../canvas/rects.ts'

/** How far beside the first part the second stands, in pixels of the world. */
const beside = 56

/** Where the second part of a node stands, and what makes room for it. */
export interface ForkPlace {
  readonly at: readonly [x: number, y: number]
  readonly moved: ReadonlyMap<NodeId, readonly [x: number, y: number]>
}

/**
 * The place at the right of a node. Where cards are in the way, those that read the node and stand there move on by as much
 * as the new one takes, if they then cover no other; else the new one stands further down.
 */
export const forkPlace = (workflow: Workflow, definitions: Definitions, id: NodeId): ForkPlace => {
  const rects = documentRects(workflow, definitions)
  const { x, y, width, height } = rects.get(id) ?? { x: 0, y: 0, width: 0, height: 0 }
  const wanted: Rect = { x: x + width + beside, y, width, height }
  const by = width + beside
  const reading = withReaders(workflow, id)
  const moves = [...rects].some(([, rect]) => overlaps(rect, wanted))
    ? [...rects].filter(([each, rect]) => reading.has(each) && rect.x >= x + width)
    : []
  const ids = new Set(moves.map(([each]) => each))
  const placed = [wanted, ...moves.map(([, rect]) => ({ ...rect, x: rect.x + by }))]
  const staying = [...rects].filter(([each]) => !ids.has(each)).map(([, rect]) => rect)
  if (placed.some((rect) => staying.some((other) => overlaps(rect, other))))
    return { at: freePlace(workflow, definitions, wanted), moved: new Map() }
  return {
    at: [wanted.x, wanted.y],
    moved: new Map(
      [...ids].map((each) => {
        const [left, top] = nodeOf(workflow, each)!.at
        return [each, [left + by, top]]
      }),
    ),
  }
}
