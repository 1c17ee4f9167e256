import { describe, expect, test } from 'vitest'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import { threshold } from '../../diffusion/samples.ts'
import type { Denoise, Samples, Scheduler, SchedulerConfig, VideoShape } from '../../diffusion/scheduler.ts'
import { createTorchNoise } from '../../diffusion/torch-noise.ts'
import { allSchedulers } from './all-schedulers.ts'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
const shapeOf = (seed: number): VideoShape => [1 + (seed % 2), 1 + (seed % 4), 1 + (seed % 3), 2 + (seed % 2), 3]
const sizeOf = (shape: readonly number[]) => shape.reduce((all, each) => all * each, 1)

/** (batch, channels, frames, area) → one list for each of batch · frames, as `permute(0, 2, 1, 3, 4).reshape` makes them. */
const apart = (values: ArrayLike<number>, [batch, channels, frames, height, width]: VideoShape): number[][] =>
  Array.from({ length: batch * frames }, (_, picture) =>
    Array.from({ length: channels * height * width }, (_, i) => {
      const [clip, frame] = [Math.floor(picture / frames), picture % frames]
      const [channel, pixel] = [Math.floor(i / (height * width)), i % (height * width)]
      return values[((clip * channels + channel) * frames + frame) * height * width + pixel] as number
    }),
  )

/** diffusers' `_threshold_sample` of one sample of a batch. */
const heldPicture = (picture: readonly number[], ratio: number, max: number): number[] => {
  const sorted = picture.map(Math.abs).sort((a, b) => a - b)
  const place = ratio * (sorted.length - 1)
  const below = Math.floor(place)
  const next = sorted[Math.min(below + 1, sorted.length - 1)] as number
  const quantile = (sorted[below] as number) * (1 - (place - below)) + next * (place - below)
  const s = Math.min(Math.max(quantile, 1), max)
  return picture.map((value) => Math.min(Math.max(value, -s), s) / s)
}

describe('thresholding holds each frame of a video by itself', () => {
  test.each(seeds)('as written down anew, seed %d', (seed) => {
    const shape = shapeOf(seed)
    const samples = Float64Array.from(createTorchNoise(seed).normal(sizeOf(shape)), (value, i) => value * (1 + (i % 5)))
    for (const ratio of [0.5, 0.9, 0.995, 1])
      for (const max of [1, 1.5, 100]) {
        const wanted = apart(samples, shape).map((picture) => heldPicture(picture, ratio, max))
        const held = apart(threshold(samples, ratio, max, shape), shape)
        for (const [picture, values] of held.entries())
          for (const [i, value] of values.entries()) expect(value).toBeCloseTo(wanted[picture]?.[i] as number, 12)
      }
  })

  test('without a shape all values are one picture', () => {
    const samples = Float64Array.from([-4, 0.1, 2, 1])
    expect([...threshold(samples, 1, 10)]).toEqual([-1, 0.025, 0.5, 0.25])
    expect([...threshold(samples, 1, 1)]).toEqual([-1, 0.1, 1, 1])
  })
})

const able = [...allSchedulers].filter(([, { defaults }]) => 'thresholding' in defaults)

/** Pictures that differ much in their range. */
const denoise: Denoise = async (x, t) => x.map((v) => 0.4 * v + 0.8 * Math.sin(2 * v) + 0.1 * Math.cos(t / 100))

const stepsOf = async (scheduler: Scheduler, config: SchedulerConfig, start: Samples, shape?: VideoShape) => {
  const schedule = scheduler.plan(config, 6)
  let state = scheduler.start(schedule, start)
  for (let step = 0; step < schedule.steps; step++)
    state = await scheduler.step(state, schedule, denoise, (count): Samples => new Float64Array(count).fill(0.3), shape)
  return state.sample
}

describe('a solver with thresholding takes a video as it takes each of its frames', () => {
  test('solvers of every kind have it', () => {
    expect(able.map(([id]) => id)).toEqual(
      expect.arrayContaining(['ddim', 'ddpm', 'dpm-solver-multistep', 'unipc', 'deis', 'lcm']),
    )
  })

  test.each(able)('%s', async (_id, scheduler) => {
    const shape: VideoShape = [1, 2, 3, 2, 2]
    const config = resolveConfig(
      scheduler,
      {},
      {
        thresholding: true,
        dynamic_thresholding_ratio: 0.8,
        sample_max_value: 3,
        ...(scheduler.id.startsWith('dpm') ? { algorithm_type: 'dpmsolver++' } : {}),
      },
    )
    const start = Float64Array.from(createTorchNoise(5).normal(sizeOf(shape)), (value, i) => value * (1 + (i % 7)))
    const whole = await stepsOf(scheduler, config, start, shape)
    const frames = await Promise.all(
      apart(start, shape).map((frame) => stepsOf(scheduler, config, Float64Array.from(frame))),
    )
    expect(apart(whole, shape)).toEqual(frames.map((frame) => [...frame]))
    // Taken as one picture, the clip comes out otherwise: the law above is not void.
    expect([...(await stepsOf(scheduler, config, start))]).not.toEqual([...whole])
  })

  test('a shape that the sample has not is refused', async () => {
    const [, scheduler] = able[0] as (typeof able)[number]
    await expect(stepsOf(scheduler, scheduler.defaults, new Float64Array(5), [1, 1, 2, 1, 2])).rejects.toThrow(
      'a sample of 5 values has not the shape [1, 1, 2, 1, 2].',
    )
  })
})
