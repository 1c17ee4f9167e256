import { SaidError, say } from '../workflow/said/said.ts'
import type { Plan } from './define-scheduler.ts'
import { predictionType } from './prediction.ts'
import type { Schedule, SchedulerConfig } from './scheduler.ts'
import { flag } from './settings.ts'
import { trainingAlphas } from './training.ts'

type Known = Parameters<typeof trainingAlphas>[1]

/**
 * The plan of a solver on ᾱ that takes one step per timestep.
 * Throws where a step would divide by an ᾱ of 0: a network that answers epsilon says nothing there.
 */
export function planAlphas(config: SchedulerConfig, timesteps: readonly number[], known?: Known): Plan {
  const alphas = trainingAlphas(config, known)
  const type = predictionType(config)
  const beyond = timesteps.find((t) => !(t >= 0 && t < alphas.length))
  if (beyond !== undefined)
    throw new SaidError(say('offsetBeyondTraining', { timestep: beyond, last: alphas.length - 1 }))
  if (type === 'epsilon' && timesteps.some((t) => alphas[t] === 0)) throw new SaidError(say('zeroSnrNeedsOther'))
  return { timesteps, sigmas: [], stepSigmas: timesteps.map((t) => sigmaOf(alphas[t] as number)), initNoiseSigma: 1 }
}

/** Noise over signal at an ᾱ; 4096, the ratio at ᾱ = 2⁻²⁴, stands for pure noise. */
function sigmaOf(alpha: number): number {
  return Math.min(Math.sqrt((1 - alpha) / alpha), 4096)
}

/** ᾱ at a step's timestep and one even stride of training below it, whatever the spacing, as DDIM goes. */
export function alphaAfter(schedule: Schedule, step: number): { now: number; next: number } {
  const { config, timesteps, steps } = schedule
  const alphas = trainingAlphas(config)
  const t = timesteps[step] as number
  return { now: alphas[t] as number, next: alphaOr(alphas, t - Math.floor(alphas.length / steps), config) }
}

/** ᾱ at a timestep; below 0 that of the finished sample: 1, or training's first without `set_alpha_to_one`. */
export function alphaOr(alphas: Float64Array, t: number, config: SchedulerConfig): number {
  if (t >= 0) return alphas[t] as number
  return flag(config, 'set_alpha_to_one') ? 1 : (alphas[0] as number)
}
