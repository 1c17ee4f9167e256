/** What can be said of many numbers in one pass. */
export interface Statistics {
  readonly count: number
  /** How many are NaN, and how many are infinite: the figures below leave both out. */
  readonly nan: number
  readonly infinite: number
  /** Null where no number is finite. */
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  /** The standard deviation over all of them (divided by their number, not by one less). */
  readonly deviation: number | null
}

/** As many figures as a person reads: 32 bits hold no more. */
const figures = (value: number): number => Number(value.toPrecision(7))

/**
 * The statistics of numbers, in one pass. Sums are taken around the first finite number, so that a small spread far from
 * zero is not lost (Chan, Golub and LeVeque 1983, "shifted data").
 */
export const statisticsOf = (values: ArrayLike<number>): Statistics => {
  if (values instanceof Uint8Array) return byteStatistics(values)
  const count = values.length
  let [nan, infinite, finite] = [0, 0, 0]
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  let [shift, sum, squares] = [0, 0, 0]
  for (let at = 0; at < count; at++) {
    const value = values[at]!
    // Zero for a finite number, NaN for all others.
    if (value - value !== 0) {
      if (Number.isNaN(value)) nan++
      else infinite++
      continue
    }
    if (finite === 0) shift = value
    finite++
    if (value < min) min = value
    if (value > max) max = value
    const away = value - shift
    sum += away
    squares += away * away
  }
  if (finite === 0) return { count, nan, infinite, min: null, max: null, mean: null, deviation: null }
  const away = sum / finite
  return {
    count,
    nan,
    infinite,
    min: figures(min),
    max: figures(max),
    mean: figures(shift + away),
    deviation: figures(Math.sqrt(Math.max(0, squares / finite - away * away))),
  }
}

/** The same of bytes: of 256 numbers and how often each occurs, which is many times quicker for the frames of a clip. */
const byteStatistics = (bytes: Uint8Array): Statistics => {
  const often = new Float64Array(256)
  for (let at = 0; at < bytes.length; at++) often[bytes[at]!]!++
  const count = bytes.length
  if (count === 0) return { count, nan: 0, infinite: 0, min: null, max: null, mean: null, deviation: null }
  const mean = often.reduce((sum, times, value) => sum + times * value, 0) / count
  const square = often.reduce((sum, times, value) => sum + times * (value - mean) ** 2, 0) / count
  return {
    count,
    nan: 0,
    infinite: 0,
    min: often.findIndex((times) => times > 0),
    max: often.findLastIndex((times) => times > 0),
    mean: figures(mean),
    deviation: figures(Math.sqrt(square)),
  }
}
