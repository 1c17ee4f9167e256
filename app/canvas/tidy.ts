import type { NodeId, PlacedLink } from '../../workflow/document.ts'
import type { Places } from './arrange.ts'
import { boundsOf, type Rect } from './rects.ts'

/** Between cards of one column, and between columns, in pixels of the world. */
const beside = 28
const between = 84

/** What of a graph is tidied: where its cards are now, and the links among them. */
export interface Untidy {
  readonly cards: ReadonlyMap<NodeId, Rect>
  readonly links: readonly Pick<PlacedLink, 'from' | 'to'>[]
}

/**
 * Places for cards in columns from left to right, as the work flows, with few crossings and no card on another. The rectangle
 * around them keeps its upper left corner.
 */
export const tidied = async ({ cards, links }: Untidy): Promise<Places> => {
  const bounds = boundsOf(cards.values())
  if (!bounds) return new Map()
  const { Graph, layout } = await import('@dagrejs/dagre')
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: beside, ranksep: between })
  // From top to bottom, so that what nothing else decides stays in the order in which it was seen.
  const seen = [...cards].sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
  for (const [id, { width, height }] of seen) graph.setNode(id, { width, height })
  links.forEach(({ from, to }, index) => {
    if (cards.has(from) && cards.has(to)) graph.setEdge(from, to, {}, String(index))
  })
  layout(graph)
  const placed = new Map<NodeId, Rect>()
  for (const [id, { width, height }] of cards) {
    const { x, y } = graph.node(id) as { x: number; y: number }
    placed.set(id, { x: x - width / 2, y: y - height / 2, width, height })
  }
  const now = boundsOf(placed.values())!
  return new Map(
    [...placed].map(([id, { x, y }]) => [id, [Math.round(x - now.x + bounds.x), Math.round(y - now.y + bounds.y)]]),
  )
}
