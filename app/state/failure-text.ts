import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { NamedNode } from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'
import { serverWords } from './server-words.ts'

/** Why a run failed, with its nodes called as the editor calls them; undefined where nothing is known. */
export const failureText = (
  { error, said, first, nodes }: JobState,
  definitions: Definitions | undefined,
  texts: Pick<Texts, 'saving' | 'shell'>,
): string | undefined => {
  if (!first) {
    const failed = Object.values(nodes).find((node) => node.error)?.error
    const words = error === undefined ? failed : { message: error, ...(said ? { said } : {}) }
    return words && serverWords(words, texts.saving)
  }
  const words = serverWords(first, texts.saving)
  return `${nameOf(first, definitions)}: ${words}${first.more > 0 ? texts.shell.moreFailed(first.more) : ''}`
}

const nameOf = ({ node, title }: NamedNode, definitions: Definitions | undefined): string =>
  title ?? (definitions && definitionOf(definitions, node)?.title) ?? node
