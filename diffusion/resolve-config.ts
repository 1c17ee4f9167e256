import type { Json, Scheduler, SchedulerConfig } from './scheduler.ts'

/**
 * The configuration that diffusers' `Class.from_config(published, **overrides)` has: the class's defaults, under what
 * the checkpoint was published with, under the overrides; of each only the keys that the class knows.
 */
export function resolveConfig(
  scheduler: Scheduler,
  published: SchedulerConfig,
  overrides: { readonly [name: string]: Json },
): SchedulerConfig {
  // Keys that diffusers only filled in for another class, as it notes in what it saves.
  const filledIn = Array.isArray(published._use_default_values) ? (published._use_default_values as Json[]) : []
  const given = Object.fromEntries(Object.entries(published).filter(([key]) => !filledIn.includes(key)))
  return completeConfig(scheduler.defaults, { ...given, ...overrides })
}

/** The defaults, under those entries of `config` that they have a key for. */
export function completeConfig(defaults: SchedulerConfig, config: SchedulerConfig): SchedulerConfig {
  const known = Object.entries(config).filter(([key]) => Object.hasOwn(defaults, key))
  return { ...defaults, ...Object.fromEntries(known) }
}
