import { expect, test } from 'vitest'
import { Cancelled } from '../../nodes/contract/context.ts'
import vaeDecode from '../../nodes/vae-decode.ts'
import type { Frames, Latent } from '../../workflow/values.ts'
import { createFakeContext, type FakeContext, part } from '../fakes/context.ts'

/** Each value tells its place: channel and frame. */
const latent = (frames = 6): Latent => {
  const shape = [1, 4, frames, 2, 3] as const
  const sample = Float32Array.from({ length: 4 * frames * 6 }, (_, i) => {
    const channel = Math.floor(i / (frames * 6))
    const frame = Math.floor(i / 6) % frames
    return (channel * 0.2 + frame * 0.04 - 0.3) * 0.5
  })
  return { sample, shape, seed: 1, draws: 1, solver: { schedule: 's', step: 4, steps: 4, history: [] } }
}

const decode = async (inputs: { latent?: Latent; chunk?: number }, context: FakeContext = createFakeContext()) =>
  (await vaeDecode.run({ latent: latent(), vae: part('vae'), chunk: 0, ...inputs }, context)).frames as Frames

test('pictures come frame by frame, colours side by side, in the range of a byte', async () => {
  const frames = await decode({})
  expect(frames).toMatchObject({ count: 6, height: 4, width: 6 })
  for (let frame = 0; frame < 6; frame++)
    for (let pixel = 0; pixel < 24; pixel++)
      for (let colour = 0; colour < 3; colour++) {
        const value = colour * 0.2 + frame * 0.04 - 0.3
        expect(frames.data[(frame * 24 + pixel) * 3 + colour]).toBe(Math.round((value / 2 + 0.5) * 255))
      }
})

test('the chunk changes how much is decoded at once, and nothing else', async () => {
  const whole = await decode({})
  for (const [chunk, sizes] of [
    [4, [4, 2]],
    [1, [1, 1, 1, 1, 1, 1]],
    [100, [6]],
  ] as const) {
    const context = createFakeContext()
    expect(await decode({ chunk }, context)).toEqual(whole)
    expect(context.told.decoded.map(([frames]) => frames)).toEqual(sizes)
    expect(context.told.progress.at(-1)).toEqual([6, 6])
  }
})

test('a chunk that does not fit into memory is halved until it does', async () => {
  const context = createFakeContext({ memory: 1 })
  expect(await decode({ chunk: 6 }, context)).toEqual(await decode({}))
  expect(context.told.decoded.map(([frames]) => frames)).toEqual([1, 1, 1, 1, 1, 1])
  expect(context.told.warnings[0]).toMatch(/not enough memory to decode 6 frames at once; 3 are decoded at once now/)
  await expect(decode({}, createFakeContext({ memory: 0 }))).rejects.toThrow(/bad_alloc/)
})

test('left to itself it decodes as many frames at once as the device should', async () => {
  // A frame has 24 pixels.
  for (const [pixelsAtOnce, sizes] of [
    [1, [1, 1, 1, 1, 1, 1]],
    [24 * 4 + 23, [4, 2]],
    [1e9, [6]],
  ] as const) {
    const context = createFakeContext({ pixelsAtOnce })
    await decode({ chunk: 0 }, context)
    expect(context.told.decoded.map(([frames]) => frames)).toEqual(sizes)
  }
})

test.each([
  'Non-zero status code returned while running Conv node. Status Message: bfc_arena.cc:359 Failed to allocate memory for requested buffer of size 8589934592',
  'CUDA failure 2: out of memory ; GPU=0',
  'CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED',
  'WebGPU validation failed. VK_ERROR_OUT_OF_DEVICE_MEMORY: out of memory',
  'The network "decoder" failed: x. There is not enough memory: choose a smaller size, fewer frames, or fewer frames per chunk.',
])('knows by its words that memory did not suffice: %s', async (message) => {
  const context = createFakeContext()
  const full: FakeContext = {
    ...context,
    decode: (vae, latents, shape) =>
      shape[0] > 2 ? Promise.reject(new Error(message)) : context.decode(vae, latents, shape),
  }
  expect(await decode({ chunk: 6 }, full)).toEqual(await decode({}))
  await expect(
    decode({ chunk: 6 }, { ...context, decode: () => Promise.reject(new Error('Invalid rank for input')) }),
  ).rejects.toThrow('Invalid rank')
})

test('a cancel ends it before the next chunk', async () => {
  const context = createFakeContext({ patience: 2 })
  await expect(decode({ chunk: 1 }, context)).rejects.toThrow(Cancelled)
  expect(context.told.decoded).toHaveLength(2)
})

test('an unfinished latent is decoded with a remark; one with a NaN is not', async () => {
  const context = createFakeContext()
  const { solver, ...rest } = latent()
  await decode({ latent: { ...rest, solver: { ...solver!, step: 2 } } }, context)
  expect(context.told.warnings[0]).toMatch(/step 2 of 4/)
  const broken = latent()
  broken.sample[2 * 6] = Number.NaN
  await expect(decode({ latent: broken })).rejects.toThrow(/NaN in frame 2/)
})
