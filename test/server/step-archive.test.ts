import { appendFile, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Preview } from '../../server/previews.ts'
import { stepRoutes } from '../../server/routes/steps.ts'
import { openStepArchive, type StepArchiveOptions } from '../../server/step-archive.ts'
import { inEnglish } from '../../workflow/said/said.ts'
import { readStepRecords } from '../../workflow/step-records.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const addressOf = (sign: string) => sign.repeat(64)
const a = addressOf('a')

/** No error, which a browser would write to its console, and not to be kept: there may be steps later. */
const nothing = { status: 204, headers: { 'cache-control': 'no-store' } }

const preview = (step: number, { address = a, job = 'j', value = step, size = 1 } = {}): Preview => ({
  header: {
    ...{ job, workflow: 'w', node: 'n', address, step, steps: 9, frames: 1, channels: 1, height: 1, width: size },
    ...{ scale: [1], zero: [0], colour: 'c', at: 0 },
  },
  latent: new Uint8Array(size).fill(value),
})

/** An archive in a folder, and what a browser gets of it. */
const archiveIn = (folder: string, options: Partial<StepArchiveOptions> = {}) => {
  const troubles: string[] = []
  const archive = openStepArchive({
    folder,
    trouble: ({ job }, words) => troubles.push(`${job}: ${inEnglish(words)}`),
    ...options,
  })
  const [route] = stepRoutes(archive)
  const get = async (address: string, query = '') => {
    const answer = await route!.answer({
      params: { address },
      query: new URLSearchParams(query),
      headers: {},
      body: async () => Buffer.alloc(0),
      async *pieces() {},
    })
    const data = answer.file ? await readFile(answer.file.path) : (answer.bytes?.data ?? new Uint8Array())
    const { steps, whole } = readStepRecords(data)
    const latents = Object.fromEntries(steps.map(({ header, latent }) => [header.step, latent[0]]))
    return { answer, whole, latents, count: steps.length }
  }
  return { ...archive, troubles, get }
}

test('steps are there at once and after a restart, those that come again in place of the former; then the file is whole and stays', async () => {
  const folder = join(await tempFolder(), 'steps')
  const first = archiveIn(folder)
  for (const step of [1, 2, 3]) first.keep(preview(step))
  const growing = await first.get(a)
  expect(growing.latents).toEqual({ 1: 1, 2: 2, 3: 3 })
  expect(growing).toMatchObject({ whole: false, answer: { headers: { 'cache-control': 'no-store' } } })
  expect((await first.get(a, 'newest')).latents).toEqual({ 3: 3 })
  await first.close()
  // The server went down in the middle of a step.
  await appendFile(join(folder, `${a}.steps`), Buffer.from('step, and then nothing'))

  const second = archiveIn(folder)
  second.keep(preview(3, { value: 33, job: 'later' }))
  await second.get(a)
  // A write that broke off.
  await appendFile(join(folder, `${a}.steps`), Buffer.from('step'))
  second.keep(preview(4))
  second.end(a)
  const whole = await second.get(a)
  expect(whole.latents).toEqual({ 1: 1, 2: 2, 3: 33, 4: 4 })
  expect(whole.answer.file).toMatchObject({ etag: a, type: 'application/octet-stream' })
  second.keep(preview(4, { value: 99 }))
  second.keep(preview(5))
  second.end(a)
  const again = await second.get(a)
  expect([again.count, again.latents, again.answer]).toEqual([whole.count, whole.latents, whole.answer])
  expect((await second.get(a, 'newest')).latents).toEqual({ 4: 4 })
  expect([first.troubles, second.troubles]).toEqual([[], []])
})

test('a file that lacks a step stays open, so that the same computation can bring it later', async () => {
  const archive = archiveIn(await tempFolder())
  for (const step of [1, 3]) archive.keep(preview(step))
  archive.end(a)
  expect((await archive.get(a)).whole).toBe(false)
  archive.keep(preview(2))
  archive.end(a)
  expect(await archive.get(a)).toMatchObject({ whole: true, latents: { 1: 1, 2: 2, 3: 3 } })
})

test('beyond its bytes the files that were not asked for longest go first', async () => {
  const folder = await tempFolder()
  const some = archiveIn(folder)
  const addresses = ['b', 'c', 'd'].map(addressOf)
  for (const address of addresses) some.keep(preview(1, { address, size: 4000 }))
  await some.close()
  for (const [at, address] of addresses.entries()) await utimes(join(folder, `${address}.steps`), at + 1, at + 1)
  // The oldest is of use again.
  await some.get(addresses[0]!)
  await writeFile(join(folder, 'notes.txt'), 'mine')
  const trimmed = archiveIn(folder, { maxBytes: 9000 })
  trimmed.keep(preview(1, { size: 4000 }))
  await trimmed.close()
  const names = [`${a}.steps`, `${addresses[0]}.steps`, 'notes.txt']
  expect((await readdir(folder)).sort()).toEqual(names.sort())
  expect((await stat(join(folder, `${a}.steps`))).size).toBeGreaterThan(4000)
})

test('where a step cannot be written, or too many wait, each job is told once, and what can be written later is', async () => {
  const folder = join(await tempFolder(), 'steps')
  await writeFile(folder, 'a file where the folder should be')
  const archive = archiveIn(folder)
  for (const step of [1, 2]) archive.keep(preview(step))
  archive.keep(preview(1, { address: addressOf('b'), job: 'k' }))
  await archive.close()
  expect(archive.troubles).toEqual([
    expect.stringMatching(/^j: A step could not be kept \(.+\)\. The run goes on/),
    expect.stringMatching(/^k: /),
  ])
  expect((await archive.get(a)).answer).toEqual(nothing)
  await rm(folder)
  archive.keep(preview(3))
  archive.end(a)
  // Its first steps are lost: nobody must take it for whole.
  expect(await archive.get(a)).toMatchObject({ latents: { 3: 3 }, whole: false })

  const slow = archiveIn(join(await tempFolder(), 'steps'), { waitingBytes: 10 })
  for (const step of [1, 2, 3]) slow.keep(preview(step, { size: 4 }))
  slow.end(a)
  expect(await slow.get(a)).toMatchObject({ latents: { 1: 1, 2: 2 }, whole: false })
  expect(slow.troubles).toHaveLength(1)
})

test('where nothing is kept, or what is asked for is no address, the answer is empty, and no file is made', async () => {
  const folder = await tempFolder()
  await mkdir(join(folder, 'steps'))
  await writeFile(join(folder, 'secret.steps'), 'x')
  const archive = archiveIn(join(folder, 'steps'))
  for (const address of ['../secret', 'A'.repeat(64), a.slice(1), `${a}a`, '', '..', a]) {
    if (address !== a) archive.keep(preview(1, { address }))
    archive.end(address)
    expect((await archive.get(address)).answer).toEqual(nothing)
  }
  expect(await readdir(join(folder, 'steps'))).toEqual([])
  archive.keep(preview(1))
  expect((await archive.get(a)).count).toBe(1)
  // Anybody may delete the folder.
  await rm(join(folder, 'steps'), { recursive: true })
  archive.keep(preview(2))
  expect((await archive.get(a)).latents).toEqual({ 2: 2 })
  expect(archive.troubles).toEqual([])
})
