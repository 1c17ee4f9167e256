import { describe, expect, test } from 'vitest'
import { framesFirst } from '../../diffusion/frame-order.ts'
import { createTorchNoise, skipDraws } from '../../diffusion/torch-noise.ts'
import addNoise from '../../nodes/add-noise.ts'
import { Cancelled } from '../../nodes/contract/context.ts'
import frameWindows from '../../nodes/frame-windows.ts'
import loadClip from '../../nodes/load-clip.ts'
import noise from '../../nodes/noise.ts'
import steps from '../../nodes/unet3d-steps.ts'
import vaeEncode from '../../nodes/vae-encode.ts'
import type { Conditioning, Frames, Latent, PartRef } from '../../workflow/values.ts'
import { createFakeContext, type FakeWorld, part } from '../fakes/context.ts'

const frames: Frames = {
  data: Uint8Array.from({ length: 5 * 4 * 6 * 3 }, (_, i) => (i * 37) % 256),
  count: 5,
  height: 4,
  width: 6,
}
const prompt: Conditioning = {
  text: 'words',
  data: Float32Array.from({ length: 12 }, (_, i) => Math.sin(i)),
  shape: [1, 3, 4],
  tokens: 3,
  limit: 3,
  lost: '',
}
const schedule = { kind: 'dpm-solver-multistep', steps: 8, options: {} }

const encode = async (chunk = 0, world: FakeWorld = {}) => {
  const context = createFakeContext(world)
  const { latent } = await vaeEncode.run({ frames, vae: part('vae'), seed: 9, chunk }, context)
  return { latent: latent as Latent, context }
}
const denoise = async (latent: Latent, given: Record<string, unknown> = {}, context = createFakeContext()) => {
  const inputs = { latent, schedule, unet3d: part('unet3d'), positive: prompt, guidance: 1, from: -1, to: -1 }
  return (await steps.run({ ...inputs, negative: undefined, ...given }, context)).latent as Latent
}
const renoise = async (latent: Latent, strength: number, context = createFakeContext()) =>
  (await addNoise.run({ latent, schedule, unet3d: part('unet3d'), strength }, context)).latent as Latent

describe('VAE encode', () => {
  test('draws from the distribution of each latent with the noise of its seed, frame by frame, and scales', async () => {
    const { latent } = await encode()
    expect(latent.shape).toEqual([1, 4, 5, 2, 3])
    expect(latent).toMatchObject({ seed: 9, draws: 1 })
    const drawn = createTorchNoise(9).normal(5 * 4 * 2 * 3)
    const first = framesFirst(latent.sample, latent.shape)
    // The fake VAE takes every second pixel; its fourth channel is red again, and its variance exp(mean − 1).
    const mean = (frame: number, channel: number, row: number, column: number) =>
      (frames.data[((frame * 4 + 2 * row) * 6 + 2 * column) * 3 + (channel % 3)]! / 255) * 2 - 1
    let at = 0
    for (let frame = 0; frame < 5; frame++)
      for (let channel = 0; channel < 4; channel++)
        for (let row = 0; row < 2; row++)
          for (let column = 0; column < 3; column++, at++) {
            const m = mean(frame, channel, row, column)
            expect(first[at]).toBeCloseTo(0.5 * (m + Math.exp(0.5 * (m - 1)) * drawn[at]!), 5)
          }
  })

  test('gives the same numbers in chunks of any size, and says how far it is', async () => {
    const { latent } = await encode()
    for (const chunk of [1, 2, 5, 100]) {
      const { latent: chunked, context } = await encode(chunk)
      expect(chunked).toEqual(latent)
      expect(context.told.encodedPictures.map(([count]) => count)).toEqual(
        { 1: [1, 1, 1, 1, 1], 2: [2, 2, 1], 5: [5], 100: [5] }[chunk],
      )
      expect(context.told.progress.at(-1)).toEqual([5, 5])
    }
    const { context } = await encode(0, { pixelsAtOnce: 3 * 24 })
    expect(context.told.encodedPictures.map(([count]) => count)).toEqual([3, 2])
  })

  test('refuses a size that the VAE does not take, and hears a cancel', async () => {
    const odd = { ...frames, width: 3, data: new Uint8Array(5 * 4 * 3 * 3) }
    await expect(
      vaeEncode.run({ frames: odd, vae: part('vae'), seed: 1, chunk: 0 }, createFakeContext()),
    ).rejects.toThrow('3 × 4 pixels, and this VAE takes multiples of 2')
    await expect(encode(1, { patience: 2 })).rejects.toThrow('cancelled')
  })
})

describe('Add noise', () => {
  test('begins where diffusers begins for a strength', async () => {
    const { latent } = await encode()
    for (const [strength, step] of [
      [1, 0],
      [0.8, 2],
      [0.6, 4],
      [0.5, 4],
      [0.13, 7],
    ] as const)
      expect((await renoise(latent, strength)).solver).toMatchObject({ step, steps: 8, history: [] })
  })

  test('goes on with the generator of the latent', async () => {
    const { latent } = await encode()
    const noised = await renoise(latent, 0.5)
    expect(noised.draws).toBe(2)
    const count = latent.sample.length
    const drawn = skipDraws(9, 1, count).normal(count)
    // What was added, divided by the noise that was drawn, is one number everywhere: the level.
    const [a, b] = [framesFirst(latent.sample, latent.shape), framesFirst(noised.sample, latent.shape)]
    const solve = (i: number, j: number) => {
      const determinant = a[i]! * drawn[j]! - a[j]! * drawn[i]!
      return [(b[i]! * drawn[j]! - b[j]! * drawn[i]!) / determinant, (a[i]! * b[j]! - a[j]! * b[i]!) / determinant]
    }
    const [signal, strength] = solve(0, 1) as [number, number]
    expect(signal ** 2 + strength ** 2).toBeCloseTo(1, 3)
    for (let i = 0; i < count; i++) expect(b[i]).toBeCloseTo(signal * a[i]! + strength * drawn[i]!, 3)
  })

  test('UNet3D steps go on from there by themselves, and to the end', async () => {
    const { latent } = await encode()
    const noised = await renoise(latent, 0.5)
    const context = createFakeContext()
    const done = await denoise(noised, {}, context)
    expect(context.told.predictions).toHaveLength(4)
    expect(done.solver).toMatchObject({ step: 8, steps: 8 })
    expect(await denoise(noised, { from: 4 })).toEqual(done)
    await expect(denoise(noised, { from: 0 })).rejects.toThrow('Set From step to 4')
    // A finished latent can be taken back again.
    expect((await renoise(done, 0.25)).solver?.step).toBe(6)
  })

  test('says where strength is less than a step, and refuses a latent that is noisy already', async () => {
    const { latent } = await encode()
    const context = createFakeContext()
    const same = await renoise(latent, 0.1, context)
    expect(same.sample).toEqual(latent.sample)
    expect(context.told.warnings).toEqual([expect.stringContaining('less than one step')])
    await expect(renoise(await renoise(latent, 0.5), 0.5)).rejects.toThrow('noise in it already')
  })
})

describe('Frame windows', () => {
  const windowed = async (length: number, overlap: number, loop: boolean) =>
    (await frameWindows.run({ unet3d: part('unet3d'), length, overlap, loop }, createFakeContext())).unet3d as PartRef
  const fresh = async (count: number) =>
    (await noise.run({ seed: 4, frames: count, width: 16, height: 16 }, createFakeContext())).latent as Latent

  test('a window that holds the whole clip changes no bit', async () => {
    const latent = await fresh(6)
    const plain = await denoise(latent)
    for (const length of [6, 7, 100])
      expect(await denoise(latent, { unet3d: await windowed(length, 3, false) })).toEqual(plain)
  })

  test('each call of the network sees one window, with both prompts', async () => {
    const latent = await fresh(10)
    const context = createFakeContext()
    await denoise(latent, { unet3d: await windowed(4, 2, false), guidance: 3, negative: prompt, to: 1 }, context)
    expect(context.told.predictions.map(({ shape }) => shape)).toEqual(Array.from({ length: 4 }, () => [2, 4, 4, 2, 2]))
  })

  test('a loop has no beginning: a latent whose frames are turned gives a clip that is turned', async () => {
    // Two frames of one windows' stride further, so that the windows lie as they did.
    const [latent, unet3d] = [await fresh(8), await windowed(4, 2, true)]
    const framewise = (call: { sample: Float32Array }) => call.sample.map((value) => Math.tanh(value))
    const turned = (given: Latent, by: number): Latent => {
      const size = 4
      const sample = given.sample.slice()
      for (let channel = 0; channel < 4; channel++)
        for (let frame = 0; frame < 8; frame++)
          sample.set(
            given.sample.subarray((channel * 8 + frame) * size, (channel * 8 + frame + 1) * size),
            (channel * 8 + ((frame + by) % 8)) * size,
          )
      return { ...given, sample }
    }
    const run = (given: Latent) => denoise(given, { unet3d }, createFakeContext({ predict: framewise }))
    expect((await run(turned(latent, 2))).sample).toEqual(turned(await run(latent), 2).sample)
  })

  test('a run that was interrupted goes on to the very bytes', async () => {
    const [latent, unet3d] = [await fresh(9), await windowed(4, 2, true)]
    const context = createFakeContext()
    const whole = await denoise(latent, { unet3d }, context)
    const again = createFakeContext({ resume: structuredClone(context.told.saved[3]) })
    expect(await denoise(latent, { unet3d }, again)).toEqual(whole)
    expect(again.told.predictions.length).toBeLessThan(context.told.predictions.length)
  })

  test('tells how many windows of a step were seen, over all calls of its solver, and never goes back', async () => {
    for (const [kind, calls] of [
      ['ddim', 1],
      ['heun', 2],
    ] as const) {
      const [latent, context] = [await fresh(10), createFakeContext()]
      const schedule = { kind, steps: 3, options: {} }
      await denoise(latent, { unet3d: await windowed(4, 2, false), schedule }, context)
      const told = context.told.progress.map(([done, total, within]) => {
        expect(total).toBe(3)
        if (within) expect(within.total).toBe(4 * calls)
        return done + (within ? within.done / within.total : 0)
      })
      expect(told).toEqual([...told].sort((a, b) => a - b))
      // The first step is told of at its beginning, after each window but the last of each call, and at its end.
      expect(told.slice(0, 2 + 3 * calls)).toEqual([
        0,
        ...(calls === 1 ? [1, 2, 3] : [1, 2, 3, 5, 6, 7]).map((seen) => seen / (4 * calls)),
        1,
      ])
    }
    const whole = createFakeContext()
    await denoise(await fresh(6), { unet3d: await windowed(6, 3, false) }, whole)
    expect(whole.told.progress.every(([, , within]) => within === undefined)).toBe(true)
  })

  test('a cancel ends a step between two windows', async () => {
    // One look before the step, and one before each call of the network.
    const context = createFakeContext({ patience: 3 })
    const run = denoise(await fresh(10), { unet3d: await windowed(4, 2, false) }, context)
    await expect(run).rejects.toThrow(Cancelled)
    expect(context.told.predictions).toHaveLength(2)
    expect(context.told.saved).toEqual([])
  })

  test('says before it begins where a call will hardly fit into memory, and what would', async () => {
    const warnings = async (count: number, deviceBytes: number, unet3d: PartRef, guidance = 1) => {
      const context = createFakeContext({ deviceBytes })
      await denoise(await fresh(count), { unet3d, guidance, negative: prompt, to: 1 }, context)
      return context.told.warnings.join('\n')
    }
    const [plain, four] = [part('unet3d'), await windowed(4, 2, false)]
    expect(await warnings(10, 10e9, plain)).toBe('')
    expect(await warnings(10, 9.9e9, plain)).toMatch(
      /^A call of the UNet3D on 10 frames of this size takes about 10\.0 GB beside its weights, and the device has 9\.9 GB for it.*Put Frame windows of 9 frames or fewer between/,
    )
    expect(await warnings(10, 10e9, plain, 3)).toMatch(/takes about 20\.0 GB.*Frame windows of 5 frames/)
    expect(await warnings(10, 4e9, four)).toBe('')
    expect(await warnings(10, 3e9, four)).toMatch(/on 4 frames.*Set Frames in a window to 3 or less/)
    expect(await warnings(10, 1e9, four)).toMatch(/fail\. Make the clip smaller\.$/)
  })

  test('refuses windows that share all of their frames', async () => {
    await expect(windowed(8, 8, false)).rejects.toThrow('Set Overlap to 7 or less')
  })
})

describe('Load clip', () => {
  const file = { asset: 'a'.repeat(64), extension: 'mp4', name: 'walk.mp4' }
  const inputs = { file, frames: 16, first: 3, framesPerSecond: 8, width: 64, height: 32, fit: 'pad' }

  test('asks for the frames that the fields say', async () => {
    const context = createFakeContext()
    const { frames: read } = await loadClip.run(inputs, context)
    expect(read).toMatchObject({ count: 16, width: 64, height: 32 })
    const settings = { framesPerSecond: 8, first: 3, count: 16, width: 64, height: 32, fit: 'pad' }
    expect(context.told.read).toEqual([{ asset: file, settings }])
    expect(context.told.warnings).toEqual([])
  })

  test('says where the file is shorter', async () => {
    const context = createFakeContext({ framesInFile: 5 })
    await loadClip.run(inputs, context)
    expect(context.told.warnings).toEqual([expect.stringContaining('"walk.mp4" has 5 frames')])
  })
})

test('without a negative, UNet3D steps say when they need one', async () => {
  const { latent } = await encode()
  await expect(denoise(latent, { guidance: 4 })).rejects.toThrow('Connect an Encode text without text to negative')
})
