import { SaidError, say } from '../workflow/said/said.ts'
import { completeConfig } from './resolve-config.ts'
import { combine } from './samples.ts'
import type {
  Draw,
  Samples,
  Schedule,
  Scheduler,
  SchedulerConfig,
  SchedulerOption,
  SolverState,
  Stepped,
  VideoShape,
} from './scheduler.ts'

/** What a solver lays out for a run. */
export interface Plan {
  /** What the network is given, one per call. */
  readonly timesteps: readonly number[]
  /** The step whose first call each entry of `timesteps` is, by index; left out where every step calls once. */
  readonly firstCalls?: readonly number[]
  /** diffusers' sigmas; empty for solvers that work on ᾱ. */
  readonly sigmas: readonly number[]
  /** Noise over signal at the start of each step. */
  readonly stepSigmas: readonly number[]
  readonly initNoiseSigma: number
  /** Left out where samples keep a variance of one. */
  readonly sigmaSpace?: boolean
}

/** What a solver is given to take one step. */
export interface Run {
  /** The step's index, from 0. */
  readonly step: number
  readonly x: Samples
  readonly history: readonly Samples[]
  readonly schedule: Schedule
  readonly config: SchedulerConfig
  /** Of the sample, where it is a video; undefined where all of its values are one picture. */
  readonly shape: VideoShape | undefined
  /** Runs the network on an input scaled for it, at the n-th of the schedule's timesteps. */
  call(input: Samples, n: number): Promise<Samples>
  /** Standard normal noise of the sample's size. */
  noise(): Samples
}

/** What one step gives: the next sample, its x0 estimate, and what to look back on. */
export interface Advance {
  readonly sample: Samples
  readonly clean: Samples
  readonly history?: readonly Samples[]
}

/** The part of a scheduler that its own file writes. */
export interface Solver {
  readonly id: string
  readonly title: string
  readonly rank?: number
  readonly source: string
  readonly diffusersClass: string
  readonly options: readonly SchedulerOption[]
  readonly defaults: SchedulerConfig
  stochastic?(config: SchedulerConfig): boolean
  order(config: SchedulerConfig): number
  /** Throws, naming the option, for a configuration that the solver cannot follow. */
  plan(config: SchedulerConfig, steps: number): Plan
  advance(run: Run): Promise<Advance>
}

/** A scheduler from its solver: fills in defaults, checks what it is given, counts steps and draws. */
export function defineScheduler(solver: Solver): Scheduler {
  const { id, title, rank, source, diffusersClass, options, defaults } = solver
  const complete = (config: SchedulerConfig): SchedulerConfig => completeConfig(defaults, config)
  return {
    id,
    title,
    rank,
    source,
    diffusersClass,
    options,
    defaults,
    stochastic: (config) => solver.stochastic?.(complete(config)) ?? false,
    order: (config) => solver.order(complete(config)),

    plan(config, steps) {
      if (!Number.isInteger(steps) || steps < 1) throw new SaidError(say('stepsNotPlanned', { solver: title, steps }))
      const full = complete(config)
      checkOptions(title, options, full)
      const { timesteps, firstCalls, sigmas, stepSigmas, initNoiseSigma, sigmaSpace = false } = solver.plan(full, steps)
      const levels = stepSigmas.map((sigma, i) => ({ t: timesteps[firstCalls?.[i] ?? i] as number, sigma }))
      return { kind: id, steps: levels.length, levels, initNoiseSigma, sigmaSpace, timesteps, sigmas, config: full }
    },

    start(schedule, noise) {
      return { step: 0, sample: combine([schedule.initNoiseSigma, noise]), history: [], draws: 0 }
    },

    renoise(schedule, clean, noise, step) {
      if (!Number.isInteger(step) || step < 0 || step > schedule.steps)
        throw new Error(`${title}: there is no step ${step} in a schedule of ${schedule.steps}. Give one from 0 on.`)
      const sigma = schedule.levels[step]?.sigma ?? 0
      // The level that stands for pure noise would leave a trace of the sample.
      const signal = schedule.sigmaSpace ? 1 : sigma >= pureNoise ? 0 : 1 / Math.sqrt(1 + sigma * sigma)
      const strength = schedule.sigmaSpace ? sigma : sigma >= pureNoise ? 1 : sigma * signal
      return { step, sample: combine([signal, clean], [strength, noise]), history: [], draws: 0 }
    },

    async step(state, schedule, denoise, draw, shape): Promise<Stepped> {
      check(title, id, state, schedule)
      checkShape(title, state.sample, shape)
      const counted = countDraws(draw, state.sample.length)
      const { sample, clean, history } = await solver.advance({
        step: state.step,
        x: state.sample,
        history: state.history,
        schedule,
        config: schedule.config,
        shape,
        call: (input, n) => denoise(input, schedule.timesteps[n] as number),
        noise: counted.noise,
      })
      return { step: state.step + 1, sample, history: history ?? [], draws: state.draws + counted.count(), clean }
    },
  }
}

/** The level that stands for pure noise: see `Level`. */
const pureNoise = 4096

function countDraws(draw: Draw, size: number): { noise(): Samples; count(): number } {
  let count = 0
  return {
    noise() {
      count++
      return draw(size)
    },
    count: () => count,
  }
}

function check(title: string, id: string, state: SolverState, schedule: Schedule): void {
  if (schedule.kind !== id)
    throw new Error(`${title} (${id}) was given a schedule of ${schedule.kind}. Plan the run with the same scheduler.`)
  if (state.step >= schedule.steps)
    throw new Error(`${title}: all ${schedule.steps} steps are done. Plan a longer schedule to go on.`)
}

function checkShape(title: string, sample: Samples, shape: VideoShape | undefined): void {
  if (shape && shape.reduce((count, size) => count * size, 1) !== sample.length)
    throw new Error(
      `${title}: a sample of ${sample.length} values has not the shape [${shape.join(', ')}]. Give one of that shape.`,
    )
}

function checkOptions(title: string, options: readonly SchedulerOption[], config: SchedulerConfig): void {
  for (const option of options) {
    const value = config[option.name] ?? option.default
    const wrong = { solver: title, option: option.name, value: JSON.stringify(value) }
    if (option.kind === 'toggle' && typeof value !== 'boolean') throw new SaidError(say('solverNoSwitch', wrong))
    if (option.kind === 'choice' && !option.choices?.some((choice) => choice.value === value)) {
      const known = (option.choices ?? []).map((choice) => String(choice.value))
      throw new SaidError(say('solverNoChoice', { ...wrong, known }))
    }
    if (option.kind === 'number') {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step } = option
      if (typeof value !== 'number' || !(value >= min && value <= max))
        throw new SaidError(say('solverOutOfRange', { ...wrong, min: String(min), max: String(max) }))
      if (step === 1 && !Number.isInteger(value)) throw new SaidError(say('solverNotWhole', wrong))
    }
  }
}
