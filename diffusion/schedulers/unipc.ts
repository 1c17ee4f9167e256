import { SaidError, say } from '../../workflow/said/said.ts'
import { defineScheduler } from '../define-scheduler.ts'
import * as float32 from '../float32.ts'
import { convert, planLogSnr, type Rates, ratesAt } from '../log-snr.ts'
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
import { combine } from '../samples.ts'
import type { Samples, SchedulerConfig } from '../scheduler.ts'
import { choice, flag, number, requireOff } from '../settings.ts'
import { solve } from '../solve.ts'
import { openTimesteps } from '../spacing.ts'

const { fround } = Math

const solverTypes = ['bh1', 'bh2', 'midpoint', 'heun', 'logrho'] as const

/** Unified predictor-corrector: each call of the network first corrects the step that led to it. */
export default defineScheduler({
  id: 'unipc',
  title: 'UniPC',
  source: 'Zhao et al. 2023, UniPC, arXiv 2302.04867, algorithms 5 and 7',
  diffusersClass: 'UniPCMultistepScheduler',
  options: [
    orderOption('2 for guided runs, 3 for unguided.'),
    choose('solver_type', 'B(h)', 'The function that scales the correction: bh1 under 10 steps, else bh2.', 'bh2', [
      ['bh1', 'bh1'],
      ['bh2', 'bh2'],
    ]),
    toggle('predict_x0', 'Integrate x0', 'Integrates the estimate of the finished sample rather than the noise.', true),
    spacingOption('linspace'),
    offsetOption,
    ...sigmaOptions,
    toggle('lower_order_final', 'Lower order at the end', 'Steadies the last steps.', true),
    finalSigmaOption,
    zeroSnrOption,
  ],
  defaults: {
    ...trainingDefaults,
    solver_order: 2,
    thresholding: false,
    dynamic_thresholding_ratio: 0.995,
    sample_max_value: 1,
    predict_x0: true,
    solver_type: 'bh2',
    lower_order_final: true,
    disable_corrector: [],
    solver_p: null,
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    use_flow_sigmas: false,
    flow_shift: 1,
    timestep_spacing: 'linspace',
    steps_offset: 0,
    final_sigmas_type: 'zero',
    rescale_betas_zero_snr: false,
    use_dynamic_shifting: false,
    time_shift_type: 'exponential',
    sigma_min: null,
    sigma_max: null,
    shift_terminal: null,
  },
  // The corrector gains an order on the predictor, but not on the last step, which no call follows.
  order: (config) => number(config, 'solver_order'),

  plan(config, steps) {
    requireOff(config, 'use_flow_sigmas', 'use_dynamic_shifting', 'solver_p', 'shift_terminal')
    choice(config, 'solver_type', solverTypes)
    if (!Array.isArray(config.disable_corrector)) throw new SaidError(say('correctorNoList'))
    if (config.final_sigmas_type === 'zero' && !flag(config, 'lower_order_final') && number(config, 'solver_order') > 1)
      throw new SaidError(say('zeroWithoutLowerOrder'))
    if (config.final_sigmas_type === 'zero' && !flag(config, 'predict_x0')) throw new SaidError(say('zeroWithoutX0'))
    return planLogSnr(config, steps, (last) => openTimesteps(config, steps, last), true)
  },

  async advance({ step, x, history, config, shape, schedule, call }) {
    const { sigmas, steps } = schedule
    const now = ratesAt(sigmas, step)
    const predictsClean = flag(config, 'predict_x0')
    const value = convert(predictsClean ? 'clean' : 'noise', { config, x, shape }, await call(x, step), now)
    // The history: the sample that the last step started from, then the values before this one.
    const [last, ...values] = history as [Samples, ...Samples[]]
    const move = (at: number, from: Samples, known: readonly Samples[], ahead?: Samples) =>
      unify({
        config,
        x: from,
        from: ratesAt(sigmas, at),
        to: ratesAt(sigmas, at + 1),
        lambdas: Array.from(
          { length: orderAt(config, known.length, at, steps) },
          (_, back) => ratesAt(sigmas, at - back).lambda,
        ),
        values: known.toReversed(),
        ahead,
      })
    const corrects = history.length > 0 && !(config.disable_corrector as readonly number[]).includes(step - 1)
    const corrected = corrects ? move(step - 1, last, values, value) : x
    const all = [...values, value]
    return {
      sample: move(step, corrected, all),
      clean: predictsClean ? value : toClean('epsilon', x, value, now.alpha, now.sigma),
      history: [corrected, ...all.slice(-number(config, 'solver_order'))],
    }
  },
})

function orderAt(config: SchedulerConfig, known: number, step: number, steps: number): number {
  const order = number(config, 'solver_order')
  return Math.min(flag(config, 'lower_order_final') ? Math.min(order, steps - step) : order, known)
}

interface Move {
  readonly config: SchedulerConfig
  readonly x: Samples
  readonly from: Rates
  readonly to: Rates
  /** Where the values were taken, the newest first; their number is the order. */
  readonly lambdas: readonly number[]
  readonly values: readonly Samples[]
  /** The value at `to`, when the move is a correction. */
  readonly ahead?: Samples | undefined
}

/** One step of UniP, or with `ahead` of UniC (equations 3 and 9). */
function unify({ config, x, from, to, lambdas, values, ahead }: Move): Samples {
  const predictsClean = flag(config, 'predict_x0')
  const h = fround(to.lambda - from.lambda)
  const hh = predictsClean ? -h : h
  const phi = float32.expm1(hh)
  const scale = choice(config, 'solver_type', solverTypes) === 'bh1' ? hh : phi
  const newest = values[0] as Samples
  const out = predictsClean ? to.alpha : to.sigma
  const keep = predictsClean ? fround(to.sigma / from.sigma) : fround(to.alpha / from.alpha)

  const ratios = lambdas.slice(1).map((lambda) => fround(fround(lambda - from.lambda) / h))
  const weights = ahead ? solveMoments([...ratios, 1], hh, scale) : predictorWeights(ratios, hh, scale)
  const terms: [number, Samples][] = [
    [keep, x],
    [-fround(out * phi), newest],
  ]
  const factor = -fround(out * scale)
  ratios.forEach((ratio, i) => {
    const weight = (factor * (weights[i] as number)) / ratio
    terms.push([weight, values[i + 1] as Samples], [-weight, newest])
  })
  if (ahead) {
    const weight = factor * (weights.at(-1) as number)
    terms.push([weight, ahead], [-weight, newest])
  }
  return combine(...terms)
}

/** The second-order predictor takes 1/2, which the paper finds equal to its own order. */
function predictorWeights(ratios: readonly number[], hh: number, scale: number): number[] {
  return ratios.length === 1 ? [0.5] : solveMoments(ratios, hh, scale)
}

/** Weights that match the integral's moments: R · weights = b; the first-order corrector takes 1/2. */
function solveMoments(ratios: readonly number[], hh: number, scale: number): number[] {
  if (ratios.length === 0) return []
  if (ratios.length === 1) return [0.5]
  const b: number[] = []
  let factorial = 1
  let phi = fround(fround(float32.expm1(hh) / hh) - 1)
  for (let i = 1; i <= ratios.length; i++) {
    b.push(fround(fround(phi * factorial) / scale))
    factorial *= i + 1
    phi = fround(fround(phi / hh) - fround(1 / factorial))
  }
  const matrix = b.map((_, power) => ratios.map((ratio) => fround(ratio ** power)))
  return solve(matrix, b)
}
