import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { colour, type Factors } from '../../diffusion/latent-colour.ts'
import { createTorchNoise } from '../../diffusion/torch-noise.ts'
import { openCheckpoints } from '../../server/checkpoint/open-checkpoints.ts'
import { readReferences } from '../../server/parity/reference-files.ts'
import { openDevice } from '../../server/worker/device.ts'
import { createLatentColours } from '../../server/worker/fit-latent-colours.ts'
import { openNetworks } from '../../server/worker/open-networks.ts'
import type { PartRef } from '../../workflow/values.ts'
import { createFakeNetworks } from '../fakes/networks.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const vae: PartRef = { part: 'vae', checkpoint: 'fake', variant: '', fingerprint: 'ab'.repeat(32) }
const root = resolve(import.meta.dirname, '../..')

/** Latents as the UNet gives them and the pictures (0 to 1) that they stand for. */
interface Pairs {
  readonly latents: Float32Array
  readonly shape: readonly [number, number, number, number]
  readonly pictures: Float32Array
  readonly pictureShape: readonly [number, number, number, number]
}

const factorsIn = async (folder: string, name: string): Promise<Factors> =>
  JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'))

/** Mean squared error between coloured latents and the pictures, both at 4 sub-pixels a latent value. */
const errorOf = (factors: Factors, { latents, shape, pictures, pictureShape }: Pairs): number => {
  const [frames, , height, width] = shape
  const [, , high, wide] = pictureShape
  const block = high / height / 4
  const pixels = colour(latents, frames, height, width, factors)
  const { scale } = factors
  let sum = 0
  for (let frame = 0; frame < frames; frame++)
    for (let y = 0; y < height * 4; y++)
      for (let x = 0; x < width * 4; x++)
        for (let rgb = 0; rgb < 3; rgb++) {
          let mean = 0
          for (let dy = 0; dy < block; dy++)
            for (let dx = 0; dx < block; dx++)
              mean += pictures[((frame * 3 + rgb) * high + y * block + dy) * wide + x * block + dx]! / block ** 2
          const [row, column] = [Math.floor((y * scale) / 4), Math.floor((x * scale) / 4)]
          const pixel = pixels[((frame * height * scale + row) * width * scale + column) * 4 + rgb]! / 255
          sum += (pixel - mean) ** 2
        }
  return sum / (frames * height * width * 48)
}

const decibels = (error: number): number => -10 * Math.log10(error)

/** Estimates of a clip, from all noise to what it becomes: shape (frames, 4, side, side), scaled as a UNet has them. */
const estimates = (steps: number, size = 1, frames = 6, side = 8) => {
  const noise = createTorchNoise(5)
  const [goal, blur] = [noise.normal(frames * 4 * side * side), noise.normal(frames * 4 * side * side)]
  return Array.from({ length: steps }, (_, at) => ({
    clean: goal.map((value, i) => size * (value * ((at + 1) / steps) + blur[i]! * 0.2 * (1 - (at + 1) / steps))),
    shape: [frames, 4, side, side] as const,
  }))
}

test('colours of a linear VAE are right for all frames of what was fitted, whatever its scaling and shift', async () => {
  for (const options of [{}, { scalingFactor: 0.18215, shiftFactor: 0.3 }, { spatialFactor: 4 }]) {
    const folder = join(await tempFolder(), 'made-when-needed')
    const networks = createFakeNetworks(options)
    const { scalingFactor, shiftFactor } = await networks.vaeScale(vae)
    const follow = createLatentColours({ folder, networks }).follow(vae)
    // Of the size that this VAE's own latents have: larger ones are drawn black and white, which is not linear.
    const steps = estimates(8, scalingFactor)
    let name = ''
    for (const [at, { clean, shape }] of steps.entries()) name = await follow(clean, shape, at + 1, steps.length)
    const { clean: latents, shape } = steps.at(-1)!
    const decoded = await networks.decode(
      vae,
      latents.map((value) => value / scalingFactor + shiftFactor),
      shape,
    )
    const pairs: Pairs = {
      latents,
      shape,
      pictures: decoded.data.map((value) => Math.min(1, Math.max(0, value / 2 + 0.5))),
      pictureShape: decoded.shape,
    }
    const factors = await factorsIn(folder, name)
    expect(factors).toMatchObject({ format: 'latent-colour', channels: 4, kernel: 3, scale: 4 })
    const said = JSON.stringify(options)
    expect(decibels(errorOf(factors, pairs)), said).toBeGreaterThan(24)
    // Latents that are not scaled as the UNet's are must look worse, or the test above says nothing.
    const wrong = decibels(errorOf(factors, { ...pairs, latents: latents.map((value) => value * 2 + 0.5) }))
    expect(wrong, said).toBeLessThan(decibels(errorOf(factors, pairs)) - 6)
  }
})

test('decodes a few frames after steps 1, 2, 4, 8 and the last, and names what it finds by its content', async () => {
  const folder = await tempFolder()
  const networks = createFakeNetworks()
  const follow = createLatentColours({ folder, networks }).follow(vae)
  const names: string[] = []
  const decoded: number[] = []
  const steps = estimates(11)
  for (const [at, { clean, shape }] of steps.entries()) {
    const before = networks.asked.decode
    names.push(await follow(clean, shape, at + 1, steps.length))
    if (networks.asked.decode > before) decoded.push(at + 1)
  }
  expect(decoded).toEqual([1, 2, 4, 8, 11])
  expect(names.map((name) => names.indexOf(name) + 1)).toEqual([1, 2, 2, 4, 4, 4, 4, 8, 8, 8, 11])
  const kept = await readdir(folder)
  for (const name of names) expect(kept).toContain(`${name}.json`)
})

test('a run that goes on from step 13 has colours at once, and what one run found helps the next', async () => {
  const folder = await tempFolder()
  const networks = createFakeNetworks()
  const colours = createLatentColours({ folder, networks })
  const [one] = estimates(1)
  const first = await colours.follow(vae)(one!.clean, one!.shape, 13, 13)
  const prior = `prior-${'ab'.repeat(16)}.json`
  expect(await readdir(folder)).toContain(prior)
  // The same pairs again, held to what they gave before, come nearer to them than alone.
  const again = await colours.follow(vae)(one!.clean, one!.shape, 1, 25)
  expect(again).not.toBe(first)
  await writeFile(join(folder, prior), '{')
  expect(await colours.follow(vae)(one!.clean, one!.shape, 1, 25)).toBe(first)
})

test('a VAE that fails is told of by the call, and the next call tries again', async () => {
  const folder = await tempFolder()
  const networks = createFakeNetworks()
  let broken = true
  const decode: typeof networks.decode = (part, latents, shape) =>
    broken ? Promise.reject(new Error('The VAE answered NaN.')) : networks.decode(part, latents, shape)
  const follow = createLatentColours({ folder, networks: { ...networks, decode } }).follow(vae)
  const [one] = estimates(1)
  await expect(follow(one!.clean, one!.shape, 1, 25)).rejects.toThrow('NaN')
  expect(await readdir(folder)).toEqual([])
  broken = false
  expect(await follow(one!.clean, one!.shape, 2, 25)).toMatch(/^lc[0-9a-f]{32}$/)
})

test('the demo checkpoint: the colours of the frames that diffusers made, at every step that is shown', async () => {
  const folder = await tempFolder()
  const checkpoints = openCheckpoints({
    roots: [join(root, 'models')],
    fingerprints: join(folder, 'fingerprints.json'),
  })
  const networks = openNetworks({ checkpoints, device: await openDevice('cpu') })
  try {
    const { parts } = await checkpoints.open('demo', '')
    for (const run of await demoRuns()) {
      const colourFolder = join(await tempFolder(), 'colours')
      const follow = createLatentColours({ folder: colourFolder, networks }).follow(parts.vae)
      const factors = await factorsIn(colourFolder, await follow(run.latents, run.shape, 25, 25))
      expect(decibels(errorOf(factors, run))).toBeGreaterThan(20)
    }
  } finally {
    await networks.close()
  }
})

/** The last latents and the frames of the reference's runs on the demo checkpoint. */
const demoRuns = async (): Promise<Pairs[]> => {
  const io = await readReferences(join(root, 'test/golden/reference/demo/io.safetensors'))
  return io.names
    .filter((name) => name.endsWith('.frames'))
    .map((name): Pairs => {
      const { data, shape } = io.numbers(name.replace('.frames', '.latents'))
      const [, , channels, frames, height, width] = shape as [number, number, number, number, number, number]
      const plane = height * width
      const last = data.subarray(-channels * frames * plane)
      const latents = new Float32Array(last.length)
      for (let frame = 0; frame < frames; frame++)
        for (let channel = 0; channel < channels; channel++) {
          const from = (channel * frames + frame) * plane
          latents.set(last.subarray(from, from + plane), (frame * channels + channel) * plane)
        }
      const [, count, , high, wide] = io.numbers(name).shape as [number, number, number, number, number]
      return {
        latents,
        shape: [frames, channels, height, width],
        pictures: io.numbers(name).data,
        pictureShape: [count, 3, high, wide],
      }
    })
}
