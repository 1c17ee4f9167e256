import { published, stepOf, unset } from '../diffusion/published.ts'
import type { Scheduler, SchedulerOption } from '../diffusion/scheduler.ts'
import type { ChoiceField, Field, Input, Option } from '../workflow/definition.ts'

type Inputs = Readonly<Record<string, Input>>

/**
 * A node's inputs, where a choice has the schedulers as its source: with them as its options, and after all else a field
 * for each option that any of them has, named by diffusers' key and shown where the chosen one has it. Where another
 * choice of the node has an option with the word `options`, the fields show only where that is chosen as well.
 * @throws where an option has the name of an input
 */
export const withSchedulers = (inputs: Inputs, schedulers: ReadonlyMap<string, Scheduler>): Inputs => {
  const chooser = Object.entries(inputs).find(([, input]) => input.kind === 'choice' && input.source === 'schedulers')
  if (!chooser) return inputs
  const [name, choice] = chooser as [string, ChoiceField]
  const opener = Object.keys(inputs).find((each) => opens(inputs[each]))
  const fields: Record<string, Input> = {}
  for (const [key, options] of merged(schedulers)) {
    if (Object.hasOwn(inputs, key))
      throw new Error(`The scheduler option "${key}" has the name of an input of the node. Rename the input.`)
    const only = [{ field: name, has: key }, ...(opener === undefined ? [] : [{ field: opener, has: 'options' }])]
    fields[key] = { ...fieldOf(options), only }
  }
  return { ...inputs, [name]: { ...choice, options: inOrder(schedulers).map(optionOf) }, ...fields }
}

const opens = (input: Input | undefined): boolean =>
  input?.kind === 'choice' && input.options.some((option) => option.has?.includes('options'))

/** Those with a rank first, by rank; the others by title. */
const inOrder = (schedulers: ReadonlyMap<string, Scheduler>): Scheduler[] =>
  [...schedulers.values()].sort(
    (a, b) =>
      (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || (a.title < b.title ? -1 : 1),
  )

const optionOf = ({ id, title, source, options }: Scheduler): Option => ({
  value: id,
  title,
  about: source,
  has: options.map((option) => option.name),
})

const merged = (schedulers: ReadonlyMap<string, Scheduler>): Map<string, SchedulerOption[]> => {
  const byName = new Map<string, SchedulerOption[]>()
  for (const { options } of inOrder(schedulers))
    for (const option of options) byName.set(option.name, [...(byName.get(option.name) ?? []), option])
  return byName
}

/** One field for the options of one name: what any of the schedulers takes can be chosen. */
const fieldOf = (options: readonly SchedulerOption[]): Field => {
  const [first] = options as [SchedulerOption]
  const { title, about } = first
  if (first.kind === 'number') {
    const none = unset(first) as number
    return {
      kind: 'number',
      title,
      about,
      default: none,
      min: none,
      max: Math.max(...options.map((option) => option.max ?? 1000)),
      step: stepOf(first),
      strict: first.step !== undefined,
      words: { [none]: 'as the checkpoint' },
    }
  }
  const choices = new Map<string, Option>([[published, { value: published, title: 'as the checkpoint' }]])
  if (first.kind === 'toggle') {
    choices.set('on', { value: 'on', title: 'on' })
    choices.set('off', { value: 'off', title: 'off' })
  }
  for (const { choices: more = [] } of options)
    for (const choice of more) {
      const value = String(choice.value)
      if (!choices.has(value)) choices.set(value, { value, title: choice.title })
    }
  return { kind: 'choice', title, about, default: published, options: [...choices.values()] }
}
