import type { Plan } from './define-scheduler.ts'
import * as float32 from './float32.ts'
import { type Prediction, predictionType } from './prediction.ts'
import { cast, combine } from './samples.ts'
import type { Samples, SchedulerConfig } from './scheduler.ts'
import { numberOr } from './settings.ts'
import { interpolate, logSigmas, sigmaSpacing, sigmaToTimestep, spaceSigmas } from './sigma-spacing.ts'
import { continuousTimesteps, roundHalfEven } from './spacing.ts'
import { positiveAlphas, trainingSigmas } from './training.ts'

const { fround } = Math

/** The first level of each step and all of training, in the space x = x0 + sigma · epsilon. */
export interface SigmaLevels {
  /** Falling, one per step, as float32. */
  readonly sigmas: readonly number[]
  readonly timesteps: readonly number[]
  /** Sigma at every training timestep. */
  readonly table: Float64Array
}

/**
 * The levels of a solver in sigma space. `times` is how its class holds the timesteps of a chosen spacing: in float32,
 * in double, or in double but rounded to whole numbers where the spacing is Karras's. `base` gives levels from
 * training's, in place of those at the timesteps.
 */
export function sigmaLevels(
  config: SchedulerConfig,
  steps: number,
  {
    known,
    times = 'float32',
    betaSchedules,
    base,
  }: {
    known?: readonly Prediction[]
    times?: 'float32' | 'double' | 'whole'
    betaSchedules?: Parameters<typeof positiveAlphas>[1]
    base?: ((table: Float64Array) => number[]) | undefined
  } = {},
): SigmaLevels {
  predictionType(config, known)
  const table = trainingSigmas(positiveAlphas(config, betaSchedules))
  const timesteps = continuousTimesteps(config, steps)
  const sigmas = base?.(table) ?? timesteps.map((t) => interpolate(table, t))
  const spacing = sigmaSpacing(config)
  if (!spacing) return { sigmas: sigmas.map(fround), timesteps, table }
  const min = numberOr(config, 'sigma_min', sigmas.at(-1) as number)
  const max = numberOr(config, 'sigma_max', sigmas[0] as number)
  const spaced = spaceSigmas(spacing, min, max, steps)
  const logs = logSigmas(table)
  const round = times === 'whole' && spacing === 'karras' ? roundHalfEven : times === 'float32' ? fround : Number
  return {
    sigmas: spaced.map(fround),
    timesteps: spaced.map((sigma) => round(sigmaToTimestep(sigma, logs))),
    table,
  }
}

/** The plan of a run whose steps start at these levels. */
export function planSigmas(
  config: SchedulerConfig,
  stepSigmas: readonly number[],
  sigmas: readonly number[],
  timesteps: readonly number[],
  firstCalls?: readonly number[],
): Plan {
  return { timesteps, firstCalls, sigmas, stepSigmas, initNoiseSigma: initialSigma(config, sigmas), sigmaSpace: true }
}

/** Standard deviation of the starting noise: leading spacing does not start at the highest level, so x0's own counts. */
function initialSigma(config: SchedulerConfig, sigmas: readonly number[]): number {
  const max = sigmas.reduce((a, b) => Math.max(a, b), 0)
  return config.timestep_spacing === 'leading' ? lengthWithOne(max) : max
}

/** sqrt(sigma² + 1), in float32. */
function lengthWithOne(sigma: number): number {
  return float32.sqrt(fround(fround(sigma * sigma) + 1))
}

/** The network's input: of variance one where x0's is. */
export function scaleInput(x: Samples, sigma: number): Samples {
  return combine([1 / lengthWithOne(sigma), x])
}

/**
 * x0 from the network's output, where x = x0 + sigma · epsilon. `inFloat32`: x is cast to float32, and so is what
 * is worked out from it alone.
 */
export function cleanAt(
  config: SchedulerConfig,
  x: Samples,
  output: Samples,
  sigma: number,
  inFloat32 = false,
): Samples {
  switch (config.prediction_type as Prediction) {
    case 'epsilon':
      return combine([1, x], [-sigma, output])
    case 'v_prediction': {
      const kept = combine([1 / fround(fround(sigma * sigma) + 1), x])
      return combine([1, inFloat32 ? cast(kept) : kept], [fround(-sigma / lengthWithOne(sigma)), output])
    }
    case 'sample':
      return combine([1, output])
  }
}

/** dx / dsigma of the probability-flow ODE (Karras et al. 2022, arXiv 2206.00364, equation 3). */
export function slope(x: Samples, clean: Samples, sigma: number): Samples {
  return combine([1 / sigma, x], [-1 / sigma, clean])
}

/** How far an ancestral step goes down, and the noise it then adds, to land on the noise level `to`. */
export function ancestral(from: number, to: number): { down: number; up: number } {
  const [from2, to2] = [fround(from * from), fround(to * to)]
  const up = float32.sqrt(Math.max(fround(fround(to2 * fround(from2 - to2)) / from2), 0))
  return { up, down: float32.sqrt(Math.max(fround(to2 - fround(up * up)), 0)) }
}
