import { defineScheduler } from '../define-scheduler.ts'
import { offsetOption, sigmaOptions, spacingOption, trainingDefaults } from '../options.ts'
import { combine } from '../samples.ts'
import type { Samples } from '../scheduler.ts'
import { cleanAt, planSigmas, scaleInput, sigmaLevels, slope } from '../sigma-space.ts'

/** How many slopes a step looks at. */
const depth = 4

/** Linear multistep (Adams-Bashforth on uneven levels) of fourth order in sigma. */
export default defineScheduler({
  id: 'lms',
  title: 'LMS',
  source: 'Crowson 2022, k-diffusion, sample_lms; Karras et al. 2022, arXiv 2206.00364, equation 3',
  diffusersClass: 'LMSDiscreteScheduler',
  options: [spacingOption('linspace'), offsetOption, ...sigmaOptions],
  defaults: {
    ...trainingDefaults,
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    timestep_spacing: 'linspace',
    steps_offset: 0,
  },
  // The first steps lack history; the rest is of fourth order.
  order: () => 3,

  plan(config, steps) {
    const { sigmas, timesteps } = sigmaLevels(config, steps)
    return planSigmas(config, sigmas, [...sigmas, 0], timesteps)
  },

  async advance({ step, x, history, config, schedule, call }) {
    const { sigmas } = schedule
    const sigma = sigmas[step] as number
    const clean = cleanAt(config, x, await call(scaleInput(x, sigma), step), sigma)
    const slopes = [...history, slope(x, clean, sigma)]
    const nodes = slopes.map((_, i) => sigmas[step - slopes.length + 1 + i] as number)
    const terms = slopes.map((values, i): [number, Samples] => [
      integrateLagrange(nodes, i, sigma, sigmas[step + 1] as number),
      values,
    ])
    return { sample: combine([1, x], ...terms), clean, history: slopes.slice(1 - depth) }
  },
})

/** ∫ of the polynomial that is 1 at the i-th node and 0 at the others: exact, by Gauss's three points for degree 5. */
function integrateLagrange(nodes: readonly number[], i: number, from: number, to: number): number {
  const half = (to - from) / 2
  const points = [
    [-Math.sqrt(3 / 5), 5 / 9],
    [0, 8 / 9],
    [Math.sqrt(3 / 5), 5 / 9],
  ] as const
  const own = nodes[i] as number
  const value = (at: number) => nodes.reduce((p, node, j) => (j === i ? p : (p * (at - node)) / (own - node)), 1)
  return points.reduce((sum, [u, weight]) => sum + half * weight * value((from + to) / 2 + half * u), 0)
}
