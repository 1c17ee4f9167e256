import { SaidError, say } from '../workflow/said/said.ts'
import type { Json, SchedulerConfig } from './scheduler.ts'

/** The number under a key. Throws, naming the key, when it is none. */
export function number(config: SchedulerConfig, key: string): number {
  const value = config[key]
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new SaidError(say('optionNoNumber', { option: key, value: written(value) }))
  return value
}

/** The number under a key, or another where none is set. Throws, naming the key, when it is set to no number. */
export function numberOr(config: SchedulerConfig, key: string, otherwise: number): number {
  return config[key] === undefined || config[key] === null ? otherwise : number(config, key)
}

/** The whole number of at least `min` under a key. Throws, naming the key, when it is none. */
export function wholeNumber(config: SchedulerConfig, key: string, min: number): number {
  const value = number(config, key)
  if (!Number.isInteger(value) || value < min)
    throw new SaidError(say('optionNotWhole', { option: key, value: String(value), min }))
  return value
}

/** Whether a switch is on; null, as diffusers writes some, is off. Throws, naming the key, when it is no switch. */
export function flag(config: SchedulerConfig, key: string): boolean {
  const value = config[key] ?? false
  if (typeof value !== 'boolean') throw new SaidError(say('optionNoSwitch', { option: key, value: written(value) }))
  return value
}

/** The word under a key, one of `allowed`. Throws, naming the key and what it may be, when it is another. */
export function choice<T extends string>(config: SchedulerConfig, key: string, allowed: readonly T[]): T {
  const value = config[key] as T
  if (!allowed.includes(value))
    throw new SaidError(say('optionNoChoice', { option: key, value: written(value), known: allowed }))
  return value
}

/** Throws, naming the key, unless it is switched off: for what diffusers knows and this solver does not. */
export function requireOff(config: SchedulerConfig, ...keys: readonly string[]): void {
  for (const key of keys) {
    const value: Json | undefined = config[key]
    if (value !== undefined && value !== null && value !== false)
      throw new SaidError(say('optionNotSupported', { option: key, value: written(value) }))
  }
}

/** A value as its configuration has it; JSON has no word for one that is not there. */
const written = (value: unknown): string => String(JSON.stringify(value))
