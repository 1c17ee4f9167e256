import { type Definition, type Definitions, definitionOf, fieldProblem } from '../../workflow/definition.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { NamedNode, NodeFailure } from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'
import { serverWords } from './server-words.ts'

/** Why a run failed, with its nodes called as the editor calls them; undefined where nothing is known. */
export const failureText = (
  { error, said, first, nodes }: JobState,
  definitions: Definitions | undefined,
  texts: Pick<Texts, 'saving' | 'shell' | 'wires'>,
): string | undefined => {
  if (!first) {
    const failed = Object.values(nodes).find((node) => node.error)?.error
    const words = error === undefined ? failed : { message: error, ...(said ? { said } : {}) }
    return words && serverWords(words, texts.saving)
  }
  const words = failureWords(first, definitions && definitionOf(definitions, first.node), definitions, texts)
  return `${nameOf(first, definitions)}: ${words}${first.more > 0 ? texts.shell.moreFailed(first.more) : ''}`
}

/** Why a node failed: what the rules of its fields say, in words of the chosen language, or else what the server said. */
export const failureWords = (
  failure: NodeFailure,
  definition: Definition | undefined,
  definitions: Definitions | undefined,
  texts: Pick<Texts, 'saving' | 'wires'>,
): string => {
  const { input, brought } = failure
  const inputs = definition?.inputs ?? {}
  const field = input !== undefined && Object.hasOwn(inputs, input) ? inputs[input] : undefined
  const problem =
    brought && field && field.kind !== 'port' ? fieldProblem(field, brought.value, texts.wires.field) : undefined
  if (!brought || !field || problem === undefined) return serverWords(failure, texts.saving)
  return `${texts.wires.wrongField(field.title, problem)} ${texts.wires.comesFrom(nameOf(brought.from, definitions))}`
}

const nameOf = ({ node, title }: NamedNode, definitions: Definitions | undefined): string =>
  title ?? (definitions && definitionOf(definitions, node)?.title) ?? node
