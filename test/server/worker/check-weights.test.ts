import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSafetensors } from '../../../onnx/safetensors.ts'
import { readTensors } from '../../../server/checkpoint/read-tensors.ts'
import { refuseNonFiniteWeights } from '../../../server/worker/check-weights.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelgraph-weights-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Made = Parameters<typeof writeSafetensors>[0]

const check = async (tensors: Made, skip?: RegExp) => {
  const path = join(folder, 'model.safetensors')
  await writeFile(path, writeSafetensors(tensors))
  const files = { class: 'X', config: {}, configName: 'unet/config.json', folder }
  await refuseNonFiniteWeights({ ...files, tensors: await readTensors([{ path, name: 'unet/model' }]) }, skip)
}

const bytes = (array: Float32Array | Float64Array | Uint16Array) => new Uint8Array(array.buffer)
const halves = (...bits: number[]) => ({
  type: 'F16' as const,
  shape: [bits.length],
  data: bytes(Uint16Array.from(bits)),
})
const brains = (...bits: number[]) => ({ ...halves(...bits), type: 'BF16' as const })
const singles = (...values: number[]) => ({
  type: 'F32' as const,
  shape: [values.length],
  data: bytes(Float32Array.from(values)),
})
const doubles = (...values: number[]) => ({
  type: 'F64' as const,
  shape: [values.length],
  data: bytes(Float64Array.from(values)),
})
const [largest, infinite, negative, nan, smallest] = [0x7bff, 0x7c00, 0xfc00, 0x7e01, 0x0001]

test('finite weights of every type pass, the largest and the smallest of them too', async () => {
  await check({
    // Three halves: what follows does not begin at a whole word.
    a: halves(largest, smallest, 0x8000),
    b: singles(3.4028234663852886e38, -1e-45, 0),
    c: brains(0x7f7f, 0xff7f, 0),
    d: doubles(Number.MAX_VALUE, -Number.MIN_VALUE),
    ids: { type: 'I64', shape: [1], data: new Uint8Array(8).fill(255) },
  })
})

test.each([
  ['F16', halves(1, nan, 2, infinite, negative), 3],
  ['F16, in the low half of a word', halves(nan, 1), 1],
  ['F16, alone in the last word', halves(1, 2, infinite), 1],
  ['BF16', brains(0x7f80, 0, 0xffc0), 2],
  ['F32', singles(0, Number.NaN, Number.NEGATIVE_INFINITY, 1), 2],
  ['F64', doubles(Number.NaN, 1, Number.POSITIVE_INFINITY), 2],
])('%s: the tensor is named, and how many of its values', async (_, tensor, wrong) => {
  await expect(check({ before: halves(1), 'mid.conv.weight': tensor })).rejects.toThrow(
    `unet/config.json: the tensor "mid.conv.weight" holds NaN or infinity in ${wrong} of its ${tensor.shape[0]} values (file model.safetensors)`,
  )
})

test('the last value of a tensor that is read in several pieces counts', async () => {
  const values = new Float32Array(5_000_001)
  values[5_000_000] = Number.NaN
  await expect(check({ big: { type: 'F32', shape: [values.length], data: bytes(values) } })).rejects.toThrow(
    '"big" holds NaN or infinity in 1 of its 5000001 values',
  )
})

test('what no network reads is not looked at', async () => {
  await check({ logit_scale: singles(Number.NaN), a: halves(1) }, /^logit_scale$/)
})
