import Fuse from 'fuse.js'
import { acceptedTypes, categories, type Definition, type Definitions } from '../../workflow/definition.ts'
import { socketTypes } from '../../workflow/values.ts'
import { isOwnNode } from '../subgraphs/own-nodes.ts'
import { missingFeature } from './missing-features.ts'

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
  rest: [
    definition.about,
    ...Object.values(definition.inputs).flatMap((input) => [
      input.title,
      ...(input.kind === 'choice' ? input.options.map((option) => option.title) : []),
    ]),
  ]
    .join(' ')
    .toLowerCase(),
})

/** Without what other tools write differently: `CLIPTextEncode`, "clip text encode" and `clip_text_encode` are one. */
const squash = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '')

/** What a node is found by but its description, its fields and their choices, in one line. */
const lineOf = ({ title, id, aliases, category, types }: ReturnType<typeof entryOf>) =>
  [title, id, ...aliases, category, ...types].join(' ').toLowerCase()

/** True where each of the words begins a word of the whole that is said of a node. */
const says = (entry: ReturnType<typeof entryOf>, words: string): boolean => {
  const said = ` ${lineOf(entry)} ${entry.rest}`.replace(/[^\p{L}\p{N}+]+/gu, ' ')
  return words.split(/\s+/).every((word) => said.includes(` ${word}`))
}

const rank = (entry: ReturnType<typeof entryOf>, word: string): number => {
  const title = entry.title.toLowerCase()
  const squashed = squash(word)
  if (title === word) return 0
  if (title.startsWith(word)) return 1
  if (entry.aliases.some((alias) => squash(alias) === squashed)) return 2
  if (title.split(/\s+/).some((part) => part.startsWith(word))) return 3
  if (entry.aliases.some((alias) => squash(alias).startsWith(squashed))) return 4
  if (hasAll(entry, word)) return 5
  return says(entry, word) ? 6 : 7
}

const hasAll = (entry: ReturnType<typeof entryOf>, words: string): boolean => {
  const line = lineOf(entry)
  return words.split(/\s+/).every((word) => line.includes(word))
}

/**
 * A search over the palette: the best match first; without words, the palette in its own order. For words of something that
 * no node does, what comes nearest.
 */
export const createRanking = (definitions: Definitions): ((words: string) => Definition[]) => {
  const all = Object.values(definitions)
    .filter((each) => !each.unlisted)
    .sort((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category) || a.title.localeCompare(b.title))
  const entries = all.map(entryOf)
  const fuse = new Fuse(entries, {
    keys: [
      { name: 'title', weight: 6 },
      { name: 'aliases', weight: 4 },
      { name: 'id', weight: 2 },
    ],
    threshold: 0.34,
    ignoreLocation: true,
    includeScore: true,
  })
  return (words) => {
    const word = words.trim().toLowerCase()
    if (word === '') return all
    const missing = missingFeature(word)
    if (missing) {
      const own = entries
        .filter((entry) => entry.title.toLowerCase().includes(word))
        .map(({ definition }) => definition)
      const nearest = missing.nearest.flatMap((id) => all.find((definition) => definition.id === id) ?? [])
      return [...new Set([...own, ...nearest])]
    }
    const scores = new Map(fuse.search(word).map(({ item, score }) => [item, score ?? 1]))
    // Words in another order than the node has them are no near miss to the search for near misses.
    for (const entry of entries)
      if (!scores.has(entry) && (hasAll(entry, word) || says(entry, word))) scores.set(entry, 1)
    return [...scores]
      .map(([entry, score]) => ({ definition: entry.definition, rank: rank(entry, word), score }))
      .sort((a, b) => a.rank - b.rank || a.score - b.score)
      .map(({ definition }) => definition)
  }
}

/** Nodes under one heading; those without are the rest. */
export interface NodeGroup {
  readonly kind: 'favourites' | 'recent' | 'own' | 'rest'
  readonly nodes: readonly Definition[]
}

/** The nodes of a search without words: favourites, then those placed last, the person's own, then the rest; each once, no empty groups. */
export const groupNodes = (
  nodes: readonly Definition[],
  { favourites, recent }: { readonly favourites: readonly string[]; readonly recent: readonly string[] },
): readonly NodeGroup[] => {
  const left = new Map(nodes.map((node) => [node.id, node]))
  const take = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const node = left.get(id)
      left.delete(id)
      return node ?? []
    })
  const groups: NodeGroup[] = [
    { kind: 'favourites', nodes: take(favourites) },
    { kind: 'recent', nodes: take(recent) },
    { kind: 'own', nodes: take([...left.keys()].filter(isOwnNode)) },
  ]
  return [...groups, { kind: 'rest', nodes: [...left.values()] } as const].filter(({ nodes }) => nodes.length > 0)
}
