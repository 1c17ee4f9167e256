import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLibrary } from '../../server/library.ts'
import { createRouter } from '../../server/router.ts'
import { libraryRoutes } from '../../server/routes/library.ts'
import { listen } from '../fakes/http-server.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const edge = (kind: string) => ({ node: kind, version: 1, at: [0, 0], inputs: {} })
const item = (title: string) => ({
  format: 'reelgraph-subgraph',
  version: 1,
  main: 'part',
  subgraphs: {
    part: {
      title,
      nodes: { inputs: edge('subgraph-inputs'), outputs: edge('subgraph-outputs') },
      inputs: [],
      outputs: [],
    },
  },
})

describe('the library of nodes of one’s own', () => {
  const shop = async () => {
    const folder = await tempFolder()
    const library = await openLibrary(folder)
    const reports: string[] = []
    let changes = 0
    const changed = () => {
      changes++
    }
    const router = createRouter(libraryRoutes(library, changed), (line) => reports.push(line))
    const { origin } = await listen((request, response) => void router(request, response))
    const ask = (path: string, method = 'GET', body?: string) =>
      fetch(`${origin}/api/library${path}`, { method, ...(body === undefined ? {} : { body }) })
    const list = async () => (await (await ask('')).json()) as { id: string; title: string; problem?: string }[]
    return { folder, ask, list, reports, changes: () => changes }
  }

  test('keeps the bytes that it was given, lists them by title, and keeps what is replaced or removed', async () => {
    const { folder, ask, list, reports, changes } = await shop()
    const text = `${JSON.stringify(item('Zoom'))}\n`
    expect((await ask('/a', 'PUT', text)).status).toBe(204)
    expect((await ask('/b', 'PUT', JSON.stringify(item('Blur')))).status).toBe(204)
    expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe(text)
    expect(await list()).toMatchObject([
      { id: 'b', title: 'Blur', item: item('Blur') },
      { id: 'a', title: 'Zoom' },
    ])
    await ask('/a', 'PUT', JSON.stringify(item('Pan')))
    expect((await ask('/b', 'DELETE')).status).toBe(204)
    expect(await list()).toMatchObject([{ id: 'a', title: 'Pan' }])
    const trash = await readdir(join(folder, '.trash'))
    expect(trash.map((name) => name.slice(0, 2)).sort()).toEqual(['a-', 'b-'])
    expect(await readFile(join(folder, '.trash', trash.find((name) => name.startsWith('a-'))!), 'utf8')).toBe(text)
    expect(changes()).toBe(4)
    expect(reports).toEqual([])
  })

  test('refuses what is no node, ids that are no names of files, and nodes that are not there', async () => {
    const { folder, ask, list, reports, changes } = await shop()
    for (const [path, body, words] of [
      ['/a', '{', 'no JSON'],
      ['/a', '{"format":"reelgraph"}', 'format'],
      ['/a', JSON.stringify({ ...item('x'), main: 'other' }), 'main'],
      ['/a', JSON.stringify({ ...item('x'), version: 99 }), 'version'],
      ['/..%2Fb', JSON.stringify(item('x')), 'cannot name'],
    ] as const) {
      const answer = await ask(path, 'PUT', body)
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(words)])
    }
    expect((await ask('/a', 'DELETE')).status).toBe(404)
    expect(await readdir(folder)).toEqual([])
    expect(changes()).toBe(0)
    await writeFile(join(folder, 'broken.json'), '{')
    expect(await list()).toMatchObject([{ id: 'broken', problem: expect.stringContaining('no JSON') }])
    expect(reports).toEqual([])
  })
})
