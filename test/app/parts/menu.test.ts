import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fittingAt } from '../../../app/parts/menu.tsx'

test('beside its point a menu fits into the window, to the left or to the right, and the point moves only where it must', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 320, max: 700 }),
      fc.integer({ min: 120, max: 300 }),
      fc.integer({ min: 0, max: 100 }),
      (room, width, share) => {
        const x = Math.round((share / 100) * room)
        const at = fittingAt(x, width, room)
        const right = at + 2 + width + 8 <= room
        const left = at - 2 - width >= 8
        expect(right || left).toBe(true)
        if (x + 2 + width + 8 <= room || x - 2 - width >= 8) expect(at).toBe(x)
      },
    ),
    { seed: 9, numRuns: 300 },
  )
})
