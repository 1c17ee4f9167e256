import Fuse from 'fuse.js'
import { acceptedTypes, categories, type Definition, type Definitions } from '../../workflow/definition.ts'
import { socketTypes } from '../../workflow/values.ts'

/** What a person may type to find a node, with the weight of each. */
const entryOf = (definition: Definition) => ({
  definition,
  title: definition.title,
  id: definition.id.replaceAll('-', ' '),
  aliases: definition.aliases,
  category: definition.category,
  types: [
    ...new Set([
      ...Object.values(definition.outputs).map((output) => socketTypes[output.type].title),
      ...Object.values(definition.inputs)
        .filter((input) => input.kind === 'port')
        .flatMap((input) => acceptedTypes(input).map((type) => socketTypes[type].title)),
    ]),
  ],
  about: definition.about,
})

const rank = (definition: Definition, word: string): number => {
  const title = definition.title.toLowerCase()
  if (title === word) return 0
  if (title.startsWith(word)) return 1
  if (definition.aliases.some((alias) => alias.toLowerCase() === word)) return 2
  if (title.split(/\s+/).some((part) => part.startsWith(word))) return 3
  if (definition.aliases.some((alias) => alias.toLowerCase().startsWith(word))) return 4
  return 5
}

/** A search over the palette: the best match first; without words, the palette in its own order. */
export const createRanking = (definitions: Definitions): ((words: string) => Definition[]) => {
  const all = Object.values(definitions).sort(
    (a, b) => categories.indexOf(a.category) - categories.indexOf(b.category) || a.title.localeCompare(b.title),
  )
  const fuse = new Fuse(all.map(entryOf), {
    keys: [
      { name: 'title', weight: 6 },
      { name: 'aliases', weight: 4 },
      { name: 'id', weight: 2 },
      { name: 'category', weight: 1.5 },
      { name: 'types', weight: 1.5 },
      { name: 'about', weight: 0.5 },
    ],
    threshold: 0.34,
    ignoreLocation: true,
    includeScore: true,
  })
  return (words) => {
    const word = words.trim().toLowerCase()
    if (word === '') return all
    return fuse
      .search(word)
      .map(({ item, score }) => ({ definition: item.definition, rank: rank(item.definition, word), score: score ?? 1 }))
      .sort((a, b) => a.rank - b.rank || a.score - b.score)
      .map(({ definition }) => definition)
  }
}
