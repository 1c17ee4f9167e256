import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tryProvider } from '../../../server/worker/try-provider.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

/** What comes of the try where ONNX Runtime opens and runs a session so. */
const triedWith = async (create: string, run = 'return { y: new Tensor("float32", [0, 2]) }') => {
  const path = join(await tempFolder(), 'runtime.cjs')
  await writeFile(
    path,
    `class Tensor { constructor(type, data, dims) { Object.assign(this, { type, data, dims }) } }
     module.exports = { Tensor, InferenceSession: { create: async (model, options) => {
       ${create}
       return { run: async (feeds) => { ${run} } }
     } } }`,
  )
  return tryProvider('cuda', path)
}

test('the installed ONNX Runtime answers on the CPU', async () => {
  expect(await tryProvider('cpu')).toEqual({})
})

test('a provider that does not open, with what is printed on the way', async () => {
  const { problem } = await triedWith(`
    if (options.executionProviders.join() !== 'cuda' || model.length < 50) throw new Error('asked otherwise')
    process.stderr.write('libcudnn.so.9: cannot open shared object file')
    throw new Error('Failed to load shared library')`)
  expect(problem).toMatch(/^Failed to load shared library\nlibcudnn\.so\.9: cannot open/)
})

test('one that computes in single precision alone: its second network, of half precision, does not run', async () => {
  const half = `globalThis.opened = (globalThis.opened ?? 0) + 1
    if (globalThis.opened === 2) throw new Error('shader-f16 is not enabled')`
  expect(await triedWith(half)).toEqual({ singleOnly: true })
})

test('one that answers wrongly, and one whose driver ends the process', async () => {
  expect(await triedWith('', 'return { y: new Tensor("float32", [-1, 2]) }')).toEqual({
    problem: { code: 'wrongAnswer' },
  })
  expect(await triedWith('process.kill(process.pid, "SIGSEGV"); await new Promise(() => {})')).toEqual({
    problem: { code: 'crashed', detail: 'SIGSEGV' },
  })
  expect(await triedWith('process.exit(7)')).toEqual({
    problem: { code: 'crashed', detail: '7' },
  })
})
