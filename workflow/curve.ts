import { isObject, type Json } from './json.ts'

/**
 * A number that changes over the steps of a schedule: from one value to another in a straight line or in half a cosine, or
 * along points (share of the steps from 0 to 1, value) with straight lines between them.
 */
export type Curve =
  | { readonly curve: 'linear' | 'cosine'; readonly from: number; readonly to: number }
  | { readonly curve: 'points'; readonly points: readonly CurvePoint[] }
export type CurvePoint = readonly [share: number, value: number]

export const curveShapes = ['constant', 'linear', 'cosine', 'points'] as const
export type CurveShape = (typeof curveShapes)[number]

/** As many points as a curve may have. */
export const mostPoints = 64

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** True for JSON that is a curve: of a shape known here, with numbers in it, and points in the order of the steps. */
export const isCurve = (value: Json): value is Curve & { readonly [key: string]: Json } => {
  if (!isObject(value)) return false
  if (value.curve === 'linear' || value.curve === 'cosine') return isNumber(value.from) && isNumber(value.to)
  if (value.curve !== 'points' || !Array.isArray(value.points)) return false
  const points = value.points as readonly Json[]
  if (points.length === 0 || points.length > mostPoints) return false
  let before = 0
  for (const point of points) {
    if (!Array.isArray(point) || point.length !== 2 || !point.every(isNumber)) return false
    const [share] = point as unknown as CurvePoint
    if (share < before || share > 1) return false
    before = share
  }
  return true
}

/** Constant for a number. */
export const shapeOf = (value: number | Curve): CurveShape => (typeof value === 'number' ? 'constant' : value.curve)

/** The corners of a curve: its points, or where it begins and ends. */
export const cornersOf = (value: number | Curve): readonly CurvePoint[] => {
  if (typeof value === 'number')
    return [
      [0, value],
      [1, value],
    ]
  return value.curve === 'points'
    ? value.points
    : [
        [0, value.from],
        [1, value.to],
      ]
}

/** From `a` at share 0 to `b` at share 1: exactly these there, and never beyond them between. */
const between = (a: number, b: number, share: number): number =>
  Math.min(Math.max(a, b), Math.max(Math.min(a, b), a * (1 - share) + b * share))

/** The value at a share of the steps, from 0 (the first step) to 1 (the last). Before the first point and after the last it stays. */
export const curveAt = (value: number | Curve, share: number): number => {
  if (typeof value === 'number') return value
  if (value.curve !== 'points')
    return between(value.from, value.to, value.curve === 'linear' ? share : (1 - Math.cos(Math.PI * share)) / 2)
  const { points } = value
  const next = points.findIndex(([at]) => at > share)
  if (next === 0) return points[0]![1]
  if (next === -1) return points[points.length - 1]![1]
  const [[start, a], [end, b]] = [points[next - 1]!, points[next]!]
  return between(a, b, (share - start) / (end - start))
}

/** The value of each step of a schedule; of a single step it is the one at the beginning. */
export const curveOver = (value: number | Curve, steps: number): number[] =>
  Array.from({ length: steps }, (_, step) => curveAt(value, steps > 1 ? step / (steps - 1) : 0))

/** A curve of another shape that begins and ends as this one does; a constant is its beginning. */
export const reshaped = (value: number | Curve, shape: CurveShape): number | Curve => {
  if (shape === shapeOf(value)) return value
  const [from, to] = [curveAt(value, 0), curveAt(value, 1)]
  if (shape === 'constant') return from
  if (shape !== 'points') return { curve: shape, from, to }
  const middle = curveAt(value, 0.5)
  return {
    curve: 'points',
    points: [
      [0, from],
      [0.5, middle],
      [1, to],
    ],
  }
}
