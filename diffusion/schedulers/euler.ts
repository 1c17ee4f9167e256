import { defineScheduler } from '../define-scheduler.ts'
import * as float32 from '../float32.ts'
import {
  choose,
  finalSigmaOption,
  offsetOption,
  sigmaOptions,
  spacingOption,
  trainingDefaults,
  zeroSnrOption,
} from '../options.ts'
import { cast, combine } from '../samples.ts'
import { choice } from '../settings.ts'
import { cleanAt, planSigmas, scaleInput, sigmaLevels, slope } from '../sigma-space.ts'
import { linearSpace } from '../training.ts'

/** Euler's method in sigma, without churn. */
export default defineScheduler({
  id: 'euler',
  title: 'Euler',
  rank: 3,
  source:
    'Karras et al. 2022, Elucidating the Design Space of Diffusion-Based Generative Models, arXiv 2206.00364, algorithm 2',
  diffusersClass: 'EulerDiscreteScheduler',
  options: [
    spacingOption('linspace'),
    offsetOption,
    ...sigmaOptions,
    choose('interpolation_type', 'Interpolation', 'How sigmas between training timesteps are found.', 'linear', [
      ['linear', 'Linear'],
      ['log_linear', 'Log-linear'],
    ]),
    choose('timestep_type', 'Timestep type', 'What the network is told: the timestep, or log sigma / 4.', 'discrete', [
      ['discrete', 'Discrete'],
      ['continuous', 'Continuous'],
    ]),
    finalSigmaOption,
    zeroSnrOption,
  ],
  defaults: {
    ...trainingDefaults,
    interpolation_type: 'linear',
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    sigma_min: null,
    sigma_max: null,
    timestep_spacing: 'linspace',
    timestep_type: 'discrete',
    steps_offset: 0,
    rescale_betas_zero_snr: false,
    final_sigmas_type: 'zero',
  },
  order: () => 1,

  plan(config, steps) {
    const even = choice(config, 'interpolation_type', ['linear', 'log_linear']) === 'log_linear'
    const { sigmas, timesteps, table } = sigmaLevels(config, steps, {
      base: even ? (training) => evenInLog(training, steps + 1) : undefined,
    })
    const lowest = table[0] as number
    const last = choice(config, 'final_sigmas_type', ['zero', 'sigma_min']) === 'zero' ? 0 : lowest
    const continuous =
      choice(config, 'timestep_type', ['discrete', 'continuous']) === 'continuous' &&
      config.prediction_type === 'v_prediction'
    const stepSigmas = sigmas.slice(0, steps)
    return planSigmas(
      config,
      stepSigmas,
      [...sigmas, last],
      continuous ? stepSigmas.map((sigma) => 0.25 * float32.log(sigma)) : timesteps,
    )
  },

  async advance({ step, x, config, schedule, call }) {
    const sigma = schedule.sigmas[step] as number
    const next = schedule.sigmas[step + 1] as number
    const output = await call(scaleInput(x, sigma), step)
    const from = cast(x)
    const clean = cleanAt(config, from, output, sigma, true)
    return { sample: combine([1, from], [Math.fround(next - sigma), slope(from, clean, sigma)]), clean }
  },
})

/** `count` levels from the highest in training to the lowest, even in log sigma. */
function evenInLog(table: Float64Array, count: number): number[] {
  const [high, low] = [float32.numpyLog(table.at(-1) as number), float32.numpyLog(table[0] as number)]
  return Array.from(linearSpace(high, low, count), float32.exp)
}
