import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, describe as group, test } from 'vitest'
import { type CacheOptions, openCache } from '../../../server/worker/cache.ts'
import { digestOf } from '../../../server/worker/content-address.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const address = (name: string) => digestOf(name)
const result = (text: string, length = 10) => ({
  outputs: { text, data: Float32Array.from({ length }, (_, at) => at / 3), bytes: Uint8Array.of(1, 2, 255) },
  warnings: ['w'],
})
/** A cache without memory shows what the disk holds. */
const openDisk = (folder: string, more: Partial<CacheOptions> = {}) => openCache({ folder, memoryBytes: 0, ...more })

group('on the disk', () => {
  test('a result comes back as it was, in another process too', async () => {
    const folder = await tempFolder()
    const cache = await openDisk(folder)
    const odd = {
      outputs: { data: Float32Array.of(-0, Number.NaN, 1e-45), history: [Float32Array.of(1)] },
      warnings: [],
    }
    await cache.write(address('a'), odd)
    expect(await (await openDisk(folder)).read(address('a'))).toEqual(odd)
    expect(await cache.read(address('b'))).toBeUndefined()
  })

  test.each([
    ['a bit flipped in the body', (bytes: Buffer) => bytes.fill(bytes.at(-3)! ^ 1, bytes.length - 3, bytes.length - 2)],
    ['a bit flipped in the digest', (bytes: Buffer) => bytes.fill(bytes[9]! ^ 1, 9, 10)],
    ['the magic of another form', (bytes: Buffer) => bytes.fill('X', 0, 1)],
    ['the end cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['nothing in it', () => Buffer.alloc(0)],
  ])('a file with %s counts as absent, and goes', async (_, damage) => {
    const folder = await tempFolder()
    const cache = await openDisk(folder)
    await cache.write(address('a'), result('x'))
    const path = join(folder, (await readdir(folder))[0]!)
    await writeFile(path, damage(await readFile(path)))
    expect(await cache.read(address('a'))).toBeUndefined()
    expect(await readdir(folder)).toEqual([])
    await cache.write(address('a'), result('y'))
    expect(await cache.read(address('a'))).toEqual(result('y'))
  })

  test('what `valid` refuses counts as absent, from disk and from memory', async () => {
    const folder = await tempFolder()
    for (const memoryBytes of [0, 1e6]) {
      const cache = await openCache({ folder, memoryBytes })
      await cache.write(address('a'), result('x'))
      expect(await cache.read(address('a'), async ({ outputs }) => outputs.text === 'y')).toBeUndefined()
      expect(await cache.read(address('a'), async ({ outputs }) => outputs.text === 'x')).toEqual(result('x'))
    }
  })

  test('over the budget the files used longest ago go, and leftovers of crashes with them', async () => {
    const folder = await tempFolder()
    const cache = await openDisk(folder)
    const names = ['a', 'b', 'c', 'd']
    for (const name of names) await cache.write(address(name), result(name, 1000))
    const pathOf = (name: string) => join(folder, `${address(name)}.result`)
    for (const [at, name] of names.entries()) await utimes(pathOf(name), 1000 + at, 1000 + at)
    await cache.read(address('a'))
    await writeFile(join(folder, '.writing-old'), 'x')
    await utimes(join(folder, '.writing-old'), 1000, 1000)
    await writeFile(join(folder, '.writing-new'), 'x')
    await writeFile(join(folder, 'of-somebody-else'), 'x')

    const { size } = await stat(pathOf('a'))
    const smaller = await openDisk(folder, { diskBytes: size * 2.5 })
    await smaller.close()
    expect(new Set(await readdir(folder))).toEqual(
      new Set([`${address('a')}.result`, `${address('d')}.result`, '.writing-new', 'of-somebody-else']),
    )
  })

  test('the budget is kept while results are written', async () => {
    const folder = await tempFolder()
    const cache = await openDisk(folder, { diskBytes: 50_000 })
    for (let n = 0; n < 40; n++) await cache.write(address(`${n}`), result(`${n}`, 1000))
    await cache.close()
    const { length } = await readdir(folder)
    expect(length).toBeLessThanOrEqual(50_000 / 4000)
    expect(length).toBeGreaterThan(5)
  })

  test('a folder that somebody deleted comes back', async () => {
    const folder = join(await tempFolder(), 'cache')
    const cache = await openDisk(folder)
    await rm(folder, { recursive: true })
    await cache.write(address('a'), result('x'))
    expect(await cache.read(address('a'))).toEqual(result('x'))
  })

  test('where the disk does not take it, write throws, leaves nothing behind, and memory has it', async () => {
    const folder = await tempFolder()
    const cache = await openCache({ folder })
    // A folder in the place of the file: the rename fails after the bytes were written, as on a full disk.
    await mkdir(join(folder, `${address('a')}.result`, 'x'), { recursive: true })
    await expect(cache.write(address('a'), result('x'))).rejects.toThrow()
    expect((await readdir(folder)).filter((name) => name.startsWith('.writing-'))).toEqual([])
    expect(await cache.read(address('a'))).toEqual(result('x'))
  })
})

group('in memory', () => {
  test('the last used stay within the budget', async () => {
    const folder = await tempFolder()
    const cache = await openCache({ folder, memoryBytes: 14_000 })
    for (const name of ['a', 'b', 'c']) await cache.write(address(name), result(name, 1000))
    await cache.read(address('a'))
    await cache.write(address('d'), result('d', 1000))
    for (const name of await readdir(folder)) await rm(join(folder, name))
    const there = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) => (await cache.read(address(name))) !== undefined),
    )
    expect(there).toEqual([true, false, true, true])
  })
})
