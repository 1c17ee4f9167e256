import { SaidError, say } from '../../workflow/said/said.ts'
import { defineScheduler } from '../define-scheduler.ts'
import { integrate, type Node } from '../dpm-solver.ts'
import { convert, planLogSnr, ratesAt } from '../log-snr.ts'
import {
  choose,
  finalSigmaOption,
  offsetOption,
  orderOption,
  sigmaOptions,
  spacingOption,
  toggle,
  trainingDefaults,
  zeroSnrOption,
} from '../options.ts'
import { toClean } from '../prediction.ts'
import type { SchedulerConfig } from '../scheduler.ts'
import { choice, flag, number, requireOff } from '../settings.ts'
import { openTimesteps } from '../spacing.ts'

const algorithms = ['dpmsolver++', 'sde-dpmsolver++', 'dpmsolver', 'sde-dpmsolver', 'deis'] as const
const solverTypes = ['midpoint', 'heun', 'logrho', 'bh1', 'bh2'] as const

/** DPM-Solver++ in its multistep form, and the older DPM-Solver; both also as solvers of the SDE. */
export default defineScheduler({
  id: 'dpm-solver-multistep',
  title: 'DPM-Solver++ 2M',
  rank: 1,
  source: 'Lu et al. 2022, DPM-Solver++, arXiv 2211.01095, algorithm 2',
  diffusersClass: 'DPMSolverMultistepScheduler',
  options: [
    orderOption('2 for guided runs, 3 for unguided.'),
    choose('algorithm_type', 'Algorithm', 'What is integrated, and whether noise is added.', 'dpmsolver++', [
      ['dpmsolver++', 'DPM-Solver++'],
      ['sde-dpmsolver++', 'SDE DPM-Solver++'],
      ['dpmsolver', 'DPM-Solver'],
      ['sde-dpmsolver', 'SDE DPM-Solver'],
    ]),
    choose('solver_type', 'Second-order form', 'How the second-order step is built.', 'midpoint', [
      ['midpoint', 'Midpoint'],
      ['heun', 'Heun'],
    ]),
    spacingOption('linspace'),
    offsetOption,
    ...sigmaOptions,
    toggle('use_lu_lambdas', 'Lu lambdas', 'Steps uniform in log signal-to-noise ratio.', false),
    toggle('lower_order_final', 'Lower order at the end', 'Steadies runs of fewer than 15 steps.', true),
    toggle('euler_at_final', 'Euler at the end', 'The last step is of first order.', false),
    finalSigmaOption,
    zeroSnrOption,
  ],
  defaults: {
    ...trainingDefaults,
    solver_order: 2,
    thresholding: false,
    dynamic_thresholding_ratio: 0.995,
    sample_max_value: 1,
    algorithm_type: 'dpmsolver++',
    solver_type: 'midpoint',
    lower_order_final: true,
    euler_at_final: false,
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    use_lu_lambdas: false,
    use_flow_sigmas: false,
    flow_shift: 1,
    final_sigmas_type: 'zero',
    lambda_min_clipped: null,
    variance_type: null,
    timestep_spacing: 'linspace',
    steps_offset: 0,
    rescale_betas_zero_snr: false,
    use_dynamic_shifting: false,
    time_shift_type: 'exponential',
  },
  stochastic: (config) => String(config.algorithm_type).startsWith('sde'),
  // Third order is so in name: the published step takes half of the second derivative (see integrate).
  order: (config) =>
    String(config.algorithm_type).startsWith('sde') ? 1 : Math.min(number(config, 'solver_order'), 2),

  plan(config, steps) {
    requireOff(config, 'use_flow_sigmas', 'use_dynamic_shifting', 'variance_type')
    const algorithm = choice(config, 'algorithm_type', algorithms)
    choice(config, 'solver_type', solverTypes)
    if (!algorithm.endsWith('++') && config.final_sigmas_type === 'zero')
      throw new SaidError(say('zeroWithAlgorithm', { algorithm }))
    if (algorithm === 'sde-dpmsolver' && number(config, 'solver_order') > 2) throw new SaidError(say('orderTooHigh'))
    return planLogSnr(config, steps, (last) => openTimesteps(config, steps, last))
  },

  async advance({ step, x, history, config, shape, schedule, call, noise }) {
    const { sigmas, steps } = schedule
    const now = ratesAt(sigmas, step)
    const algorithm = normalAlgorithm(config)
    const output = await call(x, step)
    const value = convert(algorithm.endsWith('++') ? 'clean' : 'noise', { config, x, shape }, output, now)
    const order = orderAt(config, history.length, step, steps)
    const values = [...history, value]
    const nodes: Node[] = []
    for (let back = 0; back < order; back++)
      nodes.push({ lambda: ratesAt(sigmas, step - back).lambda, value: values.at(-1 - back) as typeof value })
    const sample = integrate({
      algorithm,
      heun: config.solver_type === 'heun',
      singlestep: false,
      x,
      from: now,
      to: ratesAt(sigmas, step + 1),
      nodes,
      noise: algorithm.startsWith('sde') ? noise() : undefined,
    })
    const clean = algorithm.endsWith('++') ? value : toClean('epsilon', x, value, now.alpha, now.sigma)
    return { sample, clean, history: values.slice(1 - number(config, 'solver_order') || values.length) }
  },
})

function normalAlgorithm(config: SchedulerConfig): Exclude<(typeof algorithms)[number], 'deis'> {
  const algorithm = choice(config, 'algorithm_type', algorithms)
  // A configuration that was saved by DEIS: diffusers reads it as this.
  return algorithm === 'deis' ? 'dpmsolver++' : algorithm
}

/** The order of a step: lower while the history is short, and at the end of short runs. */
function orderAt(config: SchedulerConfig, known: number, step: number, steps: number): number {
  const short = flag(config, 'lower_order_final') && steps < 15
  const last = step === steps - 1
  if (last && (flag(config, 'euler_at_final') || short || config.final_sigmas_type === 'zero')) return 1
  const order = Math.min(number(config, 'solver_order'), known + 1)
  return step === steps - 2 && short ? Math.min(order, 2) : order
}
