import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeSafetensors } from '../../onnx/safetensors.ts'
import { openPart } from '../../server/checkpoint/part.ts'
import { findRoot } from '../../server/find-root.ts'
import { networkCases } from '../../server/parity/network-cases.ts'
import { openFloat32 } from '../../server/parity/open-float32.ts'
import { relativeError } from '../../server/parity/outcome.ts'
import { collect, parityTools, referenceFolder } from './reference.ts'

test.each([
  ['unet3d-a', 9],
  ['unet3d-b', 18],
  ['vae-a', 6],
  ['vae-b', 6],
  ['clip-a', 2],
  ['clip-b', 2],
])('%s answers as the original does, in all %d figures', async (name, count) => {
  const outcomes = await collect(networkCases(parityTools, referenceFolder(name), name))
  expect(outcomes).toHaveLength(count)
  for (const outcome of outcomes) {
    if (!('error' in outcome)) throw new Error(JSON.stringify(outcome))
    expect(outcome.error, outcome.name).toBeLessThanOrEqual(outcome.name.includes('fp16') ? outcome.bound : 1e-4)
    expect(outcome.bound, outcome.name).toBeLessThan(0.02)
  }
})

/** IEEE half precision to a number. */
const single = (half: number): number => {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 31
  const fraction = half & 1023
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25))
}

test('half-precision weights compute what the same numbers written out in float32 compute', async () => {
  // Opened in a third of the time of the reference that has halves too, whose answers are compared above.
  const folder = join(findRoot(), 'models/demo/unet')
  const halves = await openPart(folder)
  const written = await mkdtemp(join(tmpdir(), 'reelgraph-halves-'))
  try {
    const bytes = await readFile(join(folder, 'diffusion_pytorch_model.safetensors'))
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const tensors = Object.fromEntries(
      [...halves.tensors].map(([path, { type, shape, offset, length }]) => {
        expect(type).toBe('F16')
        const data = Float32Array.from({ length: length / 2 }, (_, i) => single(view.getUint16(offset + 2 * i, true)))
        return [path, { type: 'F32' as const, shape, data: new Uint8Array(data.buffer) }]
      }),
    )
    await writeFile(join(written, 'model.safetensors'), writeSafetensors(tensors))
    await writeFile(join(written, 'config.json'), await readFile(join(folder, 'config.json')))
    const wave = (...shape: number[]) => ({
      data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * 0.37)),
      shape,
    })
    const inputs = {
      sample: wave(2, 4, 3, 8, 8),
      encoder_hidden_states: wave(2, 9, Number(halves.config.cross_attention_dim)),
      timestep: { data: Float32Array.of(481), shape: [1] },
    }
    const answers: Float32Array[] = []
    for (const files of [halves, await openPart(written)]) {
      const session = await openFloat32(parityTools, files, 'unet')
      answers.push((await session.run(inputs)).out_sample?.data ?? new Float32Array())
      await session.close()
    }
    const [cast, plain] = answers as [Float32Array, Float32Array]
    expect(plain.length).toBe(inputs.sample.data.length)
    expect(relativeError(cast, plain)).toBeLessThan(1e-6)
  } finally {
    await rm(written, { recursive: true })
  }
})
