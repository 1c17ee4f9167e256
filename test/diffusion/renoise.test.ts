import { describe, expect, test } from 'vitest'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Denoise, Samples, SchedulerConfig } from '../../diffusion/scheduler.ts'
import { createTorchNoise } from '../../diffusion/torch-noise.ts'
import { allSchedulers } from './all-schedulers.ts'

const published: SchedulerConfig = {
  _class_name: 'DDIMScheduler',
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  num_train_timesteps: 1000,
  clip_sample: false,
  steps_offset: 1,
  skip_prk_steps: true,
}
const size = 64
const source = createTorchNoise(3)
const clean = source.normal(size).map((value) => 0.5 * value)
const noise = source.normal(size)

const distance = (a: Samples, b: Samples): number =>
  Math.sqrt(Array.from(a, (value, i) => (value - (b[i] as number)) ** 2).reduce((sum, each) => sum + each) / a.length)

describe.each([...allSchedulers])('%s', (_, scheduler) => {
  const config = resolveConfig(scheduler, published, {})
  const plan = scheduler.plan(config, 12)

  test('a sample taken back to a level has the signal and the noise of that level', () => {
    for (const [step, { sigma }] of plan.levels.entries()) {
      const state = scheduler.renoise(plan, clean, noise, step)
      expect(state).toMatchObject({ step, history: [], draws: 0 })
      const length = plan.sigmaSpace ? 1 : Math.sqrt(1 + sigma * sigma)
      for (let i = 0; i < size; i++) expect(state.sample[i]).toBeCloseTo((clean[i]! + sigma * noise[i]!) / length, 4)
    }
    expect(scheduler.renoise(plan, clean, noise, plan.steps).sample).toEqual(clean)
  })

  test('from any level a network that knows the noise leads back to the sample', async () => {
    for (const from of [0, 1, 4, 7, plan.steps - 1]) {
      let state = scheduler.renoise(plan, clean, noise, from)
      // The answer that is right for this very sample at the level that the call is at, whatever was added since.
      const knows: Denoise = async (input, t) => {
        const level = plan.levels.find((each) => each.t === t)
        const sigma = level?.sigma ?? sigmaAt(t)
        const scale = 1 / Math.sqrt(1 + sigma * sigma)
        return input.map((value, i) => (value / scale - (clean[i] as number)) / sigma)
      }
      while (state.step < plan.steps) {
        const { clean: __, ...next } = await scheduler.step(state, plan, knows, (count) =>
          createTorchNoise(state.step).normal(count),
        )
        expect(next.sample.every(Number.isFinite)).toBe(true)
        state = next
      }
      expect(distance(state.sample, clean), `from ${from}`).toBeLessThan(0.15)
    }
  })

  test('there is no step before the first or after the last', () => {
    for (const step of [-1, 0.5, plan.steps + 1])
      expect(() => scheduler.renoise(plan, clean, noise, step)).toThrow('there is no step')
  })
})

/** Noise over signal at a timestep of the published training, between two levels of a plan. */
const sigmaAt = (t: number): number => {
  let alpha = 1
  for (let i = 0; i <= Math.round(t); i++) {
    const beta = (Math.sqrt(0.00085) + ((Math.sqrt(0.012) - Math.sqrt(0.00085)) * i) / 999) ** 2
    alpha *= 1 - beta
  }
  return Math.sqrt((1 - alpha) / alpha)
}
