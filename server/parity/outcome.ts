/** What one comparison with the reference came to. */
export type Outcome =
  /** `error` must not be above `bound`; `unit` says what both are. */
  | { readonly name: string; readonly error: number; readonly bound: number; readonly unit: string }
  /** The case was not compared, and why. */
  | { readonly name: string; readonly skipped: string }
  /** The case could not be computed. */
  | { readonly name: string; readonly failure: string }

/** Whether an outcome speaks against the engine; a NaN does. */
export const holds = (outcome: Outcome): boolean =>
  'skipped' in outcome || ('error' in outcome && outcome.error <= outcome.bound)

/** An outcome as a line of a report. */
export const lineOf = (outcome: Outcome): string => {
  if ('skipped' in outcome) return `skip  ${outcome.name}: ${outcome.skipped}`
  if ('failure' in outcome) return `FAIL  ${outcome.name}: ${outcome.failure}`
  const { name, error, bound, unit } = outcome
  return `${holds(outcome) ? 'ok  ' : 'FAIL'}  ${name.padEnd(58)} ${figure(error)} of ${figure(bound)} ${unit}`
}

const figure = (value: number): string => (value === 0 ? '0' : value.toExponential(1)).padStart(7)

/** Norm of the difference over norm of the reference; infinite where the lengths differ. */
export const relativeError = (actual: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  if (actual.length !== wanted.length) return Number.POSITIVE_INFINITY
  let difference = 0
  let norm = 0
  for (let i = 0; i < wanted.length; i++) {
    difference += ((actual[i] as number) - (wanted[i] as number)) ** 2
    norm += (wanted[i] as number) ** 2
  }
  return Math.sqrt(difference / norm)
}

/** The largest difference; infinite where the lengths differ, NaN where a value is none. */
export const largestError = (actual: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  if (actual.length !== wanted.length) return Number.POSITIVE_INFINITY
  let worst = 0
  for (let i = 0; i < wanted.length; i++) {
    const difference = Math.abs((actual[i] as number) - (wanted[i] as number))
    // A comparison with NaN is false and would lose it.
    if (!(difference <= worst)) worst = difference
    if (Number.isNaN(worst)) return worst
  }
  return worst
}
