import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statisticsOf } from '../../workflow/statistics.ts'

/** The plain formulas, in as many passes as they need. */
const slowly = (numbers: readonly number[]) => {
  const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length
  const square = numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0) / numbers.length
  return { min: Math.min(...numbers), max: Math.max(...numbers), mean, deviation: Math.sqrt(square) }
}

test('agrees with the formulas of several passes, wherever the numbers lie', () => {
  const float = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 })
  fc.assert(
    fc.property(fc.array(float, { minLength: 1, maxLength: 60 }), fc.constantFrom(0, 1e6, -3e4), (numbers, away) => {
      const moved = numbers.map((each) => each + away)
      const found = statisticsOf(Float64Array.from(moved))
      const wanted = slowly(moved)
      // Seven figures are told.
      const near = 1e-6 * (1000 + Math.abs(away))
      for (const name of ['min', 'max', 'mean', 'deviation'] as const)
        expect(Math.abs((found[name] ?? Number.NaN) - wanted[name])).toBeLessThan(near)
      expect([found.count, found.nan, found.infinite]).toEqual([numbers.length, 0, 0])
    }),
    { seed: 5 },
  )
})

test('a small spread far from zero is not lost', () => {
  expect(statisticsOf([1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3]).deviation).toBeCloseTo(Math.sqrt(1.25), 6)
})

test('counts what is no number apart, and leaves it out of the rest', () => {
  const odd = Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, 3, Number.NaN, Number.NEGATIVE_INFINITY)
  expect(statisticsOf(odd)).toEqual({ count: 6, nan: 2, infinite: 2, min: 1, max: 3, mean: 2, deviation: 1 })
})

test('without a finite number there are no figures, and JSON keeps that', () => {
  const none = { min: null, max: null, mean: null, deviation: null }
  expect(statisticsOf([])).toEqual({ count: 0, nan: 0, infinite: 0, ...none })
  const lost = statisticsOf(Float32Array.of(Number.NaN))
  expect(JSON.parse(JSON.stringify(lost))).toEqual({ count: 1, nan: 1, infinite: 0, ...none })
})

test('bytes, which are counted by value, give what the same numbers give', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const [quick, plain] = [statisticsOf(bytes), statisticsOf(Array.from(bytes))]
      for (const name of ['mean', 'deviation'] as const) expect(quick[name] ?? -1).toBeCloseTo(plain[name] ?? -1, 3)
      expect({ ...quick, mean: 0, deviation: 0 }).toEqual({ ...plain, mean: 0, deviation: 0 })
    }),
    { seed: 8 },
  )
})
