import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Curve, type CurvePoint, cornersOf, curveAt, isCurve, mostPoints } from '../../workflow/curve.ts'
import { addPoint, movePoint, removePoint, widestGap } from '../../workflow/curve-points.ts'
import type { Json } from '../../workflow/json.ts'

const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)
const value = fc.double({ min: 1, max: 50, noNaN: true })
const points = fc
  .array(fc.tuple(share, value), { minLength: 1, maxLength: 8 })
  .map((all) => all.toSorted(([a], [b]) => a - b) as CurvePoint[])
const valid = (curve: Curve) => isCurve(curve as unknown as Json)
const anywhere = fc.double({ min: -1, max: 2, noNaN: true })

test('a point that is moved goes where it is wanted as far as its neighbours let it, and the others stay', () => {
  fc.assert(
    fc.property(points, fc.nat(7), anywhere, value, (all, at, wanted, height) => {
      const index = at % all.length
      const moved = movePoint(all, index, [wanted, height])
      expect(valid(moved)).toBe(true)
      const after = cornersOf(moved)
      expect(after[index]![1]).toBe(height)
      expect(after.filter((_, each) => each !== index)).toEqual(all.filter((_, each) => each !== index))
      const [low, high] = [all[index - 1]?.[0] ?? 0, all[index + 1]?.[0] ?? 1]
      if (wanted > low && wanted < high) expect(Math.abs(after[index]![0] - wanted)).toBeLessThanOrEqual(0.0051)
    }),
  )
})

test('a point that is added on the curve does not change it, and taking it away brings back what was there', () => {
  fc.assert(
    fc.property(points, share, share, (all, at, probe) => {
      const added = addPoint(all, at)!
      expect(valid(added.curve)).toBe(true)
      const before: Curve = { curve: 'points', points: all }
      // Where the curve jumps, it has two values.
      if (!all.some(([each]) => each === at)) expect(curveAt(added.curve, probe)).toBeCloseTo(curveAt(before, probe), 9)
      expect(removePoint(cornersOf(added.curve), added.index)).toEqual(before)
    }),
  )
})

test('there is a last point that stays, and a last one that fits', () => {
  expect(removePoint([[0.5, 3]], 0)).toEqual({ curve: 'points', points: [[0.5, 3]] })
  const full = Array.from({ length: mostPoints }, (_, i): CurvePoint => [i / mostPoints, 2])
  expect(addPoint(full, 0.5)).toBeUndefined()
})

test('the widest gap is as wide as any, and its middle is far from every point', () => {
  fc.assert(
    fc.property(points, (all) => {
      const shares = [0, ...all.map(([each]) => each), 1]
      const widest = Math.max(...shares.slice(1).map((each, index) => each - shares[index]!))
      const at = widestGap(all)
      for (const each of shares) expect(Math.abs(each - at)).toBeGreaterThanOrEqual(widest / 2 - 1e-9)
    }),
  )
  expect(widestGap([[0.4, 1]])).toBeCloseTo(0.7)
})
