import { SaidError, say } from '../../workflow/said/said.ts'
import { defineScheduler } from '../define-scheduler.ts'
import { integrate, type Node } from '../dpm-solver.ts'
import { convert, planLogSnr, ratesAt } from '../log-snr.ts'
import { choose, finalSigmaOption, orderOption, sigmaOptions, toggle, trainingDefaults } from '../options.ts'
import { toClean } from '../prediction.ts'
import type { Samples, SchedulerConfig } from '../scheduler.ts'
import { choice, flag, number, requireOff } from '../settings.ts'
import { openTimesteps } from '../spacing.ts'

const algorithms = ['dpmsolver++', 'sde-dpmsolver++', 'dpmsolver', 'deis'] as const

/** DPM-Solver++ in groups of one to three steps, each group starting anew from one sample. */
export default defineScheduler({
  id: 'dpm-solver-singlestep',
  title: 'DPM-Solver++ 2S',
  source: 'Lu et al. 2022, DPM-Solver++, arXiv 2211.01095, algorithm 1',
  diffusersClass: 'DPMSolverSinglestepScheduler',
  options: [
    orderOption('How many steps make a group.'),
    choose('algorithm_type', 'Algorithm', 'What is integrated, and whether noise is added.', 'dpmsolver++', [
      ['dpmsolver++', 'DPM-Solver++'],
      ['sde-dpmsolver++', 'SDE DPM-Solver++'],
      ['dpmsolver', 'DPM-Solver'],
    ]),
    choose('solver_type', 'Higher-order form', 'How the steps of a group are joined.', 'midpoint', [
      ['midpoint', 'Midpoint'],
      ['heun', 'Heun'],
    ]),
    ...sigmaOptions,
    toggle('lower_order_final', 'Lower order at the end', 'Lets any number of steps be planned.', false),
    finalSigmaOption,
  ],
  defaults: {
    ...trainingDefaults,
    solver_order: 2,
    thresholding: false,
    dynamic_thresholding_ratio: 0.995,
    sample_max_value: 1,
    algorithm_type: 'dpmsolver++',
    solver_type: 'midpoint',
    lower_order_final: false,
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    use_flow_sigmas: false,
    flow_shift: 1,
    final_sigmas_type: 'zero',
    lambda_min_clipped: null,
    variance_type: null,
    use_dynamic_shifting: false,
    time_shift_type: 'exponential',
  },
  stochastic: (config) => String(config.algorithm_type).startsWith('sde'),
  order: (config) => (String(config.algorithm_type).startsWith('sde') ? 1 : number(config, 'solver_order')),

  plan(config, steps) {
    requireOff(config, 'use_flow_sigmas', 'use_dynamic_shifting', 'variance_type')
    const algorithm = choice(config, 'algorithm_type', algorithms)
    choice(config, 'solver_type', ['midpoint', 'heun', 'logrho', 'bh1', 'bh2'])
    if (algorithm === 'dpmsolver' && config.final_sigmas_type === 'zero')
      throw new SaidError(say('zeroWithAlgorithm', { algorithm }))
    const known = { ...config, timestep_spacing: 'linspace', rescale_betas_zero_snr: false }
    return planLogSnr(known, steps, (last) => openTimesteps(known, steps, last))
  },

  async advance({ step, x, history, config, shape, schedule, call, noise }) {
    const { sigmas, steps } = schedule
    const now = ratesAt(sigmas, step)
    const chosen = choice(config, 'algorithm_type', algorithms)
    const algorithm = chosen === 'deis' ? 'dpmsolver++' : chosen
    const predictsClean = algorithm.endsWith('++')
    const value = convert(predictsClean ? 'clean' : 'noise', { config, x, shape }, await call(x, step), now)
    // The history: the sample that the group started from, then its values. A run may begin in the middle of a group.
    const order = Math.min(orders(config, steps)[step] as number, Math.max(history.length, 1))
    const [start, ...values] = order === 1 ? [x] : (history as [Samples, ...Samples[]])
    const group = [...values, value]
    const sample = integrate({
      algorithm,
      heun: config.solver_type === 'heun',
      singlestep: true,
      x: start,
      from: ratesAt(sigmas, step - order + 1),
      to: ratesAt(sigmas, step + 1),
      nodes: group.map((v, i): Node => ({ lambda: ratesAt(sigmas, step - order + 1 + i).lambda, value: v })),
      noise: algorithm.startsWith('sde') ? noise() : undefined,
    })
    const clean = predictsClean ? value : toClean('epsilon', x, value, now.alpha, now.sigma)
    return { sample, clean, history: [start, ...group] }
  },
})

/** The order of each step: its place in its group. */
function orders(config: SchedulerConfig, steps: number): number[] {
  const order = number(config, 'solver_order')
  const zero = config.final_sigmas_type === 'zero'
  const list = Array.from({ length: steps }, (_, i) => (i % order) + 1)
  const lowers = flag(config, 'lower_order_final') || steps % order !== 0 || zero
  if (!lowers) return list
  // The last group is broken up, so that the run ends on a step of first order.
  if (order === 3 && steps % 3 === 0) list.splice(-3, 3, 1, 2, 1)
  if (order === 2 && steps % 2 === 0) list.splice(-2, 2, 1, 1)
  if (zero) list[steps - 1] = 1
  return list
}
