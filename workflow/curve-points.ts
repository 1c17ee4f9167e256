import { type Curve, type CurvePoint, curveAt, mostPoints } from './curve.ts'

type Points = readonly CurvePoint[]

const curveOf = (points: Points): Curve => ({ curve: 'points', points })

/** Two decimals: a hundredth of the steps is as exact as a share needs to be. */
const hundredths = (share: number): number => Math.round(share * 100) / 100

/** The points with one of them at another place; it does not pass its neighbours. */
export const movePoint = (points: Points, index: number, [share, value]: CurvePoint): Curve => {
  const low = points[index - 1]?.[0] ?? 0
  const high = points[index + 1]?.[0] ?? 1
  const at = Math.min(high, Math.max(low, hundredths(share)))
  return curveOf(points.map((point, each) => (each === index ? [at, value] : point)))
}

/** The points with one more on the curve at this share, and which it is; undefined where a curve has no room for it. */
export const addPoint = (
  points: Points,
  share: number,
  value = curveAt(curveOf(points), share),
): { readonly curve: Curve; readonly index: number } | undefined => {
  if (points.length >= mostPoints) return undefined
  const at = hundredths(share)
  const next = points.findIndex(([each]) => each > at)
  const index = next === -1 ? points.length : next
  return { curve: curveOf([...points.slice(0, index), [at, value], ...points.slice(index)]), index }
}

/** The points without one of them; the last one stays. */
export const removePoint = (points: Points, index: number): Curve =>
  curveOf(points.length > 1 ? points.filter((_, each) => each !== index) : points)

/** In the middle of the widest gap between points, where the next one is of most use. */
export const widestGap = (points: Points): number => {
  const shares = [0, ...points.map(([share]) => share), 1]
  let widest = 0
  for (let i = 1; i < shares.length - 1; i++)
    if (shares[i + 1]! - shares[i]! > shares[widest + 1]! - shares[widest]!) widest = i
  return (shares[widest]! + shares[widest + 1]!) / 2
}
