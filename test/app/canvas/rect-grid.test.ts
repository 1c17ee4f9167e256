import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRectGrid } from '../../../app/canvas/rect-grid.ts'
import { overlaps, type Rect } from '../../../app/canvas/rects.ts'

const at = fc.oneof(fc.integer({ min: -5000, max: 5000 }), fc.constantFrom(-1e300, -2e9, 2e9, 1e300, 0, 1000))
const length = fc.constantFrom(0, 40, 236, 1000, 30_000, 1e12)
const rect: fc.Arbitrary<Rect> = fc
  .tuple(at, at, length, length)
  .map(([x, y, width, height]) => ({ x, y, width, height }))

test('a grid finds what a look at everything finds, each once, whatever was added and removed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(rect, fc.boolean()), { minLength: 1, maxLength: 80, size: 'max' }),
      fc.array(rect, { minLength: 5, maxLength: 20, size: 'max' }),
      (things, looks) => {
        const grid = createRectGrid<{ rect: Rect; index: number }>()
        const items = things.map(([each], index) => ({ rect: each, index }))
        for (const item of items) grid.add(item)
        const kept = items.filter((item, index) => {
          if (things[index]![1]) grid.remove(item)
          return !things[index]![1]
        })
        for (const look of looks) {
          const found = grid.within(look).map(({ index }) => index)
          const all = kept.filter((item) => overlaps(item.rect, look)).map(({ index }) => index)
          expect(found.sort((a, b) => a - b)).toEqual(all)
        }
      },
    ),
    { numRuns: 60 },
  )
})

/** Counts how often the rectangle of an item is looked at. */
const watched = (rect: Rect, seen: () => void) => ({
  get rect() {
    seen()
    return rect
  },
})

test('looks at what is near, not at everything', () => {
  let looks = 0
  const grid = createRectGrid<{ readonly rect: Rect }>()
  for (let index = 0; index < 5000; index++) {
    const [x, y] = [(index % 100) * 300, Math.floor(index / 100) * 500]
    grid.add(watched({ x, y, width: 236, height: 300 }, () => looks++))
  }
  looks = 0
  expect(grid.within({ x: 9000, y: 9000, width: 1440, height: 900 }).length).toBeGreaterThan(5)
  expect(looks).toBeLessThan(120)
})
