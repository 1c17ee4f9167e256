import { defineScheduler } from '../define-scheduler.ts'
import { offsetOption, sigmaOptions, spacingOption, trainingDefaults } from '../options.ts'
import { combine } from '../samples.ts'
import type { Samples } from '../scheduler.ts'
import { cleanAt, planSigmas, scaleInput, sigmaLevels, slope } from '../sigma-space.ts'

const { fround } = Math

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
    const { sigmas, timesteps } = sigmaLevels(config, steps, { times: 'double' })
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

/**
 * ∫ of the polynomial that is 1 at the i-th node and 0 at the others. Gauss's 11 points would do for any degree; it is
 * taken at Kronrod's 21 all the same, since diffusers has QUADPACK add up values that it rounds to float32.
 */
function integrateLagrange(nodes: readonly number[], i: number, from: number, to: number): number {
  const own = nodes[i] as number
  const others = nodes.filter((_, j) => j !== i).toReversed()
  const value = (at: number) =>
    others.reduce((p, node) => fround(p * fround(fround(fround(at) - node) / fround(own - node))), 1)
  const [middle, half] = [(from + to) / 2, (to - from) / 2]
  const sum = kronrod.reduce(
    (total, [node, weight]) =>
      total + weight * (node === 0 ? value(middle) : value(middle - half * node) + value(middle + half * node)),
    0,
  )
  return sum * half
}

/** Gauss and Kronrod's rule of 21 points on -1..1: those from 0 up, with their weights. */
const kronrod = [
  [0.9956571630258081, 0.011694638867371874],
  [0.9739065285171717, 0.032558162307964725],
  [0.9301574913557082, 0.054755896574351995],
  [0.8650633666889845, 0.07503967481091996],
  [0.7808177265864169, 0.09312545458369761],
  [0.6794095682990244, 0.10938715880229764],
  [0.5627571346686047, 0.12349197626206584],
  [0.4333953941292472, 0.13470921731147334],
  [0.2943928627014602, 0.14277593857706009],
  [0.14887433898163122, 0.14773910490133849],
  [0, 0.1494455540029169],
] as const
