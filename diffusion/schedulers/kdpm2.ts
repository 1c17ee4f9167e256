import { defineScheduler } from '../define-scheduler.ts'
import { middle, midpointDefaults, midpointStep, planMidpoints } from '../midpoint.ts'
import { offsetOption, sigmaOptions, spacingOption } from '../options.ts'

/** DPM-Solver-2 in sigma: a step by way of the geometric mean of its two levels. */
export default defineScheduler({
  id: 'kdpm2',
  title: 'KDPM2',
  source:
    'Karras et al. 2022, arXiv 2206.00364, algorithm 2 with the midpoint of DPM-Solver-2 (Lu et al. 2022, arXiv 2206.00927)',
  diffusersClass: 'KDPM2DiscreteScheduler',
  options: [spacingOption('linspace'), offsetOption, ...sigmaOptions],
  defaults: midpointDefaults,
  order: () => 2,

  plan: (config, steps) =>
    planMidpoints(config, steps, (sigmas, i) => middle(sigmas[i + 1] as number, sigmas[i] as number)),

  async advance(run) {
    const { step, schedule } = run
    const { sigma } = schedule.levels[step] as { sigma: number }
    const next = schedule.levels[step + 1]?.sigma ?? 0
    return midpointStep(run, next, middle(next, sigma))
  },
})
