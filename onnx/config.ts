import { say, type Words } from '../workflow/said/said.ts'
import { WeightError } from './tensors.ts'

/** A part's config.json. */
export type Config = Readonly<Record<string, unknown>>

/** Reads a network's configuration, key by key, and refuses what it would not compute as the original does. */
export interface ConfigReader {
  number(key: string, fallback?: number): number
  numbers(key: string): number[]
  strings(key: string): string[]
  boolean(key: string, fallback: boolean): boolean
  /** The value of a key that must be one of these. */
  oneOf<T extends string>(key: string, allowed: readonly T[], fallback?: T): T
  /** Refuses any value of a key but these (and absence). */
  only(key: string, ...allowed: unknown[]): void
  /** Refuses the configuration for what stands under a key. @throws WeightError always */
  wrong(key: string, wanted: Words): never
  /** The keys that were asked for so far. */
  readonly asked: ReadonlySet<string>
}

/** @param name what errors call the file, for example `unet/config.json` */
export const readConfig = (name: string, config: Config): ConfigReader => {
  const asked = new Set<string>()
  const at = (key: string): unknown => {
    asked.add(key)
    return Object.hasOwn(config, key) ? config[key] : undefined
  }
  const wrong = (key: string, wanted: Words): never => {
    const value = JSON.stringify(at(key)) ?? say('missingValue')
    throw new WeightError(say('configValue', { config: name, key, wanted, value }))
  }
  return {
    asked,
    wrong,
    number(key, fallback) {
      const value = at(key) ?? fallback
      return typeof value === 'number' && Number.isFinite(value) ? value : wrong(key, say('mustBeNumber'))
    },
    numbers(key) {
      const value = at(key)
      return Array.isArray(value) && value.length > 0 && value.every((each) => Number.isInteger(each) && each > 0)
        ? value
        : wrong(key, say('mustBeWholeNumbers'))
    },
    strings(key) {
      const value = at(key)
      return Array.isArray(value) && value.every((each) => typeof each === 'string')
        ? value
        : wrong(key, say('mustBeNames'))
    },
    boolean(key, fallback) {
      const value = at(key) ?? fallback
      return typeof value === 'boolean' ? value : wrong(key, say('mustBeSwitch'))
    },
    oneOf(key, allowed, fallback) {
      const value = at(key) ?? fallback
      return allowed.includes(value as never) ? (value as never) : wrong(key, say('mustBeOneOf', { known: allowed }))
    },
    only(key, ...allowed) {
      const value = at(key)
      if (value !== undefined && !allowed.some((each) => JSON.stringify(each) === JSON.stringify(value)))
        wrong(key, say('mustBe', { known: allowed.map((each) => JSON.stringify(each)) }))
    },
  }
}
