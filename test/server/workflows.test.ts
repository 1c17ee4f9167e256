import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { temporaryPrefix } from '../../server/durable-file.ts'
import { versionTime } from '../../server/workflow-versions.ts'
import { openWorkflows, revOf, WorkflowConflict, WorkflowIdError } from '../../server/workflows.ts'
import { WorkflowError } from '../../workflow/document.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

/** What the disk does not do: the next calls of these fail with this code. */
const trouble = vi.hoisted((): { rename?: string; link?: string } => ({}))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const failing = (name: 'rename' | 'link') => (from: string, to: string) => {
    const code = trouble[name]
    return code ? Promise.reject(Object.assign(new Error(`${code}: ${name}`), { code })) : real[name](from, to)
  }
  return { ...real, rename: failing('rename'), link: failing('link') }
})

const bytesOf = (name: string, more: object = {}) =>
  Buffer.from(JSON.stringify({ format: 'reelgraph', version: 1, name, nodes: {}, ...more }))
const node = { node: 'text', version: 1, at: [0, 0], inputs: {} }
const day = 24 * 60 * 60 * 1000

const shelf = async (now?: () => number) => {
  const folder = await tempFolder()
  return { folder, workflows: await openWorkflows(folder, now ? { now } : {}) }
}
const historyOf = async (folder: string, id: string) => (await readdir(join(folder, '.history', id))).sort()
const conflict = async (work: Promise<unknown>): Promise<WorkflowConflict> => {
  const error = await work.then(
    () => undefined,
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(WorkflowConflict)
  return error as WorkflowConflict
}

describe('saving', () => {
  test('keeps the very bytes', async () => {
    const { folder, workflows } = await shelf()
    const bytes = Buffer.from('{"later":1, "format":"reelgraph" ,\r\n"version":1,"name":"ä 🎬","nodes":{}}\n\n')
    const line = await workflows.save('one', bytes, 'new')
    expect(line).toMatchObject({ id: 'one', name: 'ä 🎬', rev: revOf(bytes), nodes: 0 })
    expect((await readFile(join(folder, 'one.json'))).equals(bytes)).toBe(true)
    expect(await workflows.read('one')).toMatchObject({ rev: line.rev, savedAt: line.savedAt, bytes })
    expect(await workflows.read('two')).toBeUndefined()
    expect(await workflows.list()).toEqual([line])
  })

  test('overwrites only the version that it is based on, and says what is there', async () => {
    const { workflows } = await shelf()
    const [a, b, c] = ['a', 'b', 'c'].map((name) => bytesOf(name)) as [Buffer, Buffer, Buffer]
    const first = await workflows.save('one', a, 'new')
    expect(await conflict(workflows.save('one', b, 'new'))).toMatchObject({
      rev: first.rev,
      message: 'There is already a workflow "one". Save under another id, or open that one.',
    })
    const second = await workflows.save('one', b, { rev: first.rev })
    expect(await conflict(workflows.save('one', c, { rev: first.rev }))).toMatchObject({
      rev: second.rev,
      message: expect.stringMatching(/was saved elsewhere in the meantime\. Nothing was overwritten/),
    })
    expect(await conflict(workflows.save('two', c, { rev: first.rev }))).toMatchObject({
      rev: null,
      message: expect.stringMatching(/no longer there/),
    })
    expect((await workflows.read('one'))!.rev).toBe(second.rev)
  })

  test('of many tabs at once lets one through, and the others hear of it', async () => {
    const { folder, workflows } = await shelf()
    const first = await workflows.save('one', bytesOf('first'), 'new')
    const saves = await Promise.allSettled(
      Array.from({ length: 8 }, (_, tab) => workflows.save('one', bytesOf(`tab ${tab}`), { rev: first.rev })),
    )
    expect(saves.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    for (const each of saves) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(WorkflowConflict)
    expect(await historyOf(folder, 'one')).toHaveLength(1)
  })

  test('of the same bytes again changes nothing, whatever it is based on', async () => {
    const { folder, workflows } = await shelf()
    const first = await workflows.save('one', bytesOf('a'), 'new')
    const { ino } = await stat(join(folder, 'one.json'))
    for (const basis of ['new', { rev: first.rev }, { rev: '0'.repeat(64) }] as const)
      expect(await workflows.save('one', bytesOf('a'), basis)).toEqual(first)
    expect((await stat(join(folder, 'one.json'))).ino).toBe(ino)
    expect(await readdir(folder)).toEqual(['one.json'])
  })

  test.each([
    ['nothing', Buffer.from('')],
    ['half a file', bytesOf('a').subarray(0, 30)],
    ['another program’s file', Buffer.from('{"nodes":[]}')],
    [
      'text that is not UTF-8',
      Buffer.concat([
        Buffer.from('{"format":"reelgraph","version":1,"nodes":{},"name":"'),
        Buffer.of(0xff),
        Buffer.from('"}'),
      ]),
    ],
  ])('refuses %s and leaves what is there', async (_, bytes) => {
    const { folder, workflows } = await shelf()
    const first = await workflows.save('one', bytesOf('a'), 'new')
    await expect(workflows.save('one', bytes, { rev: first.rev })).rejects.toBeInstanceOf(WorkflowError)
    expect((await workflows.read('one'))!.rev).toBe(first.rev)
    expect(await readdir(folder)).toEqual(['one.json'])
  })

  test.each([
    '',
    '.',
    '..',
    '.history',
    '../one',
    'a/b',
    'a\\b',
    'a b',
    '-a',
    '_a',
    'ä',
    'a.json',
    'x'.repeat(81),
    'a\0',
  ])('takes no id %j', async (id) => {
    const { folder, workflows } = await shelf()
    await expect(workflows.save(id, bytesOf('a'), 'new')).rejects.toBeInstanceOf(WorkflowIdError)
    await expect(workflows.read(id)).rejects.toBeInstanceOf(WorkflowIdError)
    await expect(workflows.remove(id)).rejects.toBeInstanceOf(WorkflowIdError)
    expect(await readdir(folder)).toEqual([])
  })

  test.each(['a', '0', 'Az_9-', 'constructor', 'x'.repeat(80)])('takes the id %j', async (id) => {
    const { workflows } = await shelf()
    expect((await workflows.save(id, bytesOf('a'), 'new')).id).toBe(id)
  })
})

describe('a save that goes wrong', () => {
  test('when the new file would take its place leaves the old one, whole and saved as before', async () => {
    const { folder, workflows } = await shelf()
    const first = await workflows.save('one', bytesOf('a'), 'new')
    trouble.rename = 'ENOSPC'
    await expect(workflows.save('one', bytesOf('b'), { rev: first.rev })).rejects.toMatchObject({ code: 'ENOSPC' })
    trouble.rename = undefined
    expect(await workflows.list()).toEqual([first])
    expect((await readdir(folder)).sort()).toEqual(['.history', 'one.json'])
    // And the person can save once more, on the same basis.
    const second = await workflows.save('one', bytesOf('b'), { rev: first.rev })
    expect((await workflows.read('one'))!.rev).toBe(second.rev)
    expect(await historyOf(folder, 'one')).toHaveLength(1)
  })

  test('by a crash leaves a file half written, which the next start removes', async () => {
    const { folder, workflows } = await shelf()
    const line = await workflows.save('one', bytesOf('a'), 'new')
    await writeFile(join(folder, `${temporaryPrefix}one.json-12ab`), '{"format":"reel')
    const again = await openWorkflows(folder)
    expect(await readdir(folder)).toEqual(['one.json'])
    expect(await again.list()).toEqual([line])
  })

  test('for a folder that cannot be made says so at the start', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'file'), '')
    await expect(openWorkflows(join(folder, 'file'))).rejects.toThrow(/EEXIST|ENOTDIR/)
  })
})

describe('the history', () => {
  test('holds every version that was replaced, under its time and rev', async () => {
    const { folder, workflows } = await shelf()
    let basis: 'new' | { rev: string } = 'new'
    const saved: { rev: string; savedAt: number }[] = []
    for (const name of ['a', 'b', 'c', 'd']) {
      const line = await workflows.save('one', bytesOf(name), basis)
      saved.push(line)
      basis = line
    }
    const names = await historyOf(folder, 'one')
    expect(names.map((name) => name.slice(-69, -5)).sort()).toEqual(
      saved
        .slice(0, 3)
        .map((each) => each.rev)
        .sort(),
    )
    for (const name of names) {
      const bytes = await readFile(join(folder, '.history', 'one', name))
      expect(name.endsWith(`-${revOf(bytes)}.json`)).toBe(true)
      expect(saved.map((each) => each.savedAt)).toContain(versionTime(name))
    }
  })

  test('is copied where a file cannot have two names', async () => {
    const { folder, workflows } = await shelf()
    const first = await workflows.save('one', bytesOf('a'), 'new')
    trouble.link = 'EPERM'
    await workflows.save('one', bytesOf('b'), { rev: first.rev })
    trouble.link = undefined
    const [name] = await historyOf(folder, 'one')
    expect((await readFile(join(folder, '.history', 'one', name!))).equals(bytesOf('a'))).toBe(true)
  })

  test('is thinned as it gets old, and other files in it are left alone', async () => {
    const time = Date.UTC(2025, 5, 15, 12)
    const { folder, workflows } = await shelf(() => time)
    const versions = join(folder, '.history', 'one')
    await mkdir(versions, { recursive: true })
    const old = Array.from({ length: 80 }, (_, index) => {
      const at = new Date(time - 5 * day - index * 1000).toISOString().replaceAll(':', '-')
      return `${at}-${index.toString(16).padStart(64, '0')}.json`
    }).sort()
    for (const name of [...old, 'notes.txt']) await writeFile(join(versions, name), '{}')
    const first = await workflows.save('one', bytesOf('a'), 'new')
    await utimes(join(folder, 'one.json'), time / 1000 - 60, time / 1000 - 60)
    await workflows.save('one', bytesOf('b'), { rev: first.rev })
    const left = await historyOf(folder, 'one')
    expect(left).toHaveLength(51)
    expect(left).toContain('notes.txt')
    expect(left.filter((name) => old.includes(name))).toEqual(old.slice(-49))
  })
})

describe('deleting', () => {
  test('moves the file to the trash, and its id is free again', async () => {
    const { folder, workflows } = await shelf()
    await workflows.save('one', bytesOf('a'), 'new')
    expect(await workflows.remove('one')).toBe(true)
    expect(await workflows.remove('one')).toBe(false)
    expect([await workflows.read('one'), await workflows.list()]).toEqual([undefined, []])
    const [name] = await readdir(join(folder, '.trash'))
    expect(name).toMatch(/^one-.*\.json$/)
    expect((await readFile(join(folder, '.trash', name!))).equals(bytesOf('a'))).toBe(true)
    await workflows.save('one', bytesOf('b'), 'new')
    expect(await workflows.list()).toHaveLength(1)
  })

  test('spares a version that the person has not seen', async () => {
    const { workflows } = await shelf()
    const first = await workflows.save('one', bytesOf('a'), 'new')
    const second = await workflows.save('one', bytesOf('b'), first)
    const error = await conflict(workflows.remove('one', first.rev))
    expect([error.rev, error.message]).toEqual([second.rev, expect.stringMatching(/was not deleted/)])
    expect(await workflows.remove('one', second.rev)).toBe(true)
  })

  test('that fails leaves the file', async () => {
    const { workflows } = await shelf()
    await workflows.save('one', bytesOf('a'), 'new')
    trouble.rename = 'EIO'
    await expect(workflows.remove('one')).rejects.toThrow('EIO')
    trouble.rename = undefined
    expect(await workflows.list()).toHaveLength(1)
  })
})

describe('the list', () => {
  test('has the one saved last first, with names and numbers of nodes', async () => {
    const { folder, workflows } = await shelf()
    await workflows.save('old', bytesOf('Old'), 'new')
    await workflows.save('mid', bytesOf('', { nodes: { a: node, b: node } }), 'new')
    await workflows.save('new', bytesOf('New'), 'new')
    for (const [index, id] of ['old', 'mid', 'new'].entries())
      await utimes(join(folder, `${id}.json`), 1_700_000_000 + index, 1_700_000_000 + index)
    expect((await workflows.list()).map(({ id, name, nodes, savedAt }) => [id, name, nodes, savedAt])).toEqual([
      ['new', 'New', 0, 1_700_000_002_000],
      ['mid', 'mid', 2, 1_700_000_001_000],
      ['old', 'Old', 0, 1_700_000_000_000],
    ])
  })

  test('shows what cannot be opened, with the reason, beside what can', async () => {
    const { folder, workflows } = await shelf()
    await workflows.save('good', bytesOf('Good'), 'new')
    await writeFile(join(folder, 'broken.json'), '{"format":')
    await writeFile(join(folder, 'newer.json'), '{"format":"reelgraph","version":99,"nodes":{}}')
    await writeFile(join(folder, 'bad name.json'), bytesOf('x'))
    await writeFile(join(folder, 'notes.txt'), 'no workflow')
    await mkdir(join(folder, 'folder.json'))
    const list = await workflows.list()
    expect(Object.fromEntries(list.map((each) => [each.id, each.problem ?? 'none']))).toEqual({
      good: 'none',
      broken: expect.stringMatching(/not JSON/),
      newer: expect.stringMatching(/newer Reelgraph/),
      'bad name': expect.stringMatching(/cannot name a workflow/),
      folder: expect.stringMatching(/EISDIR/),
    })
  })

  test('notices what another program changes, adds and deletes', async () => {
    const { folder, workflows } = await shelf()
    const before = await workflows.save('one', bytesOf('Before'), 'new')
    expect(await workflows.list()).toEqual([before])
    await writeFile(join(folder, 'one.json'), bytesOf('After it'))
    await writeFile(join(folder, 'two.json'), bytesOf('Two'))
    expect((await workflows.list()).map((each) => each.name).sort()).toEqual(['After it', 'Two'])
    // A save that is based on the file as it was does not overwrite that change.
    await conflict(workflows.save('one', bytesOf('Mine'), { rev: before.rev }))
  })
})
