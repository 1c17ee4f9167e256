import type { Definition, Definitions, Input } from '../../workflow/definition.ts'
import type { Worded } from '../../workflow/said/said.ts'
import type { InputText, NodeText, NodeTexts } from '../texts/node-texts.ts'

/**
 * The palette as a language names it. Nothing but words for people differs: ids, defaults and values stay, and the English
 * title stays among the words by which a node is found. The given palette itself where the language has no nodes.
 * @param said how the language gives what the server says in English
 */
export const translated = (definitions: Definitions, nodes: NodeTexts, said: (words: Worded) => string): Definitions =>
  Object.keys(nodes).length === 0
    ? definitions
    : Object.fromEntries(
        Object.entries(definitions).map(([id, definition]) => {
          const text = own(nodes, id)
          return [id, text ? withTexts(definition, text, said) : definition]
        }),
      )

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined

const withTexts = (
  definition: Definition,
  { title, about, inputs, outputs }: NodeText,
  said: (words: Worded) => string,
): Definition => ({
  ...definition,
  title,
  about,
  aliases: [...definition.aliases, definition.title],
  inputs: mapped(definition.inputs, inputs, (input, text) => inputWith(input, text, said)),
  outputs: mapped(definition.outputs, outputs, (output, name) => ({ ...output, title: name })),
})

const mapped = <T, S>(
  record: Readonly<Record<string, T>>,
  texts: Readonly<Record<string, S>>,
  give: (each: T, text: S) => T,
): Readonly<Record<string, T>> =>
  Object.fromEntries(
    Object.entries(record).map(([name, each]) => {
      const text = own(texts, name)
      return [name, text === undefined ? each : give(each, text)]
    }),
  )

const inputWith = (
  input: Input,
  { title, about, row, placeholder, words, options }: InputText,
  said: (words: Worded) => string,
): Input => {
  const worded = { ...input, title, about }
  if (worded.kind === 'port') return worded
  if (worded.row !== undefined && row !== undefined) Object.assign(worded, { row })
  if (worded.kind === 'text' && placeholder !== undefined) return { ...worded, placeholder }
  if (worded.kind === 'number' && words) return { ...worded, words: { ...worded.words, ...words } }
  if (worded.kind !== 'choice') return worded
  return {
    ...worded,
    options: worded.options.map((option) => {
      const [name, meaning] = own(options, option.value) ?? []
      const problem = option.problem === undefined ? {} : { problem: said({ ...option, message: option.problem }) }
      return { ...option, title: name ?? option.title, about: meaning ?? option.about, ...problem }
    }),
  }
}
