import type { Definition } from '../../workflow/definition.ts'
import { type Clip, type Summary, summarise, type Values } from '../../workflow/values.ts'
import type { Result } from './cache.ts'

const valueProblem = (value: unknown, type: keyof Values): string | undefined => {
  if (value === undefined || value === null) return 'gave nothing'
  if (type === 'number' && !Number.isFinite(value)) return `gave ${String(value)}, which is no finite number,`
  if (type === 'text' && typeof value !== 'string') return 'gave something that is not text'
  return undefined
}

/** @throws where a node gave other than its definition says: an error in the node, not in the workflow */
export const requireOutputs = (definition: Definition, outputs: Result['outputs']): void => {
  for (const [name, { title, type }] of Object.entries(definition.outputs)) {
    const problem = valueProblem(outputs[name], type)
    if (problem)
      throw new Error(
        `${definition.title} ${problem} at its output "${title}". That is an error in nodes/${definition.id}: please report it.`,
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
    if (valueProblem(outputs[name], type)) return false
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
