import type { NodeId } from '../../workflow/document.ts'
import type { Places } from './arrange.ts'
import { nearestPlace } from './nearest-place.ts'
import { boundsOf, overlaps, type Rect } from './rects.ts'

/** How far from where it was a tidied part may be put so that it covers nothing, in pixels of the world. */
const reach = 3000

/** New places of some cards, all moved by as much where they would cover others: as little as that takes, where there is room. */
export const roomBeside = (others: readonly Rect[], cards: ReadonlyMap<NodeId, Rect>, places: Places): Places => {
  const placed = [...places].flatMap(([id, [x, y]]) => {
    const card = cards.get(id)
    return card ? [{ ...card, x, y }] : []
  })
  const bounds = boundsOf(placed)
  if (!bounds || !placed.some((each) => others.some((other) => overlaps(each, other)))) return places
  const found = nearestPlace(bounds, { cards: others, reach })
  if (!found) return places
  const [right, down] = [found.x - Math.round(bounds.x), found.y - Math.round(bounds.y)]
  return new Map([...places].map(([id, [x, y]]) => [id, [x + right, y + down] as const]))
}
