import { describe, expect, test } from 'vitest'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Denoise, Samples, Scheduler, SchedulerConfig, SolverState } from '../../diffusion/scheduler.ts'
import { interpolate } from '../../diffusion/sigma-spacing.ts'
import { trainingAlphas, trainingSigmas } from '../../diffusion/training.ts'
import { allSchedulers } from './all-schedulers.ts'

/**
 * Data that is normal with standard deviation s: the best network's answer is linear and the probability-flow ODE has
 * the solution x(sigma) ∝ sqrt(s² + sigma²) in the space x = x0 + sigma · epsilon.
 */
const s = 0.5
const train = 20_000
const training: SchedulerConfig = {
  num_train_timesteps: train,
  beta_start: 0.00085 / 20,
  beta_end: 0.012 / 20,
  beta_schedule: 'scaled_linear',
  clip_sample: false,
  skip_prk_steps: true,
}

const table = trainingSigmas(trainingAlphas(training))

const denoise: Denoise = async (x, t) => {
  const sigma = interpolate(table, t)
  return x.map((v) => (v * sigma * Math.sqrt(sigma * sigma + 1)) / (s * s + sigma * sigma))
}

/**
 * The largest relative error at every sixth step above sigma 0.3. Between them, singlestep solvers of order 2 and 3
 * are inside a group, where the sample is only a stage.
 */
async function errorOf(scheduler: Scheduler, config: SchedulerConfig, steps: number): Promise<number> {
  const schedule = scheduler.plan(config, steps)
  const inSigmaSpace = schedule.initNoiseSigma > 1
  const exact = (sigma: number) => Math.sqrt(s * s + sigma * sigma) / (inSigmaSpace ? 1 : Math.sqrt(1 + sigma * sigma))
  let state: SolverState = scheduler.start(schedule, Float64Array.of(1))
  const [first] = schedule.levels
  const unit = (state.sample[0] as number) / exact((first as { sigma: number }).sigma)
  let worst = 0
  for (const level of schedule.levels) {
    if (level.sigma < 0.3) break
    const ratio = (state.sample[0] as number) / unit / exact(level.sigma)
    if (state.step % 6 === 0) worst = Math.max(worst, Math.abs(ratio - 1))
    state = await scheduler.step(state, schedule, denoise, (n): Samples => new Float64Array(n))
  }
  return worst
}

const settings = [...allSchedulers].flatMap(([id, scheduler]) => {
  const orders = 'solver_order' in scheduler.defaults ? [1, 2, 3] : [undefined]
  return orders
    .map((order) => resolveConfig(scheduler, training, order === undefined ? {} : { solver_order: order }))
    .filter((config) => !scheduler.stochastic(config))
    .map((config) => [`${id} of order ${scheduler.order(config)}`, scheduler, config] as const)
})

describe('the order of accuracy is the claimed one', () => {
  test.each(settings)('%s', async (_title, scheduler, config) => {
    // DEIS of third order divides differences of logarithms that are rounded to float32, as diffusers' are: from about
    // 48 steps on that rounding is what is left of its error, and grows.
    const steps = scheduler.id === 'deis' && scheduler.order(config) === 3 ? 18 : 48
    const [coarse, fine] = [await errorOf(scheduler, config, steps), await errorOf(scheduler, config, 2 * steps)]
    const measured = Math.log2(coarse / fine)
    expect(measured).toBeGreaterThan(scheduler.order(config) - 0.35)
  })
})
