import { planAlphas } from '../alpha-levels.ts'
import { defineScheduler } from '../define-scheduler.ts'
import * as float32 from '../float32.ts'
import { thresholded } from '../log-snr.ts'
import { choose, offsetOption, spacingOption, toggle, trainingDefaults, zeroSnrOption } from '../options.ts'
import { predictionType, toClean } from '../prediction.ts'
import { clamp, combine } from '../samples.ts'
import type { SchedulerConfig } from '../scheduler.ts'
import { choice, flag, number } from '../settings.ts'
import { spacedTimesteps } from '../spacing.ts'
import { betaSchedules, trainingAlphas } from '../training.ts'

const { fround } = Math

const known = [...betaSchedules, 'sigmoid', 'laplace'] as const
const variances = ['fixed_small', 'fixed_small_log', 'fixed_large'] as const

/** Ancestral sampling of the denoising diffusion model that was trained. */
export default defineScheduler({
  id: 'ddpm',
  title: 'DDPM',
  source: 'Ho, Jain and Abbeel 2020, Denoising Diffusion Probabilistic Models, arXiv 2006.11239, algorithm 2',
  diffusersClass: 'DDPMScheduler',
  options: [
    spacingOption('leading'),
    offsetOption,
    choose('variance_type', 'Variance', 'How much noise a step adds.', 'fixed_small', [
      ['fixed_small', 'Small'],
      ['fixed_small_log', 'Small (log)'],
      ['fixed_large', 'Large'],
    ]),
    toggle(
      'clip_sample',
      'Clip sample',
      'Holds the estimate of the finished sample within a range. Not for latents.',
      true,
    ),
    zeroSnrOption,
  ],
  defaults: {
    ...trainingDefaults,
    variance_type: 'fixed_small',
    clip_sample: true,
    thresholding: false,
    dynamic_thresholding_ratio: 0.995,
    clip_sample_range: 1,
    sample_max_value: 1,
    timestep_spacing: 'leading',
    steps_offset: 0,
    rescale_betas_zero_snr: false,
  },
  stochastic: () => true,
  order: () => 1,

  plan(config, steps) {
    choice(config, 'variance_type', variances)
    return planAlphas(config, spacedTimesteps(config, steps), known)
  },

  async advance({ step, x, config, shape, schedule, call, noise }) {
    const alphas = trainingAlphas(config, known)
    const t = schedule.timesteps[step] as number
    const to = schedule.timesteps[step + 1]
    const now = alphas[t] as number
    const next = to === undefined ? 1 : (alphas[to] as number)
    const output = await call(x, step)
    let clean = thresholded(
      { config, shape },
      toClean(predictionType(config), x, output, float32.sqrt(now), float32.sqrt(fround(1 - now))),
    )
    if (!flag(config, 'thresholding') && flag(config, 'clip_sample'))
      clean = clamp(clean, number(config, 'clip_sample_range'))
    // Equation 7.
    const alpha = fround(now / next)
    const beta = fround(1 - alpha)
    const [noiseNow, noiseNext] = [fround(1 - now), fround(1 - next)]
    const mean = combine(
      [fround(fround(float32.sqrt(next) * beta) / noiseNow), clean],
      [fround(fround(float32.sqrt(alpha) * noiseNext) / noiseNow), x],
    )
    if (t === 0) return { sample: mean, clean }
    return { sample: combine([1, mean], [deviation(config, now, next, beta), noise()]), clean }
  },
})

function deviation(config: SchedulerConfig, now: number, next: number, beta: number): number {
  if (config.variance_type === 'fixed_large') return float32.sqrt(beta)
  const variance = Math.max(fround(fround(fround(1 - next) / fround(1 - now)) * beta), fround(1e-20))
  return config.variance_type === 'fixed_small_log'
    ? float32.exp(fround(0.5 * float32.log(variance)))
    : float32.sqrt(variance)
}
