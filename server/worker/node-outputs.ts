import type { Definition } from '../../workflow/definition.ts'
import { type Said, SaidError, say } from '../../workflow/said/said.ts'
import { type Clip, type Summary, summarise, type Values } from '../../workflow/values.ts'
import type { Result } from './cache.ts'
import { ruleWords } from './rule-words.ts'

/** What a node gave, where that is no value of the type. */
const otherValue = (value: unknown, type: keyof Values): Said | undefined => {
  if (value === undefined || value === null) return say('nothingAtAll')
  if (type === 'number' && !Number.isFinite(value)) return say('noFiniteNumber', { value: String(value) })
  if (type === 'text' && typeof value !== 'string') return say('noTextGiven')
  return undefined
}

/** @throws where a node gave other than its definition says: an error in the node, not in the workflow */
export const requireOutputs = (definition: Definition, outputs: Result['outputs']): void => {
  for (const [name, { title, type }] of Object.entries(definition.outputs)) {
    const value = otherValue(outputs[name], type)
    const { id } = definition
    if (value)
      throw new SaidError(
        say('gaveOther', {
          node: ruleWords.nodeTitle(definition.title, id),
          value,
          output: ruleWords.outputTitle(title, id, name),
          id,
        }),
      )
  }
}

/** True where a kept result has all outputs of the definition and the files of its clips are still there. */
export const isWhole = async (
  definition: Definition,
  { outputs }: Result,
  hasClip: (clip: Clip) => Promise<boolean>,
): Promise<boolean> => {
  for (const [name, { type }] of Object.entries(definition.outputs)) {
    if (otherValue(outputs[name], type)) return false
    if (type === 'clip' && !(await hasClip(outputs[name] as Clip))) return false
  }
  return true
}

/** What a person sees of a node's outputs. */
export type Summaries = (definition: Definition, outputs: Result['outputs']) => Record<string, Summary>

/**
 * Summaries that go through the numbers of a result once, however often it is taken from memory again: they are
 * remembered for as long as the outputs themselves are.
 */
export const createSummaries = (summary: typeof summarise = summarise): Summaries => {
  const known = new WeakMap<Result['outputs'], Record<string, Summary>>()
  return (definition, outputs) => {
    const before = known.get(outputs)
    if (before) return before
    const made = Object.fromEntries(
      Object.entries(definition.outputs).map(([name, { type }]) => [
        name,
        summary(type, outputs[name] as Values[typeof type]),
      ]),
    )
    known.set(outputs, made)
    return made
  }
}
