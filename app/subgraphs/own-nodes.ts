import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import { definitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import type { LibraryItem } from '../../workflow/subgraphs/library.ts'
import { subgraphKind } from '../../workflow/subgraphs/subgraph.ts'
import type { SubgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'
import type { LibraryLine } from '../../workflow/wire.ts'
import type { Api } from '../state/api.ts'
import type { Texts } from '../texts/texts.ts'

const prefix = 'library:'

/** True for the id of a node that stands in the library and not yet in the document. */
export const isOwnNode = (id: string): boolean => id.startsWith(prefix)

/** The library of the person's own nodes, as the server has it. Whatever fails is told. */
export interface OwnNodes {
  readonly store: StoreApi<readonly LibraryLine[]>
  /** Asks the server again. */
  look(): Promise<void>
  /** Keeps a subgraph; one that has its title is replaced. */
  save(item: LibraryItem): Promise<void>
  rename(id: string, title: string): Promise<void>
  remove(id: string): Promise<void>
  /** What the node of this id (with its prefix) is. */
  itemOf(id: string): LibraryItem | undefined
}

export interface OwnNodesParts {
  readonly api: Pick<Api, 'library' | 'saveToLibrary' | 'removeFromLibrary'>
  random(): string
  texts(): Texts['subgraphs']
  tell(message: string, kind: 'done' | 'failed'): void
}

const titleOf = (item: LibraryItem): string => item.subgraphs[item.main]?.title ?? item.main

/** The library, of which nothing is known until `look`. */
export const createOwnNodes = ({ api, random, texts, tell }: OwnNodesParts): OwnNodes => {
  const store = createStore<readonly LibraryLine[]>(() => [])
  const line = (id: string) => store.getState().find((each) => each.id === id)
  const look = async () => store.setState(await api.library(), true)
  const change = async (work: () => Promise<void>, done?: string) => {
    try {
      await work()
      await look()
      if (done !== undefined) tell(done, 'done')
    } catch (error) {
      tell(texts().libraryFailed((error as Error).message), 'failed')
    }
  }
  return {
    store,
    look: () => change(async () => {}),
    save: (item) => {
      const title = titleOf(item)
      return change(async () => {
        await look()
        const there = store.getState().find((each) => each.item && each.title === title)
        await api.saveToLibrary(there?.id ?? random(), item)
      }, texts().saved(title))
    },
    async rename(id, title) {
      const item = line(id)?.item
      const main = item?.subgraphs[item.main]
      if (!item || !main || title === '' || main.title === title) return
      const subgraphs = { ...item.subgraphs, [item.main]: { ...main, title } }
      await change(() => api.saveToLibrary(id, { ...item, subgraphs }))
    },
    async remove(id) {
      await change(() => api.removeFromLibrary(id), texts().removed(line(id)?.title ?? id))
    },
    itemOf: (id) => (isOwnNode(id) ? line(id.slice(prefix.length))?.item : undefined),
  }
}

/** The id of a definition of the library without its prefix, which is what the library knows it by. */
export const libraryId = (id: string): string => id.slice(prefix.length)

/** How the nodes of a library stand in the search: with all their sockets, under ids of their own. */
export const ownDefinitions = (
  lines: readonly LibraryLine[],
  palette: Definitions,
  texts: SubgraphTexts,
): Definitions => {
  const found: Record<string, Definitions[string]> = {}
  for (const { id, item } of lines) {
    if (!item) continue
    const document: Workflow = { format: 'reelgraph', version: 1, nodes: {}, subgraphs: item.subgraphs }
    const known = definitionsIn(palette, document, texts)
    const definition = definitionOf(known, subgraphKind(item.main))
    if (definition) found[`${prefix}${id}`] = { ...definition, id: `${prefix}${id}`, unlisted: false }
  }
  return found
}
