import type { Json, SchedulerOption } from './scheduler.ts'

/** The word in a field that leaves a switch or a choice to the checkpoint's scheduler_config.json. */
export const published = 'published'

/** The step of a number's field; options without one of their own take any number. */
export const stepOf = ({ step }: SchedulerOption): number => step ?? 0.05

/** What an option's field holds where nothing was chosen: a word, or for a number the grid point below its least. */
export const unset = (option: SchedulerOption): string | number =>
  option.kind === 'number' ? Number(((option.min ?? 0) - stepOf(option)).toFixed(9)) : published

/**
 * What a person chose, as diffusers' `from_config` takes it: of the values of a scheduler's fields, by diffusers' key,
 * those that belong to one of its options and were set. Values that fit no option stay, for `plan` to say what is wrong.
 */
export function overridesOf(
  options: readonly SchedulerOption[],
  values: { readonly [name: string]: unknown },
): { [name: string]: Json } {
  const overrides: { [name: string]: Json } = {}
  for (const option of options) {
    const value = Object.hasOwn(values, option.name) ? (values[option.name] as Json | undefined) : undefined
    if (value === undefined || value === unset(option)) continue
    overrides[option.name] = meant(option, value)
  }
  return overrides
}

function meant({ kind, choices }: SchedulerOption, value: Json): Json {
  if (kind === 'toggle' && (value === 'on' || value === 'off')) return value === 'on'
  const chosen = choices?.find((choice) => String(choice.value) === value)
  return chosen ? chosen.value : value
}
