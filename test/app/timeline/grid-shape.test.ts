import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, cellBeside, gridShape, inView, scrolledTo, sideOf } from '../../../app/timeline/grid-shape.ts'
import { partsIn } from '../../../app/timeline/parts-in.ts'

const count = fc.integer({ min: 1, max: 300 })
const pitch = fc.integer({ min: 15, max: 50 })
const length = fc.integer({ min: 60, max: 900 })

test('all frames lie in the width where they can be seen in it, and keep the shape of a frame', () => {
  fc.assert(
    fc.property(count, fc.double({ min: 0.4, max: 2.5, noNaN: true }), length, (columns, ratio, width) => {
      const shape = gridShape(columns, ratio, width)
      expect(shape.cellWidth).toBeGreaterThanOrEqual(20)
      if (shape.cellWidth > 20) expect(sideOf(columns, shape.across)).toBeLessThanOrEqual(width)
      expect(Math.abs(shape.cellHeight - shape.cellWidth / ratio)).toBeLessThanOrEqual(
        shape.cellHeight === 12 ? 12 : 0.5,
      )
    }),
  )
  expect(gridShape(16, 1, 16 * 31 + 3).cellWidth).toBe(28)
})

test('what is in view is what lies within, and what is scrolled to is in view after the shortest way', () => {
  fc.assert(
    fc.property(count, pitch, length, fc.nat(), fc.nat(), (pieces, each, view, from, wanted) => {
      const most = Math.max(0, sideOf(pieces, each) - view)
      const scrolled = from % (most + 1)
      const [first, end] = inView(scrolled, view, each, pieces)
      const seen = Array.from({ length: pieces }, (_, at) => at).filter(
        (at) => 3 + (at + 1) * each > scrolled && 3 + at * each < scrolled + view,
      )
      expect([first, end]).toEqual(seen.length > 0 ? [seen[0], seen.at(-1)! + 1] : [first, first])
      const index = wanted % pieces
      const to = scrolledTo(scrolled, view, each, index)
      expect(to <= index * each && sideOf(index + 1, each) <= to + view).toBe(true)
      const there = index * each >= scrolled && sideOf(index + 1, each) <= scrolled + view
      if (there) expect(to).toBe(scrolled)
      else expect(to === index * each || to + view === sideOf(index + 1, each)).toBe(true)
    }),
  )
})

test('arrows go from cell to cell, other keys to the ends and by pages, and none leaves the grid', () => {
  const place = { steps: [11, 12, 13, 14, 20], columns: 8, page: 2 }
  const go = (cell: Cell, ...keys: string[]) => keys.reduce((at, key) => cellBeside(at, key, place)!, cell)
  const start = { step: 12, frame: 3 }
  expect(go(start, 'ArrowRight', 'ArrowDown')).toEqual({ step: 13, frame: 4 })
  expect(go(start, 'ArrowLeft', 'ArrowUp')).toEqual({ step: 11, frame: 2 })
  expect(go(start, 'End', 'PageDown')).toEqual({ step: 14, frame: 7 })
  expect(go(start, 'PageDown', 'PageDown', 'Home')).toEqual({ step: 20, frame: 0 })
  expect(go({ step: 20, frame: 7 }, 'ArrowDown', 'ArrowRight')).toEqual({ step: 20, frame: 7 })
  expect(go({ step: 11, frame: 0 }, 'ArrowUp', 'ArrowLeft', 'PageUp')).toEqual({ step: 11, frame: 0 })
  expect(cellBeside(start, 'x', place)).toBeUndefined()
})

test('in a narrow timeline first the facts go, then B, then both go under the cells; the parts fill it and the cells find place first', () => {
  const ratio = fc.double({ min: 0.5, max: 2, noNaN: true })
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 300, max: 379 }), fc.integer({ min: 380, max: 2400 })),
      length,
      ratio,
      fc.integer({ min: 100, max: 1500 }),
      (width, height, each, wanted) => {
        const parts = partsIn(width, height, each, wanted)
        expect(parts.facts > 0).toBe(width >= 940)
        expect(parts.under).toBe(width < 380 && parts.pictures > 0)
        if (width < 380) {
          expect(parts.grid.width).toBe(width)
          const below = parts.under ? parts.picture.height + 26 + 10 : 0
          expect(parts.grid.height + below).toBe(height)
          expect(parts.pictures).toBe(parts.under ? 2 : 0)
          // A phone's timeline as it opens has them, and rows of cells over them.
          if (height >= 180) expect(parts.under).toBe(true)
          if (parts.under) expect(Math.min(parts.grid.height - 83, parts.picture.height - 47)).toBeGreaterThan(0)
          expect(parts.pictures * (parts.picture.width + 14) - 14).toBeLessThanOrEqual(width)
          return
        }
        expect(parts.pictures).toBe(width >= 620 ? 2 : 1)
        const others = parts.pictures * (parts.picture.width + 14) + (parts.facts ? parts.facts + 14 : 0)
        expect(parts.grid.width + others).toBe(width)
        expect(parts.grid.width).toBeGreaterThan(100)
        expect(parts.grid.height).toBe(height)
        expect(parts.picture.height).toBeLessThanOrEqual(Math.max(16, height - 26))
        // Only pictures that are small already take room from the cells.
        if (parts.grid.width < Math.min(wanted, width) - 3) expect(parts.picture.height).toBeLessThanOrEqual(96)
      },
    ),
  )
})
