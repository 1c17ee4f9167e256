import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openArtifacts } from '../../server/artifacts.ts'
import { temporaryPrefix } from '../../server/durable-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelgraph-artifacts-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('a file that is adopted is found under the digest of its bytes, and nothing else stays', async () => {
  const artifacts = await openArtifacts(join(folder, 'new', 'store'))
  const path = artifacts.temporary('mp4')
  expect(extname(path)).toBe('.mp4')
  await writeFile(path, 'a clip')
  const stored = await artifacts.adopt(path, 'mp4')
  expect(stored).toEqual({
    artifact: sha256('a clip'),
    bytes: 6,
    path: join(folder, 'new/store', `${sha256('a clip')}.mp4`),
  })
  expect(await artifacts.find(`${stored.artifact}.mp4`)).toEqual({ path: stored.path, bytes: 6 })
  expect(await readFile(stored.path, 'utf8')).toBe('a clip')
  expect(await readdir(join(folder, 'new/store'))).toEqual([`${stored.artifact}.mp4`])
})

test('the same content twice is one file, and the one that is there stays in place', async () => {
  const artifacts = await openArtifacts(folder)
  const paths = [artifacts.temporary('gif'), artifacts.temporary('gif')] as const
  expect(new Set(paths).size).toBe(2)
  for (const path of paths) await writeFile(path, 'same')
  const first = await artifacts.adopt(paths[0], 'gif')
  const { ino } = await stat(first.path)
  expect(await artifacts.adopt(paths[1], 'gif')).toEqual(first)
  expect((await stat(first.path)).ino).toBe(ino)
  expect(await readdir(folder)).toEqual([`${first.artifact}.gif`])
})

test('only names of artifacts are looked for', async () => {
  const artifacts = await openArtifacts(join(folder, 'store'))
  await writeFile(join(folder, 'secret.mp4'), 'x')
  const digest = sha256('x')
  for (const name of [
    '../secret.mp4',
    'secret.mp4',
    '',
    '.',
    digest,
    `${digest}.`,
    `${digest}.mp4/..`,
    `${digest}.MP4`,
    `${digest}.mp4`,
  ])
    expect(await artifacts.find(name), name).toBeUndefined()
  expect(() => artifacts.temporary('../mp4')).toThrow(/no file extension/)
  await expect(artifacts.adopt(join(folder, 'secret.mp4'), 'mp4')).rejects.toThrow(/does not lie in/)
  expect(await readFile(join(folder, 'secret.mp4'), 'utf8')).toBe('x')
})

test('what a process that is gone left half written is removed at the start; what another one writes now is not', async () => {
  const before = await openArtifacts(folder)
  const mine = before.temporary('mp4')
  const old = before.temporary('mp4')
  const dead = join(folder, `${temporaryPrefix}999999999-00.mp4`)
  const finished = join(folder, `${sha256('done')}.mp4`)
  for (const path of [mine, old, dead, finished]) await writeFile(path, 'half')
  await utimes(old, new Date(0), new Date(0))
  await openArtifacts(folder)
  expect((await readdir(folder)).map((name) => join(folder, name)).sort()).toEqual([mine, finished].sort())
})
