import { alphaAfter, planAlphas } from '../alpha-levels.ts'
import { defineScheduler } from '../define-scheduler.ts'
import * as float32 from '../float32.ts'
import { thresholded } from '../log-snr.ts'
import { offsetOption, spacingOption, toggle, trainingDefaults, zeroSnrOption } from '../options.ts'
import { predictionType, toClean, toNoise } from '../prediction.ts'
import { clamp, combine } from '../samples.ts'
import { flag, number } from '../settings.ts'
import { spacedTimesteps } from '../spacing.ts'

const { fround } = Math

/** Denoising diffusion implicit models, with `eta` between the ODE (0) and DDPM's noise (1). */
export default defineScheduler({
  id: 'ddim',
  title: 'DDIM',
  rank: 2,
  source: 'Song, Meng and Ermon 2020, Denoising Diffusion Implicit Models, arXiv 2010.02502',
  diffusersClass: 'DDIMScheduler',
  options: [
    spacingOption('leading'),
    offsetOption,
    {
      name: 'eta',
      title: 'Eta',
      about: "Noise added in each step: 0 none, 1 as much as DDPM. The pipeline's argument of that name.",
      kind: 'number',
      default: 0,
      min: 0,
      max: 1,
    },
    toggle(
      'clip_sample',
      'Clip sample',
      'Holds the estimate of the finished sample within a range. Not for latents.',
      true,
    ),
    toggle(
      'set_alpha_to_one',
      'End at zero noise',
      'The last step ends without noise rather than at the lowest level.',
      true,
    ),
    zeroSnrOption,
  ],
  defaults: {
    ...trainingDefaults,
    clip_sample: true,
    set_alpha_to_one: true,
    steps_offset: 0,
    thresholding: false,
    dynamic_thresholding_ratio: 0.995,
    clip_sample_range: 1,
    sample_max_value: 1,
    timestep_spacing: 'leading',
    rescale_betas_zero_snr: false,
    eta: 0,
  },
  stochastic: (config) => number(config, 'eta') > 0,
  order: () => 1,

  plan: (config, steps) => planAlphas(config, spacedTimesteps(config, steps)),

  async advance({ step, x, config, shape, schedule, call, noise }) {
    const { now, next } = alphaAfter(schedule, step)
    const [alpha, sigma] = [float32.sqrt(now), float32.sqrt(fround(1 - now))]
    const type = predictionType(config)
    const output = await call(x, step)
    const epsilon = toNoise(type, x, output, alpha, sigma)
    let clean = thresholded({ config, shape }, toClean(type, x, output, alpha, sigma))
    if (!flag(config, 'thresholding') && flag(config, 'clip_sample'))
      clean = clamp(clean, number(config, 'clip_sample_range'))
    // Equation 16, then equation 12.
    const eta = number(config, 'eta')
    const variance = fround(fround(fround(1 - next) / fround(1 - now)) * fround(1 - fround(now / next)))
    const deviation = fround(fround(eta) * float32.sqrt(Math.max(variance, 0)))
    const rest = fround(fround(1 - next) - fround(deviation * deviation))
    const ode = combine([float32.sqrt(next), clean], [float32.sqrt(Math.max(rest, 0)), epsilon])
    return { sample: eta > 0 ? combine([1, ode], [deviation, noise()]) : ode, clean }
  },
})
