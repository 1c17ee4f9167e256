import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overlaps, type Rect } from '../../../app/canvas/rects.ts'
import { roomBeside } from '../../../app/canvas/tidy-room.ts'

const rects = (most: number) =>
  fc.array(
    fc.record({
      x: fc.integer({ min: -600, max: 600 }),
      y: fc.integer({ min: -600, max: 600 }),
      width: fc.integer({ min: 40, max: 300 }),
      height: fc.integer({ min: 20, max: 500 }),
    }),
    { minLength: 1, maxLength: most },
  )

test('what was tidied covers no other card, keeps its shape, and stays where it covered none', () => {
  fc.assert(
    fc.property(rects(6), rects(8), (part, others) => {
      const cards = new Map<string, Rect>(part.map((rect, index) => [`n${index}`, rect]))
      const places = new Map(part.map(({ x, y }, index) => [`n${index}`, [x, y] as const]))
      const covered = (at: ReadonlyMap<string, readonly [number, number]>) =>
        [...at].some(([id, [x, y]]) => others.some((other) => overlaps(other, { ...cards.get(id)!, x, y })))
      const after = roomBeside(others, cards, places)
      if (!covered(places)) {
        expect(after).toEqual(places)
        return
      }
      expect(covered(after)).toBe(false)
      const moved = [...after].map(([id, [x, y]]) => `${x - places.get(id)![0]},${y - places.get(id)![1]}`)
      expect(new Set(moved).size).toBe(1)
    }),
    { seed: 6, numRuns: 200 },
  )
})
