import type { Plan, Run } from './define-scheduler.ts'
import * as float32 from './float32.ts'
import { type Prediction, predictionType, toClean, toNoise } from './prediction.ts'
import { threshold } from './samples.ts'
import type { Samples, SchedulerConfig } from './scheduler.ts'
import { choice, flag, number, numberOr } from './settings.ts'
import { interpolate, logSigmas, sigmaSpacing, sigmaToTimestep, spaceSigmas } from './sigma-spacing.ts'
import { roundHalfEven } from './spacing.ts'
import { positiveAlphas, trainingSigmas } from './training.ts'

const { fround } = Math

/** A noise level on the variance-preserving path x = alpha · x0 + sigma · epsilon; lambda = log(alpha / sigma). */
export interface Rates {
  readonly alpha: number
  readonly sigma: number
  readonly lambda: number
}

/** The rates at a ratio of noise over signal; lambda is infinite where that is 0. */
export function rates(ratio: number): Rates {
  const alpha = fround(1 / float32.sqrt(fround(fround(ratio * ratio) + 1)))
  const sigma = fround(ratio * alpha)
  return { alpha, sigma, lambda: fround(float32.log(alpha) - float32.log(sigma)) }
}

/** The rates at an index of a schedule's sigmas. */
export function ratesAt(sigmas: readonly number[], index: number): Rates {
  return rates(sigmas[index] as number)
}

/**
 * The levels of a solver in log-SNR space. `timestepsFor` spreads them where no spacing of sigmas is chosen, given one
 * above the highest timestep allowed. `ownEnd`: a chosen spacing ends at its own lowest sigma rather than training's,
 * and its timesteps are always rounded, as in UniPC and DEIS.
 */
export function planLogSnr(
  config: SchedulerConfig,
  steps: number,
  timestepsFor: (last: number) => number[],
  ownEnd = false,
): Plan {
  predictionType(config)
  const alphas = positiveAlphas(config)
  const table = trainingSigmas(alphas)
  const spacing = sigmaSpacing(config)
  let sigmas: number[]
  let timesteps: number[]
  if (spacing) {
    const min = numberOr(config, 'sigma_min', table[0] as number)
    const max = numberOr(config, 'sigma_max', table.at(-1) as number)
    sigmas = spaceSigmas(spacing, min, max, steps)
    const rounded =
      spacing === 'karras' || spacing === 'lu' ? config.beta_schedule !== 'squaredcos_cap_v2' || ownEnd : false
    const logs = logSigmas(table)
    timesteps = sigmas.map((sigma) => sigmaToTimestep(sigma, logs)).map(rounded ? roundHalfEven : Math.trunc)
  } else {
    timesteps = timestepsFor(lastTimestep(config, table))
    sigmas = timesteps.map((t) => interpolate(table, t))
  }
  const lowest = (spacing && ownEnd ? sigmas.at(-1) : table[0]) as number
  sigmas.push(choice(config, 'final_sigmas_type', ['zero', 'sigma_min']) === 'zero' ? 0 : lowest)
  sigmas = sigmas.map(Math.fround)
  return { timesteps, sigmas, stepSigmas: sigmas.slice(0, -1), initNoiseSigma: 1 }
}

/** One above the highest timestep whose lambda is not below `lambda_min_clipped`. */
function lastTimestep(config: SchedulerConfig, table: Float64Array): number {
  const least = config.lambda_min_clipped
  if (typeof least !== 'number') return table.length
  return table.reduce((count, sigma) => (-Math.log(sigma) >= least ? count + 1 : count), 0)
}

/** What the solver integrates, from the network's output at a level: x0 (thresholded where asked) or epsilon. */
export function convert(
  to: 'clean' | 'noise',
  { config, x, shape }: Pick<Run, 'config' | 'x' | 'shape'>,
  output: Samples,
  { alpha, sigma }: Rates,
): Samples {
  const type = config.prediction_type as Prediction
  const held = (clean: Samples) => thresholded({ config, shape }, clean)
  if (to === 'clean') return held(toClean(type, x, output, alpha, sigma))
  const noise = toNoise(type, x, output, alpha, sigma)
  if (!flag(config, 'thresholding')) return noise
  return toNoise('sample', x, held(toClean('epsilon', x, noise, alpha, sigma)), alpha, sigma)
}

/** x0 after dynamic thresholding, where the configuration asks for it. */
export function thresholded({ config, shape }: Pick<Run, 'config' | 'shape'>, clean: Samples): Samples {
  if (!flag(config, 'thresholding')) return clean
  return threshold(clean, number(config, 'dynamic_thresholding_ratio'), number(config, 'sample_max_value'), shape)
}
