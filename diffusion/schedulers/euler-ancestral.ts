import { defineScheduler } from '../define-scheduler.ts'
import { offsetOption, spacingOption, trainingDefaults, zeroSnrOption } from '../options.ts'
import { cast, combine } from '../samples.ts'
import { ancestral, cleanAt, planSigmas, scaleInput, sigmaLevels, slope } from '../sigma-space.ts'

/** Euler's method to below the next level, then fresh noise up to it. */
export default defineScheduler({
  id: 'euler-ancestral',
  title: 'Euler ancestral',
  rank: 4,
  source:
    'Karras et al. 2022, arXiv 2206.00364, with the ancestral step of Song et al. 2020, arXiv 2011.13456, appendix F',
  diffusersClass: 'EulerAncestralDiscreteScheduler',
  options: [spacingOption('linspace'), offsetOption, zeroSnrOption],
  defaults: { ...trainingDefaults, timestep_spacing: 'linspace', steps_offset: 0, rescale_betas_zero_snr: false },
  stochastic: () => true,
  order: () => 1,

  plan(config, steps) {
    const { sigmas, timesteps } = sigmaLevels(config, steps, { known: ['epsilon', 'v_prediction'] })
    return planSigmas(config, sigmas, [...sigmas, 0], timesteps)
  },

  async advance({ step, x, config, schedule, call, noise }) {
    const sigma = schedule.sigmas[step] as number
    const { down, up } = ancestral(sigma, schedule.sigmas[step + 1] as number)
    const output = await call(scaleInput(x, sigma), step)
    const from = cast(x)
    const clean = cleanAt(config, from, output, sigma, true)
    const ode = combine([1, from], [Math.fround(down - sigma), slope(from, clean, sigma)])
    return { sample: combine([1, ode], [up, noise()]), clean }
  },
})
