import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { createGraph } from '../../../onnx/graph.ts'
import { providerFolder } from '../../../server/worker/cuda-library.ts'
import { openSession } from '../../../server/worker/open-session.ts'
import { parityTools } from '../../onnx/reference.ts'

/** y = relu(x) over so many numbers. */
const graphOf = (count: number) => {
  const graph = createGraph('relu', new Map(), 'float32')
  const x = graph.input({ name: 'x', type: 'float32', shape: [count] })
  graph.output(graph.op('Relu', 'relu', [x]), { name: 'y', type: 'float32', shape: [count] })
  return graph.build()
}

test('a call copies neither what it is given nor what it answers', async () => {
  const count = 4_000_000
  const session = await openSession('relu', graphOf(count), process.cwd(), parityTools.device)
  const data = new Float32Array(count).fill(-1)
  data[7] = 3
  const call = () => session.run({ x: { data, shape: [count] } })
  await call()
  const before = process.memoryUsage().arrayBuffers
  const { y } = await call()
  const grown = process.memoryUsage().arrayBuffers - before
  expect([y?.data[6], y?.data[7]]).toEqual([0, 3])
  // The answer itself lies in ONNX Runtime's memory, which may be counted here; a copy of either would be one more.
  expect(grown).toBeLessThan(1.5 * data.byteLength)
  await session.close()
})

/**
 * What the docstring of openSession says of the binding. Where one of these fails, a newer binding can do more: keep the
 * latents and the text's keys and values on the device, and say so there and in the README.
 */
describe('the installed binding has no place for tensors on a CUDA device', () => {
  const create = (location: string) =>
    InferenceSession.create(graphOf(2).model, {
      executionProviders: ['cpu'],
      logSeverityLevel: 4,
      preferredOutputLocation: location as 'cpu',
    })

  test('as an output: the name of no such place is known', async () => {
    for (const location of ['cuda', 'cuda-pinned', 'gpu'])
      await expect(create(location)).rejects.toThrow('preferredOutputLocation must be an array or a valid string')
    await (await create('gpu-buffer')).release()
  })

  test('as an input: only buffers of WebGPU, which it made itself', async () => {
    const session = await create('cpu')
    const pinned = Tensor.fromPinnedBuffer('float32', new Float32Array(2), [2])
    await expect(session.run({ x: pinned })).rejects.toThrow("Tensor.location must be 'gpu-buffer' for IO binding")
    const buffer = Tensor.fromGpuBuffer({} as never, { dataType: 'float32', dims: [2] })
    await expect(session.run({ x: buffer })).rejects.toThrow('Tensor.gpuBuffer must be an external object')
    await session.release()
  })

  test('and it names no memory of CUDA', () => {
    const binding = readFileSync(join(providerFolder() as string, 'onnxruntime_binding.node'))
    expect(binding.includes('gpu-buffer')).toBe(true)
    for (const name of ['CudaPinned', 'CUDAPinned', 'cuda_pinned']) expect(binding.includes(name)).toBe(false)
  })
})
