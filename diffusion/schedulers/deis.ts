import { type Advance, defineScheduler } from '../define-scheduler.ts'
import * as float32 from '../float32.ts'
import { convert, planLogSnr, type Rates, ratesAt } from '../log-snr.ts'
import { offsetOption, orderOption, sigmaOptions, spacingOption, toggle, trainingDefaults } from '../options.ts'
import { toClean } from '../prediction.ts'
import { combine } from '../samples.ts'
import type { Samples, SchedulerConfig } from '../scheduler.ts'
import { choice, flag, number, requireOff } from '../settings.ts'
import { openTimesteps } from '../spacing.ts'

const { fround } = Math

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

  async advance({ step, x, history, config, shape, schedule, call }) {
    const { sigmas, steps } = schedule
    const now = ratesAt(sigmas, step)
    const to = ratesAt(sigmas, step + 1)
    const clean = convert('clean', { config, x, shape }, await call(x, step), now)
    const epsilon = combine([1 / now.sigma, x], [-now.alpha / now.sigma, clean])
    const values = [...history, epsilon]
    const order = orderAt(config, history.length, step, steps)
    const advanced = (sample: Samples): Advance => ({
      sample,
      clean: toClean('sample', x, clean, 1, 0),
      history: values.slice(1 - number(config, 'solver_order') || values.length),
    })
    // In y = x / alpha the ODE is dy / dsigma = epsilon.
    if (order === 1) {
      const h = fround(to.lambda - now.lambda)
      const weight = fround(to.sigma * fround(float32.exp(h) - 1))
      return advanced(combine([fround(to.alpha / now.alpha), x], [-weight, epsilon]))
    }
    const nodes = Array.from({ length: order }, (_, back) => ratioOf(ratesAt(sigmas, step - back)))
    const terms = nodes.map((_, i): [number, Samples] => [
      to.alpha * integrate(nodes, i, nodes[0] as number, ratioOf(to)),
      values.at(-1 - i) as Samples,
    ])
    return advanced(combine([to.alpha / now.alpha, x], ...terms))
  },
})

/** Noise over signal, as the rates round it. */
function ratioOf({ alpha, sigma }: Rates): number {
  return fround(sigma / alpha)
}

function orderAt(config: SchedulerConfig, known: number, step: number, steps: number): number {
  const short = flag(config, 'lower_order_final') && steps < 15
  if (short && step === steps - 1) return 1
  const order = Math.min(number(config, 'solver_order'), known + 1)
  return short && step === steps - 2 ? Math.min(order, 2) : order
}

/** ∫ dsigma of the polynomial in u = log sigma that is 1 at the i-th node and 0 at the others, of degree two at most. */
function integrate(nodes: readonly number[], i: number, from: number, to: number): number {
  return fround(primitive(to, nodes, i) - primitive(from, nodes, i))
}

function primitive(t: number, nodes: readonly number[], i: number): number {
  // diffusers names the nodes in a circle: after the last comes the first.
  const logs = nodes.map((_, k) => float32.numpyLog(nodes[(i + k) % nodes.length] as number))
  const [b, c, d] = logs as [number, number, number?]
  const u = float32.numpyLog(t)
  if (d === undefined) return fround(fround(t * fround(fround(u - c) - 1)) / fround(b - c))
  const first = fround(c * fround(fround(d - u) + 1))
  const square = fround(u * u)
  const sum = fround(fround(fround(fround(fround(first - fround(d * u)) + d) + square) - 2 * u) + 2)
  return fround(fround(t * sum) / fround(fround(b - c) * fround(b - d)))
}
