import { describe, expect, test } from 'vitest'
import type { Denoise, Samples, SchedulerConfig, SolverState } from '../../diffusion/scheduler.ts'
import { allSchedulers } from './all-schedulers.ts'
import { readGolden } from './golden-file.ts'

interface Case {
  readonly scheduler: string
  readonly config: SchedulerConfig
  readonly steps: number
  readonly init_noise_sigma: number
  readonly timesteps: readonly number[]
  readonly sigmas: readonly number[]
  readonly start: readonly number[]
  readonly trajectory: readonly {
    readonly t: number
    readonly prev_sample: readonly number[]
    readonly noise: readonly (readonly number[])[]
  }[]
}

/** 19 settings of diffusers' schedulers at 1, 5, 25 and 50 steps: /work/shared/reference/schedulers.json, gzipped. */
const { cases } = JSON.parse(readGolden('schedulers.json.gz')) as { cases: readonly Case[] }

/** The reference's stand-in for a network. */
const formula = (x: Samples, t: number): Samples =>
  x.map((v) => 0.6 * v + 0.3 * Math.sin(3 * v) + 0.05 * Math.cos(t / 100))

/**
 * How far a sample may be off, as a part of the largest value in it. In double nothing is left but the rounding of
 * double, since every coefficient is rounded as diffusers rounds it; wrong mathematics is off by 1e-3 and more.
 */
const tolerances = { float64: 1e-9, float32: 5e-6 } as const

/** The largest difference. */
const distance = (actual: ArrayLike<number>, wanted: readonly number[]): number =>
  wanted.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (actual[i] as number))), 0)

describe.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('agrees with diffusers in %s', (kind, Kind) => {
  test.each(cases.map((c) => [`${c.scheduler}, ${c.steps} steps, ${JSON.stringify(c.config)}`, c] as const))(
    '%s',
    async (_title, c) => {
      const scheduler = [...allSchedulers.values()].find((s) => s.diffusersClass === c.scheduler)
      if (!scheduler) throw new Error(`no scheduler for ${c.scheduler}`)
      const schedule = scheduler.plan(c.config, c.steps)
      expect(schedule.timesteps).toHaveLength(c.timesteps.length)
      expect(distance(schedule.timesteps, c.timesteps)).toBeLessThan(1e-9)
      expect(schedule.sigmas).toHaveLength(c.sigmas.length)
      expect(distance(schedule.sigmas, c.sigmas)).toBe(0)
      expect(schedule.levels).toHaveLength(c.steps)
      expect(schedule.initNoiseSigma).toBe(c.init_noise_sigma)

      let calls = 0
      const denoise: Denoise = async (x, t) => {
        calls++
        return formula(x, t)
      }
      const draw = (): Samples => Kind.from((c.trajectory[calls - 1]?.noise ?? []).flat())
      let state: SolverState = scheduler.start(schedule, Kind.from(c.start.map((v) => v / c.init_noise_sigma)))
      for (let step = 0; step < c.steps; step++) {
        state = await scheduler.step(state, schedule, denoise, draw)
        const wanted = c.trajectory[calls - 1]?.prev_sample ?? []
        const scale = Math.max(...wanted.map(Math.abs))
        expect(distance(state.sample, wanted) / scale).toBeLessThan(tolerances[kind])
      }
      expect(calls).toBe(c.timesteps.length)
      expect(state.draws).toBe(c.trajectory.filter((t) => t.noise.length > 0).length)
    },
  )
})

test('the reference covers every scheduler in the folder', () => {
  const covered = new Set(cases.map((c) => c.scheduler))
  expect([...allSchedulers.values()].map((s) => s.diffusersClass).sort()).toEqual([...covered].sort())
})
