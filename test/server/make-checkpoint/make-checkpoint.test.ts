import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listWeights } from '../../../onnx/list-weights.ts'
import { elementCount } from '../../../onnx/tensors.ts'
import { openCheckpoints } from '../../../server/checkpoint/open-checkpoints.ts'
import { openPart } from '../../../server/checkpoint/part.ts'
import { configurationOf, readScale } from '../../../server/make-checkpoint/configurations.ts'
import { makeCheckpoint } from '../../../server/make-checkpoint/make-checkpoint.ts'
import { randomWeights } from '../../../server/make-checkpoint/random-weights.ts'
import { familyOf } from '../../../server/worker/families.ts'
import { openNetworks } from '../../../server/worker/open-networks.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'
import { parityTools, referenceFolder } from '../../onnx/reference.ts'

const { families, device } = parityTools
const vocabulary = resolve(import.meta.dirname, '../../golden')

const make = async (type: 'F16' | 'F32', seed: number, within?: string) => {
  const folder = join(within ?? (await tempFolder()), 'made')
  const configuration = configurationOf('tiny')
  const bytes = await makeCheckpoint({ folder, configuration, families, vocabulary, type, seed })
  return { folder, bytes }
}

describe('the weights that a network asks for', () => {
  test.each(['unet3d-a', 'unet3d-b', 'vae-a', 'clip-a'])('are those that the libraries saved: %s', async (name) => {
    const files = await openPart(referenceFolder(name), { variant: name === 'unet3d-b' ? 'fp16' : '' })
    const listed = listWeights(familyOf(families, files), files.config, files.configName)
    const saved = [...files.tensors].map(([path, { shape }]) => [path, [...shape]] as const)
    // transformers wrote its encoders with a prefix before version 5, as the reference did.
    const bare = saved.map(([path, shape]) => [path.replace(/^text_model\./, ''), shape] as const)
    expect(new Map([...listed].map(([path, shape]) => [path, [...shape]]))).toEqual(new Map(bare))
  })

  test('of the 1.7 b configuration are 1.7 to 1.9 billion numbers, most of them in the UNet', () => {
    const { parts } = configurationOf('modelscope-1.7b')
    const counts = Object.entries(parts).map(([part, { class: name, config }]) => {
      const shapes = listWeights(familyOf(families, { class: name, configName: part }), config, part)
      return [...shapes.values()].reduce((sum, shape) => sum + elementCount(shape), 0)
    })
    const [text = 0, unet = 0, vae = 0] = counts
    expect(text + unet + vae).toBeGreaterThan(1.7e9)
    expect(text + unet + vae).toBeLessThan(1.9e9)
    // Stable Diffusion's autoencoder has 83,653,863 numbers, whoever counts them.
    expect(vae).toBe(83_653_863)
    expect(unet).toBeGreaterThan(1.35e9)
  })
})

describe('a made checkpoint', () => {
  let made: Awaited<ReturnType<typeof make>>
  beforeAll(async () => {
    made = await make('F32', 1, await mkdtemp(join(tmpdir(), 'reelgraph-made-')))
  })
  afterAll(() => rm(resolve(made.folder, '..'), { recursive: true, force: true }))

  test('is whole: it opens, reads a prompt, and every network answers finite numbers of a sensible size', async () => {
    const { folder, bytes } = made
    const checkpoints = openCheckpoints({
      roots: [resolve(folder, '..')],
      fingerprints: join(await tempFolder(), 'fingerprints.json'),
    })
    const { parts, schedulerConfig } = await checkpoints.open('made', '')
    expect(schedulerConfig).toMatchObject({
      beta_schedule: 'scaled_linear',
      steps_offset: 1,
      timestep_spacing: 'leading',
    })
    const networks = openNetworks({ checkpoints, device })
    const { ids } = await checkpoints.tokenize(parts.textEncoder, 'a panda eating bamboo')
    expect(ids).toHaveLength(77)
    expect(ids.at(-1)).toBe(0)
    const text = await networks.encodeText(parts.textEncoder, [ids], 0)
    const noise = Float32Array.from({ length: 4 * 2 * 8 * 8 }, (_, i) => Math.sin(i * 1.37))
    const call = { timestep: 500, conditioning: text.data, conditioningShape: text.shape }
    const answer = await networks.predict(parts.unet3d, { sample: noise, shape: [1, 4, 2, 8, 8], ...call })
    const pictures = await networks.decode(parts.vae, noise.subarray(0, 256), [1, 4, 8, 8])
    expect(pictures.shape).toEqual([1, 3, 64, 64])
    for (const values of [text.data, answer, pictures.data]) {
      const size = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length)
      expect(size).toBeGreaterThan(1e-3)
      expect(size).toBeLessThan(1e3)
    }
    expect(bytes.unet).toBeGreaterThan(bytes.vae / 10)
    await networks.close()
  })

  test('has the same bytes for the same seed, others for another, and half as many in half precision', async () => {
    const read = ({ folder }: { folder: string }, file = 'diffusion_pytorch_model.safetensors') =>
      readFile(join(folder, 'vae', file))
    const one = await make('F32', 7)
    expect(await read(one)).toEqual(await read(await make('F32', 7)))
    expect(await read(one)).not.toEqual(await read(made))
    const half = await make('F16', 7)
    expect(half.bytes.vae).toBe(one.bytes.vae / 2)
    const { tensors } = await openPart(join(half.folder, 'vae'), { variant: 'fp16' })
    expect(new Set([...tensors.values()].map(({ type }) => type))).toEqual(new Set(['F16']))
  })

  test('does not write over a folder that holds something', async () => {
    const { folder } = made
    const configuration = configurationOf('tiny')
    await expect(makeCheckpoint({ folder, configuration, families, vocabulary, type: 'F32' })).rejects.toThrow(
      /made is not empty/,
    )
  })
})

describe('a configuration', () => {
  test('at a part of its widths keeps its layers and heads', () => {
    const { unet, text_encoder, vae } = configurationOf('modelscope-1.7b', 1 / 8).parts
    expect(unet.config).toMatchObject({
      block_out_channels: [40, 80, 160, 160],
      attention_head_dim: 8,
      layers_per_block: 2,
    })
    expect(unet.config).toMatchObject({ norm_num_groups: 4, cross_attention_dim: 128 })
    expect(text_encoder.config).toMatchObject({ hidden_size: 128, num_hidden_layers: 23, num_attention_heads: 16 })
    expect(vae.config).toMatchObject({ block_out_channels: [16, 32, 64, 64] })
  })

  test('takes a scale as a person writes it', () => {
    expect(['1', '1/8', '0.25', '.5'].map(readScale)).toEqual([1, 0.125, 0.25, 0.5])
    for (const text of ['', '2/3', '1/', 'half', '-1']) expect(() => readScale(text)).toThrow(`The scale is "${text}"`)
  })

  test('that there is not, or a scale that gives no whole widths, is refused', () => {
    expect(() => configurationOf('modelscope-2b')).toThrow(/Choose one of these: modelscope-1\.7b, tiny/)
    for (const scale of [1 / 3, 1 / 128, 2, 0, Number.NaN])
      expect(() => configurationOf('modelscope-1.7b', scale)).toThrow(/cannot be made at the scale/)
  })
})

test('random matrices have the variance 1 / fan-in, and biases are not all zero', () => {
  const numbers = (path: string, shape: number[]) =>
    [...randomWeights(1, path, shape, 'F32')].flatMap((bytes) => [
      ...new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4),
    ])
  const kernel = numbers('conv.weight', [64, 32, 3, 3])
  const variance = kernel.reduce((sum, x) => sum + x * x, 0) / kernel.length
  expect(variance * 32 * 9).toBeGreaterThan(0.95)
  expect(variance * 32 * 9).toBeLessThan(1.05)
  expect(numbers('norm.weight', [64]).every((x) => x > 0.89 && x < 1.11)).toBe(true)
  expect(numbers('norm.bias', [64]).every((x) => x !== 0 && Math.abs(x) < 0.11)).toBe(true)
})
