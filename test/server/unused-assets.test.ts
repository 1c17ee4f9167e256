import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openAssets } from '../../server/assets.ts'
import { namedBelow, removeUnusedAssets } from '../../server/unused-assets.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const aDay = 24 * 60 * 60 * 1000
const now = Date.UTC(2030, 0, 31, 12)
const digest = (letter: string): string => letter.repeat(64)
const nothing = async () => new Set<string>()

/** A folder of assets, last used so many days before now. */
const write = async (days: Readonly<Record<string, number>>): Promise<string> => {
  const folder = await tempFolder()
  for (const [letter, age] of Object.entries(days)) {
    const path = join(folder, `${digest(letter)}.mp4`)
    await writeFile(path, letter)
    await utimes(path, (now - age * aDay) / 1000, (now - age * aDay) / 1000)
  }
  return folder
}
const left = async (folder: string) => (await readdir(folder)).map((name) => name[0]).sort()

describe('files that nothing names', () => {
  test('go 30 days after their last use, not a moment before; what is no asset stays', async () => {
    const folder = await write({ a: 0, b: 29.99, c: 30, d: 400, e: -5 })
    await writeFile(join(folder, 'notes.txt'), '')
    await utimes(join(folder, 'notes.txt'), 0, 0)
    expect(await removeUnusedAssets(folder, nothing, now)).toEqual(['c', 'd'].map((each) => `${digest(each)}.mp4`))
    expect(await left(folder)).toEqual(['a', 'b', 'e', 'n'])
  })

  test('count as used when they are given again, read or shown', async () => {
    const folder = await write({ a: 40, b: 40, c: 40 })
    let clock = now
    const assets = await openAssets(folder, join(folder, 'shipped'), { now: () => clock })
    const picture = Buffer.from([0xff, 0xd8, 0xff, ...new Uint8Array(20)])
    const pieces = async function* () {
      yield picture
    }
    const given = await assets.take(pieces(), 'x.jpg')
    const path = join(folder, `${given.asset}.jpg`)
    await utimes(path, 0, 0)
    await assets.take(pieces(), 'x.jpg')
    expect(await assets.find({ asset: digest('b'), extension: 'mp4' })).toBeDefined()
    await removeUnusedAssets(folder, nothing, now)
    expect(await left(folder)).toEqual(['b', given.asset[0]].sort())
    expect((await stat(path)).mtimeMs).toBe(now)
    // And that lasts for 30 days from then.
    clock += 30 * aDay
    expect(await removeUnusedAssets(folder, nothing, clock - 1)).toEqual([])
    expect(await removeUnusedAssets(folder, nothing, clock)).toHaveLength(2)
  })

  test('stay where it cannot be known what is named', async () => {
    const folder = await write({ a: 40, b: 40 })
    const broken = async () => {
      throw new Error('EACCES')
    }
    await expect(removeUnusedAssets(folder, broken, now)).rejects.toThrow('EACCES')
    expect(await left(folder)).toEqual(['a', 'b'])
  })

  test('are asked for only where they are old', async () => {
    const folder = await write({ a: 1 })
    await removeUnusedAssets(folder, () => Promise.reject(new Error('asked')), now)
  })
})

test('a file that is named stays, and 30 days more from when its name is gone', async () => {
  const folder = await write({ a: 40, b: 40 })
  const named = async (digests: ReadonlySet<string>) => {
    expect([...digests].sort()).toEqual([digest('a'), digest('b')])
    return new Set([digest('a')])
  }
  expect(await removeUnusedAssets(folder, named, now)).toEqual([`${digest('b')}.mp4`])
  expect(await removeUnusedAssets(folder, nothing, now + 30 * aDay - 1)).toEqual([])
  expect(await removeUnusedAssets(folder, nothing, now + 30 * aDay)).toEqual([`${digest('a')}.mp4`])
})

test('names are found in workflows, their versions, what was deleted, and files of other programs', async () => {
  const root = await tempFolder()
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await write(
    'workflows/one.json',
    JSON.stringify({ nodes: { c: { inputs: { file: { value: { asset: digest('a') } } } } } }),
  )
  await write('workflows/.history/one/2030-01-01T00-00-00.000Z-x.json', `{"asset":\n"${digest('b')}"}`)
  await write('workflows/.trash/two.json', `{"unknown":"${digest('c')}"}`)
  await write('library/three.json', `{ not even JSON ${digest('d')}`)
  await write('library/four.json', `${digest('e').toUpperCase()} ${digest('f').slice(1)}`)
  const wanted = new Set(['a', 'b', 'c', 'd', 'e', 'f'].map(digest))
  const found = await namedBelow([join(root, 'workflows'), join(root, 'library'), join(root, 'gone')], wanted)
  expect([...found].map((each) => each[0]).sort()).toEqual(['a', 'b', 'c', 'd'])
})
