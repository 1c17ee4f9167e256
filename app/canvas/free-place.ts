import type { Definitions } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import { documentRects } from './document-rects.ts'
import { overlaps, type Rect } from './rects.ts'

/** How far below the card that was in its way a card stands, in pixels of the world. */
const gap = 24

/** The first place from there downwards where a card covers no other, in whole pixels. */
export const freePlace = (
  workflow: Workflow,
  definitions: Definitions,
  wanted: Rect,
): readonly [x: number, y: number] => {
  const taken = [...documentRects(workflow, definitions).values()]
  const x = Math.round(wanted.x)
  let y = Math.round(wanted.y)
  const inTheWay = () => taken.find((rect) => overlaps(rect, { ...wanted, x, y }))
  // A step leads past one card at least; below those that a file has placed absurdly far off no number is larger.
  for (let rect = inTheWay(), left = taken.length; rect && left > 0; rect = inTheWay(), left--)
    y = Math.ceil(rect.y + rect.height) + gap
  return [x, y]
}
