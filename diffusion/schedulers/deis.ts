import { defineScheduler } from '../define-scheduler.ts'
import { convert, planLogSnr, ratesAt } from '../log-snr.ts'
import { offsetOption, orderOption, sigmaOptions, spacingOption, toggle, trainingDefaults } from '../options.ts'
import { toClean } from '../prediction.ts'
import { combine } from '../samples.ts'
import type { Samples, SchedulerConfig } from '../scheduler.ts'
import { choice, flag, number, requireOff } from '../settings.ts'
import { openTimesteps } from '../spacing.ts'

/** Exponential integrator whose noise is a polynomial in log sigma. */
export default defineScheduler({
  id: 'deis',
  title: 'DEIS',
  source: 'Zhang and Chen 2022, Fast Sampling of Diffusion Models with Exponential Integrator, arXiv 2204.13902',
  diffusersClass: 'DEISMultistepScheduler',
  options: [
    orderOption('How many earlier steps shape the next.'),
    spacingOption('linspace'),
    offsetOption,
    ...sigmaOptions,
    toggle('lower_order_final', 'Lower order at the end', 'Steadies runs of fewer than 15 steps.', true),
  ],
  defaults: {
    ...trainingDefaults,
    solver_order: 2,
    thresholding: false,
    dynamic_thresholding_ratio: 0.995,
    sample_max_value: 1,
    algorithm_type: 'deis',
    solver_type: 'logrho',
    lower_order_final: true,
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    use_flow_sigmas: false,
    flow_shift: 1,
    timestep_spacing: 'linspace',
    steps_offset: 0,
    use_dynamic_shifting: false,
    time_shift_type: 'exponential',
  },
  order: (config) => number(config, 'solver_order'),

  plan(config, steps) {
    requireOff(config, 'use_flow_sigmas', 'use_dynamic_shifting')
    // The other solvers' values: a configuration that they saved is read as DEIS's own.
    choice(config, 'algorithm_type', ['deis', 'dpmsolver', 'dpmsolver++'])
    choice(config, 'solver_type', ['logrho', 'midpoint', 'heun', 'bh1', 'bh2'])
    const ends = { ...config, final_sigmas_type: 'sigma_min', rescale_betas_zero_snr: false }
    return planLogSnr(ends, steps, (last) => openTimesteps(config, steps, last), true)
  },

  async advance({ step, x, history, config, schedule, call }) {
    const { sigmas, steps } = schedule
    const now = ratesAt(sigmas, step)
    const to = ratesAt(sigmas, step + 1)
    const clean = convert('clean', config, x, await call(x, step), now)
    const epsilon = combine([1 / now.sigma, x], [-now.alpha / now.sigma, clean])
    const values = [...history, epsilon]
    const order = orderAt(config, step, steps)
    const logs = Array.from({ length: order }, (_, back) => Math.log(sigmas[step - back] as number))
    // In y = x / alpha the ODE is dy / dsigma = epsilon.
    const terms = logs.map((_, i): [number, Samples] => [
      to.alpha * integrate(logs, i, sigmas[step] as number, sigmas[step + 1] as number),
      values.at(-1 - i) as Samples,
    ])
    return {
      sample: combine([to.alpha / now.alpha, x], ...terms),
      clean: toClean('sample', x, clean, 1, 0),
      history: values.slice(1 - number(config, 'solver_order') || values.length),
    }
  },
})

function orderAt(config: SchedulerConfig, step: number, steps: number): number {
  const short = flag(config, 'lower_order_final') && steps < 15
  if (short && step === steps - 1) return 1
  const order = Math.min(number(config, 'solver_order'), step + 1)
  return short && step === steps - 2 ? Math.min(order, 2) : order
}

/** ∫ dsigma of the polynomial in u = log sigma that is 1 at the i-th node and 0 at the others, of degree two at most. */
function integrate(nodes: readonly number[], i: number, from: number, to: number): number {
  const own = nodes[i] as number
  const [b, c] = nodes.filter((_, j) => j !== i)
  const primitive = (sigma: number) => {
    const u = Math.log(sigma)
    if (b === undefined) return sigma
    if (c === undefined) return (sigma * (u - 1 - b)) / (own - b)
    return (sigma * (u * u - 2 * u + 2 - (b + c) * (u - 1) + b * c)) / ((own - b) * (own - c))
  }
  return primitive(to) - primitive(from)
}
