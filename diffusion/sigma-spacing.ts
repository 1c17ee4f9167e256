import { SaidError, say } from '../workflow/said/said.ts'
import { betaQuantile } from './beta-quantile.ts'
import { numpyLog } from './float32.ts'
import type { SchedulerConfig } from './scheduler.ts'
import { flag } from './settings.ts'
import { linspace } from './spacing.ts'

/** A way to spread sigmas that takes no heed of timesteps. */
export type SigmaSpacing = 'karras' | 'exponential' | 'beta' | 'lu'

/** Which spacing of sigmas a configuration asks for; undefined: that of its timesteps. Throws when it asks for two. */
export function sigmaSpacing(config: SchedulerConfig): SigmaSpacing | undefined {
  const on = (
    [
      ['use_karras_sigmas', 'karras'],
      ['use_exponential_sigmas', 'exponential'],
      ['use_beta_sigmas', 'beta'],
      ['use_lu_lambdas', 'lu'],
    ] as const
  ).filter(([key]) => flag(config, key))
  if (on.length > 1) throw new SaidError(say('optionsExclude', { options: on.map(([key]) => key) }))
  return on[0]?.[1]
}

/** `count` falling sigmas from `max` to `min`. */
export function spaceSigmas(spacing: SigmaSpacing, min: number, max: number, count: number): number[] {
  switch (spacing) {
    // Karras et al. 2022, arXiv 2206.00364, equation 5.
    case 'karras': {
      const rho = 7
      const low = min ** (1 / rho)
      const high = max ** (1 / rho)
      return linspace(0, 1, count).map((ramp) => (high + ramp * (low - high)) ** rho)
    }
    // Uniform in log-SNR; Lu et al. 2022, arXiv 2206.00927, section 3.4, comes to the same.
    case 'exponential':
      return linspace(Math.log(max), Math.log(min), count).map(Math.exp)
    case 'lu': {
      const [low, high] = [numpyLog(min), numpyLog(max)]
      return linspace(0, 1, count).map((ramp) => Math.exp(high + ramp * (low - high)))
    }
    // Lee et al. 2024, arXiv 2407.12173: the quantiles of a beta distribution with both parameters 0.6.
    case 'beta':
      return linspace(0, 1, count).map((p) => min + betaQuantile(1 - p, 0.6, 0.6) * (max - min))
  }
}

/** The value at a place between table entries, linear; the ends hold beyond the table. */
export function interpolate(table: ArrayLike<number>, at: number): number {
  if (at <= 0) return table[0] as number
  if (at >= table.length - 1) return table[table.length - 1] as number
  const i = Math.floor(at)
  const low = table[i] as number
  return low + (at - i) * ((table[i + 1] as number) - low)
}

/** The logarithms of training's sigmas, as numpy rounds them. */
export function logSigmas(trainingSigmas: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(trainingSigmas, numpyLog)
}

/**
 * The timestep, whole or between two, at which training had this sigma: linear in log sigma. In double as diffusers
 * where sigmas are numpy's, or `inFloat32` where they are torch's.
 */
export function sigmaToTimestep(sigma: number, logs: Float64Array, inFloat32 = false): number {
  const round = inFloat32 ? Math.fround : (x: number) => x
  const at = Math.max(sigma, round(1e-10))
  const log = inFloat32 ? numpyLog(at) : Math.log(at)
  let low = 0
  while (low < logs.length - 2 && (logs[low + 1] as number) <= log) low++
  const a = logs[low] as number
  const b = logs[low + 1] as number
  const weight = Math.min(Math.max(round(round(a - log) / Math.fround(a - b)), 0), 1)
  return round(round(round(1 - weight) * low) + round(weight * (low + 1)))
}
