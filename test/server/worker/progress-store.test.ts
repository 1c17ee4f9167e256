import { mkdir, readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProgressStore } from '../../../server/worker/progress-store.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const a = 'a'.repeat(64)
const b = 'b'.repeat(64)
const state = (step: number) => ({ step, sample: Float32Array.of(step, -0), history: [Float64Array.of(step)] })

test('what was saved last comes back, in another process too, until it is deleted', async () => {
  const folder = await tempFolder()
  const store = await openProgressStore(folder)
  expect(await store.read(a)).toBeUndefined()
  for (const step of [1, 2, 3]) {
    await store.write(a, state(step))
    expect(await store.read(a)).toEqual(state(step))
  }
  const next = await openProgressStore(folder)
  expect(await next.read(a)).toEqual(state(3))
  // One that goes on without having read must not take an old number either.
  await next.write(a, state(4))
  expect(await (await openProgressStore(folder)).read(a)).toEqual(state(4))
  await next.delete(a)
  expect(await next.read(a)).toBeUndefined()
  expect(await readdir(folder)).toEqual([])
})

test('a shorter state over a longer one leaves nothing of it', async () => {
  const store = await openProgressStore(await tempFolder())
  for (const length of [1000, 900, 10, 20, 1]) {
    const value = { sample: new Float32Array(length).fill(length) }
    await store.write(a, value)
    expect(await store.read(a)).toEqual(value)
  }
})

test('a value is taken as it is at the call', async () => {
  const store = await openProgressStore(await tempFolder())
  const sample = Float32Array.of(1)
  const write = store.write(a, { sample })
  sample[0] = 2
  await write
  expect(await store.read(a)).toEqual({ sample: Float32Array.of(1) })
})

test('where the last file is damaged or was cut in the middle, the state before comes back; where both are, nothing', async () => {
  const folder = await tempFolder()
  const store = await openProgressStore(folder)
  for (const step of [1, 2, 3]) await store.write(a, state(step))
  const [even, odd] = [join(folder, `${a}.0.progress`), join(folder, `${a}.1.progress`)]
  await truncate(odd, 50)
  expect(await store.read(a)).toEqual(state(2))
  const next = await openProgressStore(folder)
  await next.write(a, state(3))
  expect(await next.read(a)).toEqual(state(3))
  for (const path of [even, odd]) {
    const bytes = await readFile(path)
    await writeFile(path, bytes.fill(bytes.at(-2)! ^ 4, bytes.length - 2, bytes.length - 1))
  }
  expect(await next.read(a)).toBeUndefined()
})

test('a write that fails leaves what was saved before', async () => {
  const folder = await tempFolder()
  const store = await openProgressStore(folder)
  await store.write(a, state(1))
  await expect(store.write(a, { step: () => 1 })).rejects.toThrow('could not be cloned')
  expect(await store.read(a)).toEqual(state(1))
  // A folder in the place of the next file: the disk does not take it.
  await mkdir(join(folder, `${a}.0.progress`))
  await expect(store.write(a, state(2))).rejects.toThrow('EISDIR')
  expect(await store.read(a)).toEqual(state(1))
})

test('what nobody came back for in 30 days is removed', async () => {
  const folder = await tempFolder()
  const store = await openProgressStore(folder)
  await store.write(a, state(1))
  await store.write(b, state(2))
  const old = Date.now() / 1000 - 31 * 24 * 60 * 60
  await utimes(join(folder, `${a}.1.progress`), old, old)
  await openProgressStore(folder)
  expect(await readdir(folder)).toEqual([`${b}.1.progress`])
})
