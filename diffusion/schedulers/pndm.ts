import { SaidError, say } from '../../workflow/said/said.ts'
import { alphaOr, planAlphas } from '../alpha-levels.ts'
import { defineScheduler, type Run } from '../define-scheduler.ts'
import * as float32 from '../float32.ts'
import { offsetOption, spacingOption, toggle, trainingDefaults } from '../options.ts'
import { predictionType, toClean, toNoise } from '../prediction.ts'
import { combine } from '../samples.ts'
import type { Samples } from '../scheduler.ts'
import { flag } from '../settings.ts'
import { spacedTimesteps } from '../spacing.ts'
import { trainingAlphas } from '../training.ts'

const { fround } = Math

/** Adams-Bashforth weights of the newest output and those before it, by how many there are. */
const multistep: readonly (readonly number[])[] = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
]

/** Pseudo linear multistep of fourth order; begun with Heun's step, or with three Runge-Kutta steps. */
export default defineScheduler({
  id: 'pndm',
  title: 'PNDM',
  source: 'Liu et al. 2022, Pseudo Numerical Methods for Diffusion Models on Manifolds, arXiv 2202.09778',
  diffusersClass: 'PNDMScheduler',
  options: [
    spacingOption('leading'),
    offsetOption,
    toggle('skip_prk_steps', 'Skip Runge-Kutta', 'Begins without the first three steps of four calls each.', false),
    toggle(
      'set_alpha_to_one',
      'End at zero noise',
      'The last step ends without noise rather than at the lowest level.',
      false,
    ),
  ],
  defaults: {
    ...trainingDefaults,
    skip_prk_steps: false,
    set_alpha_to_one: false,
    timestep_spacing: 'leading',
    steps_offset: 0,
  },
  // Heun's first step is of second order and so are the multistep ones that still lack history: they bound the whole.
  order: () => 2,

  plan(config, steps) {
    predictionType(config, ['epsilon', 'v_prediction'])
    const times = spacedTimesteps(config, steps)
    const plan = planAlphas(config, times)
    if (flag(config, 'skip_prk_steps')) {
      const [first, second, ...rest] = times
      if (first === undefined || second === undefined) return plan
      const timesteps = [first, second, second, ...rest]
      return { ...plan, timesteps, firstCalls: times.map((_, i) => (i === 0 ? 0 : i + 1)) }
    }
    if (steps < 4) throw new SaidError(say('pndmTooFewSteps', { steps }))
    const half = Math.floor(strideOf(trainingAlphas(config).length, steps) / 2)
    const starts = times.slice(0, 3).flatMap((t, i) => {
      const to = times[i + 1] as number
      return [t, to + half, to + half, to]
    })
    return {
      ...plan,
      timesteps: [...starts, ...times.slice(3)],
      firstCalls: times.map((_, i) => (i < 3 ? 4 * i : i + 9)),
    }
  },

  async advance(run) {
    const { step, x, history, config, schedule, call } = run
    if (!flag(config, 'skip_prk_steps') && step < 3) return rungeKutta(run)
    const t = (schedule.levels[step] as { t: number }).t
    const stride = strideOf(trainingAlphas(config).length, schedule.steps)
    const heun = step === 0 && schedule.steps > 1
    const n = flag(config, 'skip_prk_steps') ? (step === 0 ? 0 : step + 1) : step + 9
    const outputs = [...history, await call(x, n)]
    const slope = weigh(outputs)
    const ahead = transfer(run, x, slope, t, t - stride)
    if (!heun) return { ...ahead, history: outputs.slice(-3) }
    const second = await call(ahead.sample, 1)
    // diffusers counts this second half from one stride above the second timestep, which is where the first began.
    const from = (schedule.timesteps[1] as number) + stride
    const mean = combine([0.5, second], [0.5, slope])
    return { ...transfer(run, x, mean, from, from - stride), history: outputs }
  },
})

function strideOf(train: number, steps: number): number {
  return Math.floor(train / steps)
}

function weigh(outputs: readonly Samples[]): Samples {
  const newestFirst = outputs.toReversed()
  const weights = multistep[newestFirst.length - 1] as readonly number[]
  return combine(...newestFirst.map((output, i): [number, Samples] => [weights[i] as number, output]))
}

/** Four calls with the weights 1/6, 1/3, 1/3, 1/6 (equation 13 of the paper). */
async function rungeKutta(run: Run): Promise<{ sample: Samples; clean: Samples; history: readonly Samples[] }> {
  const { step, x, history, config, schedule, call } = run
  const half = Math.floor(strideOf(trainingAlphas(config).length, schedule.steps) / 2)
  const at = (i: number) => schedule.timesteps[4 * step + i] as number
  const first = await call(x, 4 * step)
  const second = await call(transfer(run, x, first, at(0), at(0) - half).sample, 4 * step + 1)
  const third = await call(transfer(run, x, second, at(0), at(1)).sample, 4 * step + 2)
  const fourth = await call(transfer(run, x, third, at(0), at(2) - half).sample, 4 * step + 3)
  const mean = combine([1 / 6, first], [1 / 3, second], [1 / 3, third], [1 / 6, fourth])
  return { ...transfer(run, x, mean, at(0), at(3)), history: [...history, first] }
}

/** The sample moved from one timestep to another along the network's output (equation 11), and its x0. */
function transfer(
  { config }: Run,
  x: Samples,
  output: Samples,
  from: number,
  to: number,
): { sample: Samples; clean: Samples } {
  const alphas = trainingAlphas(config)
  const now = alphas[Math.min(from, alphas.length - 1)] as number
  const next = alphaOr(alphas, to, config)
  const noise = fround(1 - now)
  const [alpha, sigma] = [float32.sqrt(now), float32.sqrt(noise)]
  const type = predictionType(config)
  const epsilon = toNoise(type, x, output, alpha, sigma)
  const product = fround(fround(now * noise) * next)
  const denominator = fround(fround(now * float32.sqrt(fround(1 - next))) + float32.sqrt(product))
  return {
    sample: combine([float32.sqrt(fround(next / now)), x], [-fround(next - now) / denominator, epsilon]),
    clean: toClean(type, x, output, alpha, sigma),
  }
}
