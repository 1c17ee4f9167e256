import type { Definition, Definitions, Input } from '../../workflow/definition.ts'
import type { InputText, NodeText, NodeTexts } from '../texts/node-texts.ts'

/**
 * The palette as a language names it. Nothing but words for people differs: ids, defaults and values stay, and the English
 * title stays among the words by which a node is found. The given palette itself where the language has no nodes.
 */
export const translated = (definitions: Definitions, nodes: NodeTexts): Definitions =>
  Object.keys(nodes).length === 0
    ? definitions
    : Object.fromEntries(
        Object.entries(definitions).map(([id, definition]) => {
          const text = own(nodes, id)
          return [id, text ? withTexts(definition, text) : definition]
        }),
      )

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined

const withTexts = (definition: Definition, { title, about, inputs, outputs }: NodeText): Definition => ({
  ...definition,
  title,
  about,
  aliases: [...definition.aliases, definition.title],
  inputs: mapped(definition.inputs, inputs, inputWith),
  outputs: mapped(definition.outputs, outputs, (output, said) => ({ ...output, title: said })),
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

const inputWith = (input: Input, { title, about, row, placeholder, words, options }: InputText): Input => {
  const said = { ...input, title, about }
  if (said.kind === 'port') return said
  if (said.row !== undefined && row !== undefined) Object.assign(said, { row })
  if (said.kind === 'text' && placeholder !== undefined) return { ...said, placeholder }
  if (said.kind === 'number' && words) return { ...said, words: { ...said.words, ...words } }
  if (said.kind !== 'choice') return said
  return {
    ...said,
    options: said.options.map((option) => {
      const [name, meaning] = own(options, option.value) ?? []
      return { ...option, title: name ?? option.title, about: meaning ?? option.about }
    }),
  }
}
