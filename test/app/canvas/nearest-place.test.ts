import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentRects } from '../../../app/canvas/document-rects.ts'
import { nearestPlace } from '../../../app/canvas/nearest-place.ts'
import { overlaps, type Point, type Rect } from '../../../app/canvas/rects.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, placedNode } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'

const withCards = (places: readonly (readonly [number, number])[]): Workflow =>
  places.reduce<Workflow>(
    (workflow, at, index) => addNode(`n${index}`, placedNode(palette.through!, at))(workflow),
    emptyWorkflow('test'),
  )
const near = fc.integer({ min: -600, max: 600 })

test('a near place covers no card, and no way straight to one side leads to a nearer one', () => {
  let found = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(near, near), { maxLength: 20 }), near, near, (places, x, y) => {
      const workflow = withCards(places)
      const size = { width: 236, height: 180 }
      const rects = [...documentRects(workflow, palette).values()]
      const isFree = (at: { x: number; y: number }) => !rects.some((rect) => overlaps(rect, { ...at, ...size }))
      const place = nearestPlace({ x, y, ...size }, { cards: rects, reach: 320 })
      const far = place ? Math.hypot(place.x - x, place.y - y) : 321
      if (place) {
        found++
        expect(isFree(place)).toBe(true)
        expect(Math.max(Math.abs(place.x - x), Math.abs(place.y - y))).toBeLessThanOrEqual(320)
      }
      // A place straight to one side that is nearer, with the gap between cards around it, would have been taken.
      const room = { width: size.width + 48, height: size.height + 48 }
      for (let by = 0; by < far - 1; by++)
        for (const [dx, dy] of [
          [by, 0],
          [-by, 0],
          [0, by],
          [0, -by],
        ] as const)
          expect(rects.some((rect) => overlaps(rect, { x: x + dx - 24, y: y + dy - 24, ...room }))).toBe(true)
    }),
    { numRuns: 100 },
  )
  expect(found).toBeGreaterThan(50)
})

test('where it is free it is the wanted place, in whole pixels; in a heap of thousands there is none near', () => {
  const at = { x: 10.4, y: -3.6, width: 100, height: 100 }
  expect(nearestPlace(at, { cards: [], reach: 50 })).toEqual({ x: 10, y: -4 })
  const heap = Array.from({ length: 3000 }, (_, index) => ({
    x: (index % 60) * 10,
    y: Math.floor(index / 60) * 12,
    width: 60,
    height: 60,
  }))
  expect(nearestPlace({ x: 300, y: 300, width: 100, height: 100 }, { cards: heap, reach: 200 })).toBeUndefined()
})

test('a card that is moved aside stays in the view and under nothing that lies over it', () => {
  const card = { x: 300, y: 40, width: 200, height: 300 }
  const wanted = { x: 280, y: 60, width: 100, height: 100 }
  const view = { x: 0, y: 0, width: 600, height: 400 }
  const place = (overlays: readonly { x: number; y: number; width: number; height: number }[]) =>
    nearestPlace(wanted, { cards: [card], reach: 320, seen: { view, overlays } })
  expect(place([])).toMatchObject({ x: 176, y: 60 })
  expect(place([{ x: 0, y: 0, width: 250, height: 100 }])).toMatchObject({ x: 176, y: 124 })
  expect(place([{ x: 0, y: 0, width: 299, height: 400 }])).toBeUndefined()
})

test('what nobody put anywhere is seen whole, also where nothing is in its way', () => {
  const view = { x: 0, y: 0, width: 600, height: 400 }
  const place = (wanted: Point, overlays: readonly Rect[] = [], cards: readonly Rect[] = []) =>
    nearestPlace(
      { ...wanted, width: 200, height: 100 },
      { cards, reach: 3000, seen: { view, overlays }, unchosen: true },
    )
  expect(place({ x: 200, y: 150 })).toMatchObject({ x: 200, y: 150 })
  expect(place({ x: 500, y: 380 })).toMatchObject({ x: 376, y: 276 })
  expect(place({ x: 200, y: 150 }, [{ x: 100, y: 200, width: 500, height: 200 }])).toMatchObject({ x: 200, y: 76 })
  expect(place({ x: 200, y: 150 }, [], [{ x: 0, y: 0, width: 600, height: 300 }])).toBeUndefined()
})
