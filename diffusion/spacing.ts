import { SaidError, say } from '../workflow/said/said.ts'
import type { SchedulerConfig } from './scheduler.ts'
import { choice, number, wholeNumber } from './settings.ts'

/** How timesteps are spread (table 2 of Lin et al. 2023, arXiv 2305.08891). */
export const spacings = ['leading', 'trailing', 'linspace'] as const

/** Rounds halves to the even neighbour, as numpy does. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  const rest = x - floor
  if (rest !== 0.5) return Math.round(x)
  return floor % 2 === 0 ? floor : floor + 1
}

/** `count` numbers from `start` to `end`, both included. */
export function linspace(start: number, end: number, count: number): number[] {
  const step = count > 1 ? (end - start) / (count - 1) : 0
  return Array.from({ length: count }, (_, i) => (i === count - 1 && count > 1 ? end : start + i * step))
}

/** Timesteps of the one-step solvers (DDIM, DDPM, PNDM): whole numbers, falling. */
export function spacedTimesteps(config: SchedulerConfig, steps: number): number[] {
  return continuousTimesteps(config, steps).map(roundHalfEven)
}

/** Timesteps of the solvers in sigma space (Euler, Heun, LMS, KDPM2): falling, with `linspace` not whole numbers. */
export function continuousTimesteps(config: SchedulerConfig, steps: number): number[] {
  const train = wholeNumber(config, 'num_train_timesteps', 1)
  requireSteps(steps, train)
  switch (choice(config, 'timestep_spacing', spacings)) {
    case 'linspace':
      return linspace(0, train - 1, steps)
        .reverse()
        .map(Math.fround)
    case 'leading':
      return leading(steps, Math.floor(train / steps)).map((t) => t + number(config, 'steps_offset'))
    case 'trailing':
      return trailing(train, train / steps, steps)
  }
}

/** Timesteps of the solvers in log-SNR space (DPM-Solver, UniPC, DEIS), which leave out the last of steps + 1; `last` is one above the highest. */
export function openTimesteps(config: SchedulerConfig, steps: number, last: number): number[] {
  const train = wholeNumber(config, 'num_train_timesteps', 1)
  requireSteps(steps, train)
  switch (choice(config, 'timestep_spacing', spacings)) {
    case 'linspace':
      return linspace(0, last - 1, steps + 1)
        .reverse()
        .slice(0, -1)
        .map(roundHalfEven)
    case 'leading':
      return leading(steps + 1, Math.floor(last / (steps + 1)))
        .slice(0, -1)
        .map((t) => t + number(config, 'steps_offset'))
    case 'trailing':
      return trailing(last, train / steps, steps)
  }
}

function leading(count: number, ratio: number): number[] {
  return Array.from({ length: count }, (_, i) => (count - 1 - i) * ratio)
}

function trailing(from: number, ratio: number, most: number): number[] {
  // Rounding can make the quotient exceed a whole number by a hair.
  const count = Math.min(Math.ceil(from / ratio), most)
  return Array.from({ length: count }, (_, i) => roundHalfEven(from - i * ratio) - 1)
}

function requireSteps(steps: number, train: number): void {
  if (!Number.isInteger(steps) || steps < 1 || steps > train)
    throw new SaidError(say('stepsBeyondTraining', { steps, train }))
}
