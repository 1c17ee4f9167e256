import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelPlace } from '../../../app/canvas/label-place.ts'

const view = { width: 900, height: 700 }

test('a label stays in the view, and off the socket that it speaks of, which is near the pointer', () => {
  const within = (most: number) => fc.integer({ min: 40, max: most - 40 })
  const near = fc.integer({ min: -12, max: 12 })
  fc.assert(
    fc.property(
      within(view.width),
      within(view.height),
      near,
      near,
      fc.integer({ min: 80, max: 400 }),
      (x, y, dx, dy, width) => {
        const label = { width, height: 30 }
        const socket = { x: x + dx, y: y + dy }
        const place = labelPlace({ x, y }, label, view, socket)
        expect(place.x).toBeGreaterThanOrEqual(8)
        expect(place.x + width).toBeLessThanOrEqual(view.width - 8)
        expect(place.y).toBeGreaterThanOrEqual(0)
        expect(place.y + label.height).toBeLessThanOrEqual(view.height)
        const inside =
          socket.x > place.x && socket.x < place.x + width && socket.y > place.y && socket.y < place.y + label.height
        expect(inside).toBe(false)
      },
    ),
    { seed: 5, numRuns: 1000 },
  )
})

test('without a socket it lies below the pointer, and above it at the lower edge', () => {
  const label = { width: 200, height: 30 }
  expect(labelPlace({ x: 100, y: 100 }, label, view)).toEqual({ x: 114, y: 116 })
  expect(labelPlace({ x: 100, y: 690 }, label, view)).toEqual({ x: 114, y: 648 })
})
