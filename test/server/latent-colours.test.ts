import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { colour, createFit, type Factors } from '../../diffusion/latent-colour.ts'
import { openCheckpoints } from '../../server/checkpoint/open-checkpoints.ts'
import { readReferences } from '../../server/parity/reference-files.ts'
import { openDevice } from '../../server/worker/device.ts'
import { createLatentColours } from '../../server/worker/fit-latent-colours.ts'
import { drawPictures } from '../../server/worker/fit-pictures.ts'
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

test('factors of a linear VAE draw pictures that they were not fitted to, whatever its scaling and shift', async () => {
  for (const options of [{}, { scalingFactor: 0.18215, shiftFactor: 0.3 }, { spatialFactor: 4 }]) {
    const folder = join(await tempFolder(), 'made-when-needed')
    const networks = createFakeNetworks(options)
    const { scalingFactor, shiftFactor, spatialFactor } = await networks.vaeScale(vae)
    const name = await createLatentColours({ folder, networks }).of(vae)
    const size = 6 * spatialFactor
    const mean = await networks.encode(vae, drawPictures(4, size, 99), [4, 3, size, size])
    const decoded = await networks.decode(vae, mean.data, mean.shape)
    const pairs: Pairs = {
      latents: mean.data.map((value) => (value - shiftFactor) * scalingFactor),
      shape: mean.shape,
      pictures: decoded.data.map((value) => Math.min(1, Math.max(0, value / 2 + 0.5))),
      pictureShape: decoded.shape,
    }
    const factors = await factorsIn(folder, name)
    expect(factors).toMatchObject({ format: 'latent-colour', channels: 4, kernel: 3, scale: 4 })
    expect(decibels(errorOf(factors, pairs)), JSON.stringify(options)).toBeGreaterThan(30)
    // Latents that are not scaled as the UNet's are must look wrong, or the test above says nothing.
    expect(decibels(errorOf(factors, { ...pairs, latents: mean.data.map((value) => value * 2 + 0.5) }))).toBeLessThan(
      25,
    )
  }
})

test('is fitted once: calls at one time share it, and a file that is there is taken', async () => {
  const folder = await tempFolder()
  const networks = createFakeNetworks()
  const colours = createLatentColours({ folder, networks })
  const names = await Promise.all([colours.of(vae), colours.of(vae), colours.of(vae)])
  expect(new Set(names)).toEqual(new Set([`lc${'ab'.repeat(16)}-1`]))
  const asked = networks.asked.decode
  expect(await readdir(folder)).toEqual([`${names[0]}.json`])
  expect(networks.asked.encode).toBe(asked)

  const own = { format: 'latent-colour', channels: 4, kernel: 1, scale: 1, weights: new Array(15).fill(0.5) }
  await writeFile(join(folder, `${names[0]}.json`), JSON.stringify(own))
  await createLatentColours({ folder, networks }).of(vae)
  expect(networks.asked.decode).toBe(asked)
  expect(await factorsIn(folder, names[0]!)).toEqual(own)

  const other = await colours.of({ ...vae, fingerprint: 'cd'.repeat(32) })
  expect(other).not.toBe(names[0])
  expect(networks.asked.decode).toBe(2 * asked)
})

test.each(['', '{', '{"format":"latent-colour","channels":4,"kernel":3,"scale":4,"weights":[1]}'])(
  'a damaged file (%j) is fitted anew',
  async (text) => {
    const folder = await tempFolder()
    const colours = createLatentColours({ folder, networks: createFakeNetworks() })
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `lc${'ab'.repeat(16)}-1.json`), text)
    const { weights } = await factorsIn(folder, await colours.of(vae))
    expect(weights).toHaveLength(37 * 48)
    expect(weights.every(Number.isFinite)).toBe(true)
  },
)

test('a VAE that answers NaN is named, nothing is written, and the next call tries again', async () => {
  const folder = await tempFolder()
  const networks = createFakeNetworks()
  let broken = true
  const colours = createLatentColours({
    folder,
    networks: {
      ...networks,
      decode: async (part, latents, shape) => {
        const answer = await networks.decode(part, latents, shape)
        if (broken) answer.data[7] = Number.NaN
        return answer
      },
    },
  })
  await expect(colours.of(vae)).rejects.toThrow(/VAE of "fake".*not finite/)
  expect(await readdir(folder)).toEqual([])
  broken = false
  await colours.of(vae)
  expect(await readdir(folder)).toHaveLength(1)
})

test('the demo checkpoint: closer to the frames of the reference than one 4 × 3 map for each pixel', async () => {
  const folder = await tempFolder()
  const checkpoints = openCheckpoints({
    roots: [join(root, 'models')],
    fingerprints: join(folder, 'fingerprints.json'),
  })
  const networks = openNetworks({ checkpoints, device: await openDevice('cpu') })
  try {
    const { parts } = await checkpoints.open('demo', '')
    const { scalingFactor } = await networks.vaeScale(parts.vae)
    const name = await createLatentColours({ folder, networks }).of(parts.vae)
    const factors = await factorsIn(folder, name)

    // The same pictures, as that file draws them, under the simpler map.
    const plain = createFit({ channels: 4, kernel: 1, scale: 1 })
    for (const batch of [1, 2, 3]) {
      const mean = await networks.encode(parts.vae, drawPictures(16, 64, batch), [16, 3, 64, 64])
      const decoded = await networks.decode(parts.vae, mean.data, mean.shape)
      plain.add(
        mean.data.map((value) => value * scalingFactor),
        mean.shape,
        decoded.data.map((value) => Math.min(1, Math.max(0, value / 2 + 0.5))),
        decoded.shape,
      )
    }
    const simple = plain.solve()
    const runs = await demoRuns()
    const errors = runs.map((run) => ({ fitted: errorOf(factors, run), simple: errorOf(simple, run) }))
    const said = errors
      .map((each) => `${decibels(each.fitted).toFixed(1)} (${decibels(each.simple).toFixed(1)})`)
      .join(', ')
    const mean = (of: 'fitted' | 'simple') => errors.reduce((sum, each) => sum + each[of] / errors.length, 0)
    // Over eight draws of as many pictures the gain was 1.46 dB with a deviation of 0.18; on the first run alone it was 0.34
    // with 0.20, which is no difference that a test can hold.
    expect(decibels(mean('fitted')) - decibels(mean('simple')), said).toBeGreaterThan(1)
    for (const each of errors) expect(decibels(each.fitted) - decibels(each.simple), said).toBeGreaterThan(-0.5)
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
