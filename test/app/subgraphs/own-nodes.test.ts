import { expect, test } from 'vitest'
import { createOwnNodes, isOwnNode, ownDefinitions } from '../../../app/subgraphs/own-nodes.ts'
import { en } from '../../../app/texts/en.ts'
import type { LibraryItem } from '../../../workflow/subgraphs/library.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'

const edge = (kind: string) => ({ node: kind, version: 1, at: [0, 0] as const, inputs: {} })
const item = (title: string): LibraryItem => ({
  format: 'reelgraph-subgraph',
  version: 1,
  main: 'part',
  subgraphs: {
    part: {
      title,
      inputs: [],
      outputs: [],
      nodes: { inputs: edge('subgraph-inputs'), outputs: edge('subgraph-outputs') },
    },
  },
})

/** A library over a server that is a map. */
const shop = () => {
  const kept = new Map<string, LibraryItem>()
  const told: string[] = []
  const server = { down: false }
  const awake = () => {
    if (server.down) throw new Error('no line')
  }
  let next = 0
  const own = createOwnNodes({
    api: {
      async library() {
        awake()
        return [...kept].map(([id, each]) => ({ id, title: each.subgraphs[each.main]!.title, savedAt: 0, item: each }))
      },
      async saveToLibrary(id, each) {
        awake()
        kept.set(id, each)
      },
      async removeFromLibrary(id) {
        awake()
        kept.delete(id)
      },
    },
    random: () => `id${next++}`,
    texts: () => en.subgraphs,
    tell: (message, kind) => told.push(`${kind}: ${message}`),
  })
  return { own, kept, told, server }
}

test('a node is kept under its title: the same again replaces it, another stands beside it, and each can be renamed', async () => {
  const { own, kept } = shop()
  await own.save(item('Zoom'))
  await own.save({ ...item('Zoom'), version: 2 })
  await own.save(item('Pan'))
  expect([...kept].map(([id, each]) => [id, each.version])).toEqual([
    ['id0', 2],
    ['id1', 1],
  ])
  await own.rename('id1', 'Pan left')
  await own.rename('id1', '')
  expect(own.store.getState().map(({ title }) => title)).toEqual(['Zoom', 'Pan left'])
  const offered = ownDefinitions(own.store.getState(), palette, subgraphTexts)
  expect(Object.values(offered).map(({ title }) => title)).toEqual(['Zoom', 'Pan left'])
  for (const id of Object.keys(offered))
    expect([isOwnNode(id), own.itemOf(id)?.format]).toEqual([true, 'reelgraph-subgraph'])
  await own.remove('id0')
  expect(own.store.getState().map(({ title }) => title)).toEqual(['Pan left'])
})

test('what the server could not do is told, and the list stays as it was', async () => {
  const { own, told, server } = shop()
  await own.save(item('Zoom'))
  server.down = true
  await own.remove('id0')
  await own.save(item('Pan'))
  expect(told.map((each) => each.split(':')[0])).toEqual(['done', 'failed', 'failed'])
  expect(told.at(-1)).toContain('no line')
  expect(own.store.getState()).toHaveLength(1)
})
