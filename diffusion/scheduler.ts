/** Plain data, as JSON can carry it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A diffusers `scheduler_config.json`: option names are diffusers' keys. */
export type SchedulerConfig = { readonly [key: string]: Json }

/**
 * A flat array of sample values. Solvers work on each value alone, so any order of axes will do as long as sample,
 * network output and step noise share it: diffusers' video pipeline draws step noise for (frames, channels, height,
 * width). Only `thresholding` looks further: it needs to know which values make a picture.
 * Arithmetic is done in double and stored in the array's own type.
 */
export type Samples = Float32Array | Float64Array

/** How the values of a video's sample lie. */
export type VideoShape = readonly [batch: number, channels: number, frames: number, height: number, width: number]

/** One noise level of a schedule. */
export interface Level {
  /** The timestep given to the network. */
  readonly t: number
  /** Noise over signal, sqrt((1 - ᾱ) / ᾱ); 4096 stands for pure noise. */
  readonly sigma: number
}

/** The noise levels that one run walks through: plain data, and with the state all that `step` needs. */
export interface Schedule {
  /** The id of the scheduler that planned it. */
  readonly kind: string
  /** Steps in the person's count: how often `step` is to be called. */
  readonly steps: number
  /** One per step. */
  readonly levels: readonly Level[]
  /** Standard deviation of the starting noise. */
  readonly initNoiseSigma: number
  /** Whether samples are x0 + sigma · noise; else both are divided by sqrt(1 + sigma²), so that their variance stays one. */
  readonly sigmaSpace: boolean
  /** The timesteps of each call of the network, as diffusers' `timesteps`: some solvers call it twice in a step. */
  readonly timesteps: readonly number[]
  /** diffusers' `sigmas`, one more than its steps; empty for solvers that work on ᾱ. */
  readonly sigmas: readonly number[]
  /** The complete configuration, defaults filled in. */
  readonly config: SchedulerConfig
}

/** All that is needed to go on from here: plain data, saved after every step. */
export interface SolverState {
  /** Steps done. */
  readonly step: number
  /** The noisy sample x_t. */
  readonly sample: Samples
  /** Earlier results that a multistep solver looks back on, oldest first; what they are is the solver's own matter. */
  readonly history: readonly Samples[]
  /** How often step noise was drawn so far. */
  readonly draws: number
  /** Small plain data that a solver needs besides. */
  readonly extra?: Json
}

/** The state after a step, and the estimate of the finished sample (x0) that the step made. */
export type Stepped = SolverState & { readonly clean: Samples }

/** Runs the network on an input that is already scaled for it; answers its raw output (epsilon, v or sample). */
export type Denoise = (input: Samples, timestep: number) => Promise<Samples>

/** Draws `count` values of standard normal step noise, in the sample's order of axes. */
export type Draw = (count: number) => Samples

/** One thing a person can set on a scheduler; `name` is diffusers' config key. */
export interface SchedulerOption {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly kind: 'toggle' | 'choice' | 'number'
  /** For a choice: the values it may take. */
  readonly choices?: readonly { readonly value: Json; readonly title: string }[]
  readonly default: Json
  /** For a number: its bounds, both included; `step` 1 where only whole numbers will do. */
  readonly min?: number
  readonly max?: number
  readonly step?: number
}

/** A solver of the reverse diffusion, as a pure function from one state to the next. */
export interface Scheduler {
  /** The file's name. */
  readonly id: string
  readonly title: string
  /** Its place among those that are offered first; those without follow by title. */
  readonly rank?: number
  /** The paper. */
  readonly source: string
  /** The class in a checkpoint's `scheduler_config.json` that this solver agrees with. */
  readonly diffusersClass: string
  /** Only what this solver has, so that an editor shows only that. */
  readonly options: readonly SchedulerOption[]
  /** Every config key the class knows, with its default. */
  readonly defaults: SchedulerConfig
  /** Whether a run under this configuration draws step noise. */
  stochastic(config: SchedulerConfig): boolean
  /** The order of accuracy claimed for the probability-flow ODE under this configuration. */
  order(config: SchedulerConfig): number
  /**
   * The noise levels of a run. Keys that `config` lacks take the class's default.
   * Throws an error naming the option when a value is unknown or does not fit with the others.
   */
  plan(config: SchedulerConfig, steps: number): Schedule
  /** The first state: the noise scaled to the first level. */
  start(schedule: Schedule, noise: Samples): SolverState
  /**
   * The state of a finished sample that is taken back to the level at which a step starts (diffusers' `add_noise`): the
   * solver goes on from there with no step to look back on. `step` may be the number of steps: nothing is added then.
   */
  renoise(schedule: Schedule, clean: Samples, noise: Samples, step: number): SolverState
  /**
   * One step in the person's count. Pure: the same state, answers and noise give the same result, bit for bit.
   * Throws when the schedule is done or belongs to another solver.
   * @param shape of the sample where it is a video; otherwise all of its values are one picture
   */
  step(state: SolverState, schedule: Schedule, denoise: Denoise, draw: Draw, shape?: VideoShape): Promise<Stepped>
}
