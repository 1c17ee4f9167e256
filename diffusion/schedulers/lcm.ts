import { SaidError, say } from '../../workflow/said/said.ts'
import { alphaOr, planAlphas } from '../alpha-levels.ts'
import { defineScheduler } from '../define-scheduler.ts'
import * as float32 from '../float32.ts'
import { thresholded } from '../log-snr.ts'
import { toggle, trainingDefaults, zeroSnrOption } from '../options.ts'
import { predictionType, toClean } from '../prediction.ts'
import { clamp, combine } from '../samples.ts'
import { flag, number, wholeNumber } from '../settings.ts'
import { trainingAlphas } from '../training.ts'

const { fround } = Math

/** Multistep sampling of a latent consistency model: each step estimates the end, then goes back up with fresh noise. */
export default defineScheduler({
  id: 'lcm',
  title: 'LCM',
  source: 'Luo et al. 2023, Latent Consistency Models, arXiv 2310.04378, algorithm 3',
  diffusersClass: 'LCMScheduler',
  options: [
    {
      name: 'original_inference_steps',
      title: 'Distilled steps',
      about: 'Steps of the schedule that the network was distilled on: a run takes some of them.',
      kind: 'number',
      default: 50,
      min: 1,
      max: 1000,
      step: 1,
    },
    {
      name: 'timestep_scaling',
      title: 'Timestep scaling',
      about: 'How fast the consistency function leaves its boundary, the sample itself at timestep 0.',
      kind: 'number',
      default: 10,
      min: 0,
      max: 1000,
    },
    toggle(
      'clip_sample',
      'Clip sample',
      'Holds the estimate of the finished sample within a range. Not for latents.',
      false,
    ),
    zeroSnrOption,
  ],
  defaults: {
    ...trainingDefaults,
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    original_inference_steps: 50,
    clip_sample: false,
    clip_sample_range: 1,
    set_alpha_to_one: true,
    steps_offset: 0,
    thresholding: false,
    dynamic_thresholding_ratio: 0.995,
    sample_max_value: 1,
    timestep_spacing: 'leading',
    timestep_scaling: 10,
    rescale_betas_zero_snr: false,
  },
  stochastic: () => true,
  order: () => 1,

  plan(config, steps) {
    const train = wholeNumber(config, 'num_train_timesteps', 1)
    const original = wholeNumber(config, 'original_inference_steps', 1)
    if (original > train) throw new SaidError(say('originalBeyondTraining', { original, train }))
    if (steps > original) throw new SaidError(say('lcmTooManySteps', { steps, original }))
    const stride = Math.floor(train / original)
    const timesteps = Array.from(
      { length: steps },
      (_, i) => (original - Math.floor((i * original) / steps)) * stride - 1,
    )
    return planAlphas(config, timesteps)
  },

  async advance({ step, x, config, shape, schedule, call, noise }) {
    const alphas = trainingAlphas(config)
    const t = schedule.timesteps[step] as number
    const now = alphas[t] as number
    const output = await call(x, step)
    let x0 = thresholded(
      { config, shape },
      toClean(predictionType(config), x, output, float32.sqrt(now), float32.sqrt(fround(1 - now))),
    )
    if (!flag(config, 'thresholding') && flag(config, 'clip_sample'))
      x0 = clamp(x0, number(config, 'clip_sample_range'))
    // The boundary condition of consistency models (Song et al. 2023, arXiv 2303.01469, appendix C), sigma_data 0.5.
    const scaled = fround(t * fround(number(config, 'timestep_scaling')))
    const denominator = fround(fround(scaled * scaled) + 0.25)
    const clean = combine([fround(scaled / float32.sqrt(denominator)), x0], [fround(1 / denominator) * 0.25, x])
    const next = schedule.timesteps[step + 1]
    if (next === undefined) return { sample: clean, clean }
    const alpha = alphaOr(alphas, next, config)
    return { sample: combine([float32.sqrt(alpha), clean], [float32.sqrt(fround(1 - alpha)), noise()]), clean }
  },
})
