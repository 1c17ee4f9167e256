import { defineScheduler } from '../define-scheduler.ts'
import { middle, midpointDefaults, midpointStep, planMidpoints } from '../midpoint.ts'
import { offsetOption, sigmaOptions, spacingOption } from '../options.ts'
import { combine } from '../samples.ts'
import { ancestral } from '../sigma-space.ts'

/** DPM-Solver-2 in sigma to below the next level, then fresh noise up to it. */
export default defineScheduler({
  id: 'kdpm2-ancestral',
  title: 'KDPM2 ancestral',
  source: 'Karras et al. 2022, arXiv 2206.00364, algorithm 2 with the midpoint of DPM-Solver-2 and ancestral noise',
  diffusersClass: 'KDPM2AncestralDiscreteScheduler',
  options: [spacingOption('linspace'), offsetOption, ...sigmaOptions],
  defaults: midpointDefaults,
  stochastic: () => true,
  order: () => 1,

  plan: (config, steps) =>
    planMidpoints(config, steps, (sigmas, i) => {
      const sigma = sigmas[i] as number
      return middle(sigma, ancestral(sigma, sigmas[i + 1] as number).down)
    }),

  async advance(run) {
    const { step, schedule, noise } = run
    const [now, next] = schedule.levels.slice(step, step + 2)
    if (!now || !next) return midpointStep(run, 0, 0)
    const { down, up } = ancestral(now.sigma, next.sigma)
    const { sample, clean } = await midpointStep(run, down, middle(now.sigma, down))
    return { sample: combine([1, sample], [up, noise()]), clean }
  },
})
