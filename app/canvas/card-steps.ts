import type { NodeId, Workflow } from '../../workflow/document.ts'
import { planOf } from '../../workflow/plan.ts'
import type { Rect } from './rects.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** How much a step aside costs, against a step in the direction that was asked for. */
const aside = 2

/** The card that a person means with "the next one to the left": the nearest whose middle lies in that direction. */
export const cardBeside = (
  cards: Iterable<{ readonly id: NodeId; readonly rect: Rect }>,
  from: Rect,
  direction: Direction,
): NodeId | undefined => {
  const middle = ({ x, y, width, height }: Rect) => ({ x: x + width / 2, y: y + height / 2 })
  const here = middle(from)
  let best: { id: NodeId; far: number } | undefined
  for (const { id, rect } of cards) {
    const there = middle(rect)
    const [dx, dy] = [there.x - here.x, there.y - here.y]
    const [ahead, off] = {
      left: [-dx, dy] as const,
      right: [dx, dy] as const,
      up: [-dy, dx] as const,
      down: [dy, dx] as const,
    }[direction]
    // More aside than ahead is another direction.
    if (ahead <= 0 || Math.abs(off) > ahead * 2) continue
    const far = ahead + Math.abs(off) * aside
    if (!best || far < best.far) best = { id, far }
  }
  return best?.id
}

/** The nodes in the order in which a person goes through them with Tab: as they run; in a cycle, as they are listed. */
export const readingOrder = (workflow: Workflow): readonly NodeId[] => {
  const plan = planOf(workflow)
  return 'order' in plan ? plan.order : Object.keys(workflow.nodes)
}
