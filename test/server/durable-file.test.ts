import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { syncFolder, writeDurably } from '../../server/durable-file.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const bytes = (text: string) => Buffer.from(text)

test('writes a new file and replaces an old one, and leaves nothing else', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'a.json')
  await writeDurably(path, bytes('one'))
  await writeDurably(path, bytes('two, which is longer'))
  await writeDurably(path, bytes(''))
  await writeDurably(path, bytes('three'))
  expect(await readFile(path, 'utf8')).toBe('three')
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('calls `before` when the old file is still there and the new bytes are already beside it', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'a.json')
  await writeFile(path, 'old')
  let seen: string[] = []
  await writeDurably(path, bytes('new'), async () => {
    seen = await Promise.all((await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'utf8')))
  })
  expect(seen.sort()).toEqual(['new', 'old'])
  expect(await readFile(path, 'utf8')).toBe('new')
})

test('keeps the old file and leaves no temporary one where `before` fails', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'a.json')
  await writeFile(path, 'old')
  const before = () => Promise.reject(new Error('no room for the history'))
  await expect(writeDurably(path, bytes('new'), before)).rejects.toThrow('no room for the history')
  expect(await readdir(folder)).toEqual(['a.json'])
  expect(await readFile(path, 'utf8')).toBe('old')
})

test('leaves no temporary file where the rename fails', async () => {
  const folder = await tempFolder()
  await mkdir(join(folder, 'a.json', 'in the way'), { recursive: true })
  await expect(writeDurably(join(folder, 'a.json'), bytes('new'))).rejects.toThrow()
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('many writers of one file leave one whole content', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'a.json')
  const contents = Array.from({ length: 12 }, (_, index) => String(index).repeat(20_000))
  await Promise.all(contents.map((content) => writeDurably(path, bytes(content))))
  expect(contents).toContain(await readFile(path, 'utf8'))
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('a folder that is not there is an error', async () => {
  const missing = join(await tempFolder(), 'missing')
  await expect(writeDurably(join(missing, 'a'), bytes('x'))).rejects.toThrow('ENOENT')
  await expect(syncFolder(missing)).rejects.toThrow('ENOENT')
})

test.runIf(process.platform !== 'win32')(
  'where there is no room the old file stays, nothing lies half written beside it, and the error says what was needed',
  async () => {
    const folder = await tempFolder()
    const path = join(folder, 'a.json')
    await writeFile(path, 'old')
    const program = `
      import { writeDurably } from ${JSON.stringify(new URL('../../server/durable-file.ts', import.meta.url).href)}
      await writeDurably(${JSON.stringify(path)}, Buffer.alloc(5_000_000)).catch((error) => {
        process.stdout.write(JSON.stringify({ code: error.code, missing: error.missing }))
      })`
    // No file may grow above 1024 blocks of 512 or 1024 bytes: a disk that is full in the middle.
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      'ulimit -f 1024; exec "$0" --import tsx --input-type=module -e "$1"',
      process.execPath,
      program,
    ])
    expect(JSON.parse(stdout)).toEqual({
      code: 'EFBIG',
      missing: { code: 'roomNeededOf', values: { needed: 5_000_000, free: expect.any(Number) } },
    })
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['a.json'])
  },
)
