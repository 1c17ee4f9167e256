import { SaidError, say } from '../workflow/said/said.ts'
import * as float32 from './float32.ts'
import type { SchedulerConfig } from './scheduler.ts'
import { choice, flag, number, wholeNumber } from './settings.ts'

/** How the noise of a training step grows; every class but DDPM (sigmoid, laplace) and Heun (exp) knows the first three. */
export const betaSchedules = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const

type BetaSchedule = (typeof betaSchedules)[number] | 'sigmoid' | 'laplace' | 'exp'

const { fround } = Math

/**
 * The training noise levels ᾱ, one per training timestep: Π (1 - β), rounded to float32 where torch rounds.
 * With `rescale_betas_zero_snr` the last one is 0 (Lin et al. 2023, arXiv 2305.08891, algorithm 1).
 * Throws, naming the option, for a schedule that is not in `known`.
 */
export function trainingAlphas(
  config: SchedulerConfig,
  known: readonly BetaSchedule[] = betaSchedules,
): Float64Array<ArrayBuffer> {
  let betas = trainingBetas(config, known)
  if (flag(config, 'rescale_betas_zero_snr')) betas = rescaleToZeroSnr(betas)
  return cumulativeProduct(betas)
}

/** ᾱ of which none is 0: zero terminal SNR is held off at 2⁻²⁴, as the classes that divide by ᾱ do. */
export function positiveAlphas(config: SchedulerConfig, known?: readonly BetaSchedule[]): Float64Array<ArrayBuffer> {
  const alphas = trainingAlphas(config, known)
  if (flag(config, 'rescale_betas_zero_snr')) alphas[alphas.length - 1] = 2 ** -24
  return alphas
}

/** Noise over signal, sqrt((1 - ᾱ) / ᾱ), rounded to float32 as torch does. */
export function trainingSigmas(alphas: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(alphas, (a) => float32.sqrt(fround(fround(1 - a) / a)))
}

function trainingBetas(config: SchedulerConfig, known: readonly BetaSchedule[]): Float64Array<ArrayBuffer> {
  const count = wholeNumber(config, 'num_train_timesteps', 1)
  const trained = config.trained_betas
  if (trained !== undefined && trained !== null) {
    if (!Array.isArray(trained) || trained.length !== count || !trained.every((b) => typeof b === 'number'))
      throw new SaidError(say('betasNoList', { count }))
    return Float64Array.from(trained as number[], fround)
  }
  const schedule = choice(config, 'beta_schedule', known)
  const start = number(config, 'beta_start')
  const end = number(config, 'beta_end')
  switch (schedule) {
    case 'linear':
      return linearSpace(start, end, count)
    case 'scaled_linear':
      return linearSpace(Math.sqrt(start), Math.sqrt(end), count).map((b) => fround(b * b))
    case 'sigmoid':
      return linearSpace(-6, 6, count).map((b) =>
        fround(fround(float32.sigmoid(b) * fround(end - start)) + fround(start)),
      )
    case 'squaredcos_cap_v2':
      return betasFor((t) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2, count)
    case 'exp':
      return betasFor((t) => Math.exp(t * -12), count)
    case 'laplace':
      return betasFor((t) => {
        const lambda = -0.5 * (t <= 0.5 ? 1 : -1) * Math.log(1 - 2 * Math.abs(0.5 - t) + 1e-6)
        const snr = Math.exp(lambda)
        return Math.sqrt(snr / (1 + snr))
      }, count)
  }
}

/** torch.linspace in float32: from the start up to the middle, from the end after it. */
export function linearSpace(start: number, end: number, count: number): Float64Array<ArrayBuffer> {
  const a = fround(start)
  const b = fround(end)
  if (count === 1) return Float64Array.of(a)
  const step = fround(fround(b - a) / (count - 1))
  return Float64Array.from({ length: count }, (_, i) =>
    fround(i < Math.floor(count / 2) ? a + step * i : b - step * (count - 1 - i)),
  )
}

/** The β whose product follows a given ᾱ(t), t in 0..1, each at most 0.999. */
function betasFor(alphaBar: (t: number) => number, count: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, (_, i) =>
    fround(Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999)),
  )
}

function cumulativeProduct(betas: Float64Array): Float64Array<ArrayBuffer> {
  let product = 1
  return Float64Array.from(betas, (beta) => {
    product *= fround(1 - beta)
    return fround(product)
  })
}

function rescaleToZeroSnr(betas: Float64Array): Float64Array<ArrayBuffer> {
  const roots = cumulativeProduct(betas).map(float32.sqrt)
  const first = roots[0] as number
  const last = roots[roots.length - 1] as number
  const stretch = fround(first / fround(first - last))
  const alphas = roots.map((root) => fround(fround(fround(root - last) * stretch) ** 2))
  return alphas.map((a, i) => fround(1 - (i === 0 ? a : fround(a / (alphas[i - 1] as number)))))
}
