import { defineScheduler } from '../define-scheduler.ts'
import { offsetOption, sigmaOptions, spacingOption, toggle, trainingDefaults } from '../options.ts'
import { clamp, combine } from '../samples.ts'
import type { Samples, SchedulerConfig } from '../scheduler.ts'
import { flag, number } from '../settings.ts'
import { cleanAt, planSigmas, scaleInput, sigmaLevels, slope } from '../sigma-space.ts'
import { betaSchedules } from '../training.ts'

/** Heun's method in sigma, without churn: two calls of the network a step, one in the last. */
export default defineScheduler({
  id: 'heun',
  title: 'Heun',
  source:
    'Karras et al. 2022, Elucidating the Design Space of Diffusion-Based Generative Models, arXiv 2206.00364, algorithm 1',
  diffusersClass: 'HeunDiscreteScheduler',
  options: [
    spacingOption('linspace'),
    offsetOption,
    ...sigmaOptions,
    toggle(
      'clip_sample',
      'Clip sample',
      'Holds the estimate of the finished sample within a range. Not for latents.',
      false,
    ),
  ],
  defaults: {
    ...trainingDefaults,
    beta_start: 0.00085,
    beta_end: 0.012,
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    clip_sample: false,
    clip_sample_range: 1,
    timestep_spacing: 'linspace',
    steps_offset: 0,
  },
  order: () => 2,

  plan(config, steps) {
    const { sigmas, timesteps } = sigmaLevels(config, steps, { betaSchedules: [...betaSchedules, 'exp'] })
    const doubled = (values: readonly number[]) => values.flatMap((v, i) => (i === 0 ? [v] : [v, v]))
    const firstCalls = sigmas.map((_, i) => 2 * i)
    return planSigmas(config, sigmas, [...doubled(sigmas), 0], doubled(timesteps), firstCalls)
  },

  async advance({ step, x, config, schedule, call }) {
    const sigma = (schedule.levels[step] as { sigma: number }).sigma
    const next = schedule.levels[step + 1]?.sigma ?? 0
    const clean = held(config, cleanAt(config, x, await call(scaleInput(x, sigma), 2 * step), sigma))
    const first = slope(x, clean, sigma)
    const move = Math.fround(next - sigma)
    const ahead = combine([1, x], [move, first])
    if (next === 0) return { sample: ahead, clean }
    const cleanAhead = held(config, cleanAt(config, ahead, await call(scaleInput(ahead, next), 2 * step + 1), next))
    const second = slope(ahead, cleanAhead, next)
    return { sample: combine([1, x], [move / 2, first], [move / 2, second]), clean: cleanAhead }
  },
})

function held(config: SchedulerConfig, clean: Samples): Samples {
  return flag(config, 'clip_sample') ? clamp(clean, number(config, 'clip_sample_range')) : clean
}
