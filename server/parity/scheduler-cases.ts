import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Denoise, Samples, Scheduler, SchedulerConfig, SolverState } from '../../diffusion/scheduler.ts'
import { loadFolder } from '../load-folder.ts'
import { largestError, type Outcome } from './outcome.ts'
import { readPythonJson } from './reference-files.ts'

interface Run {
  readonly scheduler: string
  readonly config: SchedulerConfig
  readonly steps: number
  readonly init_noise_sigma: number
  readonly start: readonly number[]
  readonly trajectory: readonly {
    readonly prev_sample: readonly number[]
    readonly noise: readonly (readonly number[])[]
  }[]
}

/** The solvers by the diffusers class that they agree with. */
export const loadSchedulers = async (): Promise<ReadonlyMap<string, Scheduler>> => {
  const all = await loadFolder<Scheduler>(new URL('../../diffusion/schedulers/', import.meta.url))
  return new Map([...all.values()].map((scheduler) => [scheduler.diffusersClass, scheduler]))
}

/** The reference's stand-in for a network, as the file's `model` says. */
const formula = (x: Samples, t: number): Samples =>
  x.map((value) => 0.6 * value + 0.3 * Math.sin(3 * value) + 0.05 * Math.cos(t / 100))

/** Samples are in double and coefficients rounded as diffusers rounds them: no more is left than the rounding of double. */
const bound = 1e-9

/** A file of scheduler settings: every step of each, in float64, from the formula instead of a network. */
export async function* schedulerCases(path: string, name: string): AsyncGenerator<Outcome> {
  const schedulers = await loadSchedulers()
  const { cases } = await readPythonJson<{ readonly cases: readonly Run[] }>(path)
  for (const run of cases) {
    const title = `${name} ${run.scheduler} ${run.steps} steps ${settingsOf(run.config)}`.trimEnd()
    const scheduler = schedulers.get(run.scheduler)
    if (!scheduler) yield { name: title, skipped: `there is no solver that agrees with ${run.scheduler}` }
    else yield { name: title, error: await follow(scheduler, run), bound, unit: 'of the range' }
  }
}

/** The keys of a configuration in which the settings of a class differ. */
const settingsOf = (config: SchedulerConfig): string =>
  Object.entries(config)
    .filter(([key, value]) => /^use_|order|type|spacing|eta$/.test(key) && value !== false)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')

/** The worst difference over the steps, as a part of the largest value of each. */
const follow = async (scheduler: Scheduler, run: Run): Promise<number> => {
  const schedule = scheduler.plan(resolveConfig(scheduler, run.config, {}), run.steps)
  let calls = 0
  const denoise: Denoise = async (x, t) => {
    calls++
    return formula(x, t)
  }
  const draw = (): Samples => Float64Array.from((run.trajectory[calls - 1]?.noise ?? []).flat())
  const start = Float64Array.from(run.start, (value) => value / run.init_noise_sigma)
  let state: SolverState = scheduler.start(schedule, start)
  let worst = 0
  for (let step = 0; step < run.steps; step++) {
    state = await scheduler.step(state, schedule, denoise, draw)
    const wanted = run.trajectory[calls - 1]?.prev_sample ?? []
    worst = Math.max(worst, largestError(state.sample, wanted) / Math.max(...wanted.map(Math.abs)))
  }
  return calls === run.trajectory.length ? worst : Number.POSITIVE_INFINITY
}
