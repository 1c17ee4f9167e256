import { expect, test } from 'vitest'
import { inChunks } from '../../../server/worker/in-chunks.ts'

const short = new Error('std::bad_alloc')
/** Doubles each value, as long as at most `most` frames come. */
const network = (most: number) => {
  const calls: number[] = []
  const call = async (data: Float32Array, shape: readonly [number, number, number, number]) => {
    calls.push(shape[0])
    if (shape[0] > most) throw short
    return { data: data.map((value) => 2 * value), shape: [shape[0], 1, 1, 2] }
  }
  return { calls, call }
}
const data = Float32Array.from({ length: 14 }, (_, i) => i)

test.each([
  [7, [7]],
  [3, [3, 3, 1]],
  [0.4, [1, 1, 1, 1, 1, 1, 1]],
  [1e9, [7]],
])('%d frames at once give what all give', async (atOnce, wanted) => {
  const { calls, call } = network(100)
  const answer = await inChunks(data, [7, 1, 1, 2], atOnce, call, () => false)
  expect(calls).toEqual(wanted)
  expect(answer).toEqual({ data: data.map((value) => 2 * value), shape: [7, 1, 1, 2] })
})

test('a chunk that memory does not suffice for is halved, and those after it', async () => {
  const { calls, call } = network(2)
  const answer = await inChunks(data, [7, 1, 1, 2], 7, call, (error) => error === short)
  expect(calls).toEqual([7, 3, 1, 1, 1, 1, 1, 1, 1])
  expect(answer.data).toEqual(data.map((value) => 2 * value))
})

test('one frame that does not fit, and any other error, are thrown', async () => {
  await expect(inChunks(data, [7, 1, 1, 2], 7, network(0).call, () => true)).rejects.toThrow('bad_alloc')
  await expect(inChunks(data, [7, 1, 1, 2], 7, network(2).call, () => false)).rejects.toThrow('bad_alloc')
})
