import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Curve,
  type CurvePoint,
  cornersOf,
  curveAt,
  curveOver,
  curveShapes,
  isCurve,
  mostPoints,
  reshaped,
  shapeOf,
} from '../../workflow/curve.ts'
import { type CurveField, fieldProblem } from '../../workflow/definition.ts'
import { fieldTexts } from '../../workflow/field-texts.ts'
import type { Json } from '../../workflow/json.ts'
import { valueText, valueTexts } from '../../workflow/value-text.ts'

const value = fc.double({ min: 1, max: 50, noNaN: true })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const eased = fc
  .tuple(fc.constantFrom('linear' as const, 'cosine' as const), value, value)
  .map(([curve, from, to]): Curve => ({ curve, from, to }))
const along = fc
  .array(fc.tuple(share, value), { minLength: 1, maxLength: 8 })
  .map((points): Curve => ({ curve: 'points', points: points.toSorted(([a], [b]) => a - b) as CurvePoint[] }))
const curve = fc.oneof(eased, along)
const json = (it: Curve) => it as unknown as Json

test('a constant is its number at every step', () => {
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 60 }), (number, steps) => {
      expect(curveOver(number, steps)).toEqual(Array(steps).fill(number))
    }),
  )
})

test('a curve begins and ends with the very numbers that it names, and a single step is its beginning', () => {
  fc.assert(
    fc.property(eased, fc.integer({ min: 2, max: 60 }), (it, steps) => {
      const [[, from], [, to]] = cornersOf(it) as [CurvePoint, CurvePoint]
      const values = curveOver(it, steps)
      expect([values[0], values[steps - 1]]).toEqual([from, to])
      expect(curveOver(it, 1)).toEqual([from])
    }),
  )
})

test('a curve never leaves the range of its corners', () => {
  fc.assert(
    fc.property(curve, share, (it, at) => {
      const heights = cornersOf(it).map(([, each]) => each)
      expect(curveAt(it, at)).toBeGreaterThanOrEqual(Math.min(...heights))
      expect(curveAt(it, at)).toBeLessThanOrEqual(Math.max(...heights))
    }),
  )
})

test('from one corner to the next it goes one way only', () => {
  fc.assert(
    fc.property(eased, fc.integer({ min: 2, max: 40 }), (it, steps) => {
      const [[, from], [, to]] = cornersOf(it) as [CurvePoint, CurvePoint]
      const values = curveOver(it, steps)
      for (let i = 1; i < steps; i++)
        expect((values[i]! - values[i - 1]!) * Math.sign(to - from)).toBeGreaterThan(-1e-9)
    }),
  )
})

test('a curve of points goes through every point, straight between two, and level before the first and after the last', () => {
  fc.assert(
    fc.property(along, share, (it, part) => {
      const points = cornersOf(it)
      const [first, last] = [points[0]!, points[points.length - 1]!]
      // Of several points at one share the last counts.
      for (const [index, [at, height]] of points.entries())
        if (points[index + 1]?.[0] !== at) expect(curveAt(it, at)).toBe(height)
      const early = first[0] * part * 0.999
      // Of the smallest numbers there are, 0.999 rounds to the number itself.
      if (early < first[0]) expect(curveAt(it, early)).toBe(first[1])
      expect(curveAt(it, last[0] + (1 - last[0]) * part)).toBe(last[1])
      for (const [index, [end, b]] of points.entries()) {
        const [start, a] = points[index - 1] ?? [end, b]
        if (end - start < 1e-6) continue
        const at = start + (end - start) * part * 0.999
        expect(curveAt(it, at)).toBeCloseTo(a + ((b - a) * (at - start)) / (end - start), 6)
      }
    }),
  )
})

test('half a cosine is level at both ends and passes the middle half way', () => {
  const it: Curve = { curve: 'cosine', from: 2, to: 10 }
  expect(curveAt(it, 0.5)).toBeCloseTo(6, 12)
  expect(curveAt(it, 0.01) - 2).toBeLessThan(0.01)
  expect(10 - curveAt(it, 0.99)).toBeLessThan(0.01)
})

test('another shape keeps the beginning and the end, and is a curve that can stand in a file', () => {
  fc.assert(
    fc.property(fc.oneof(value, curve), fc.constantFrom(...curveShapes), (before, shape) => {
      const after = reshaped(before, shape)
      expect(shapeOf(after)).toBe(shape)
      expect(curveAt(after, 0)).toBe(curveAt(before, 0))
      if (typeof after === 'number') return
      expect(curveAt(after, 1)).toBe(curveAt(before, 1))
      expect(isCurve(json(after))).toBe(true)
    }),
  )
})

test('the text of a curve names its corners', () => {
  const text = (value: Json) => valueText(undefined, value, valueTexts)
  expect(text(4)).toBe('4')
  expect(text({ curve: 'linear', from: 7, to: 2 })).toBe('7 → 2')
  expect(text({ curve: 'cosine', from: 7, to: 2 })).toBe('7 → 2 (cosine)')
})

const field: CurveField = { kind: 'curve', title: 'G', about: '', default: 4, min: 1, max: 50, step: 0.1 }

test('a field takes numbers and curves within its range, and refuses all else without changing it', () => {
  fc.assert(
    fc.property(fc.oneof(value, curve), (it) => {
      expect(fieldProblem(field, it as Json, fieldTexts)).toBeUndefined()
    }),
  )
  const many = Array.from({ length: mostPoints + 1 }, (_, i) => [i / mostPoints, 4])
  const wrong: Json[] = [
    '4',
    null,
    [4],
    {},
    { curve: 'linear', from: 4 },
    { curve: 'linear', from: '4', to: 5 },
    { curve: 'spline', from: 4, to: 5 },
    { curve: 'points', points: [] },
    {
      curve: 'points',
      points: [
        [0.5, 4],
        [0.2, 4],
      ],
    },
    {
      curve: 'points',
      points: [
        [0, 4],
        [1.1, 4],
      ],
    },
    { curve: 'points', points: [[0, 4, 5]] },
    { curve: 'points', points: many },
  ]
  for (const it of wrong) expect(fieldProblem(field, it, fieldTexts), JSON.stringify(it)).toMatch(/number or a curve/)
  expect(fieldProblem(field, 0.5, fieldTexts)).toBe('must be from 1 to 50, and is 0.5')
  expect(fieldProblem(field, { curve: 'cosine', from: 4, to: 51 }, fieldTexts)).toBe('must be from 1 to 50, and is 51')
})
