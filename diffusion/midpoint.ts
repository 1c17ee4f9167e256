import type { Advance, Plan, Run } from './define-scheduler.ts'
import * as float32 from './float32.ts'
import { trainingDefaults } from './options.ts'
import { combine } from './samples.ts'
import type { SchedulerConfig } from './scheduler.ts'
import { cleanAt, planSigmas, scaleInput, sigmaLevels, slope } from './sigma-space.ts'
import { logSigmas, sigmaToTimestep } from './sigma-spacing.ts'

/** The defaults of both KDPM2 classes. */
export const midpointDefaults: SchedulerConfig = {
  ...trainingDefaults,
  beta_start: 0.00085,
  beta_end: 0.012,
  use_karras_sigmas: false,
  use_exponential_sigmas: false,
  use_beta_sigmas: false,
  timestep_spacing: 'linspace',
  steps_offset: 0,
}

/**
 * Levels with a call of the network between each two, at the level that `between` gives for a step (see `middle`).
 * The last step ends at zero and has none.
 */
export function planMidpoints(
  config: SchedulerConfig,
  steps: number,
  between: (sigmas: readonly number[], step: number) => number,
): Plan {
  const { sigmas, timesteps, table } = sigmaLevels(config, steps, {
    known: ['epsilon', 'v_prediction'],
    times: 'whole',
  })
  const logs = logSigmas(table)
  const calls = timesteps.flatMap((t, i) => {
    if (i === steps - 1) return [t]
    return [t, sigmaToTimestep(between(sigmas, i), logs, true)]
  })
  const firstCalls = sigmas.map((_, i) => 2 * i)
  const [first = 0, ...rest] = sigmas
  // As diffusers repeats them: each level once for either call, and zero at the end.
  return planSigmas(config, sigmas, [first, ...[...rest, 0].flatMap((s) => [s, s]), 0], calls, firstCalls)
}

/** A midpoint step from the run's level to `goal` by way of `between`; where that is 0, a step of first order. */
export async function midpointStep(
  { step, x, config, schedule, call }: Run,
  goal: number,
  between: number,
): Promise<Advance> {
  const sigma = (schedule.levels[step] as { sigma: number }).sigma
  const clean = cleanAt(config, x, await call(scaleInput(x, sigma), 2 * step), sigma)
  const halfway = combine([1, x], [Math.fround(between - sigma), slope(x, clean, sigma)])
  if (between === 0) return { sample: halfway, clean }
  const cleanHalfway = cleanAt(config, halfway, await call(scaleInput(halfway, between), 2 * step + 1), between)
  return {
    sample: combine([1, x], [Math.fround(goal - sigma), slope(halfway, cleanHalfway, between)]),
    clean: cleanHalfway,
  }
}

/** The geometric mean of two levels in float32, by their logarithms; the second is not 0. */
export function middle(a: number, b: number): number {
  const [from, to] = [float32.log(a), float32.log(b)]
  // Half the way back from the end, as torch's lerp goes at a weight of 1/2.
  return float32.exp(Math.fround(to - Math.fround(to - from) / 2))
}
