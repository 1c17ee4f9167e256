import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildNetwork, type NetworkSource, refuseLeftovers } from '../../onnx/build-network.ts'
import type { Family } from '../../onnx/family.ts'
import { type StoredTensor, WeightError } from '../../onnx/tensors.ts'
import { openPart } from '../../server/checkpoint/part.ts'
import type { PartFiles } from '../../server/checkpoint/part-files.ts'
import { openFloat32 } from '../../server/parity/open-float32.ts'
import { relativeError } from '../../server/parity/outcome.ts'
import { readReferences } from '../../server/parity/reference-files.ts'
import { openSession } from '../../server/worker/open-session.ts'
import { modelNames } from './model-names.ts'
import { parityTools, referenceFolder } from './reference.ts'

const parts = ['unet3d-a', 'unet3d-b', 'vae-a', 'vae-b', 'clip-a', 'clip-b'] as const
const open = (name: string) => openPart(referenceFolder(name))
const familyOf = ({ class: name }: PartFiles) => parityTools.families.get(name) as Family

/** The same part with other tensors. */
const changed = (files: PartFiles, path: string, tensor: StoredTensor | undefined): PartFiles => {
  const tensors = new Map(files.tensors)
  if (tensor) tensors.set(path, tensor)
  else tensors.delete(path)
  return { ...files, tensors }
}

/** What is thrown, once; undefined where nothing is. */
const refusalOf = (attempt: () => unknown): Error | undefined => {
  try {
    attempt()
  } catch (error) {
    return error as Error
  }
  return undefined
}

const build = (files: NetworkSource & PartFiles, precision: 'float32' | 'float16' = 'float32') =>
  Object.keys(familyOf(files).networks).map((network) => buildNetwork(familyOf(files), network, files, precision))

describe.each(parts)('%s', (part) => {
  test('reads every weight where it lies, and its nodes are named by weight paths', async () => {
    const files = await open(part)
    const read = new Set<string>()
    for (const { model, used } of build(files)) {
      const { nodes, initializers } = modelNames(model)
      for (const { name, location } of initializers.filter((each) => each.location.location)) {
        const path = name.replace(/\[.*\]$/, '')
        const { offset, length, file } = files.tensors.get(path) as StoredTensor
        expect(location).toEqual({ location: file, offset: String(offset), length: String(length) })
        read.add(path)
        expect(used).toContain(path)
      }
      const names = nodes.map((node) => node.name)
      expect(new Set(names).size).toBe(names.length)
      // Each convolution and matrix product stands at the path of its weight.
      const products = nodes.filter(({ operator }) => operator === 'Conv' || operator === 'Gemm')
      expect(products.length).toBeGreaterThan(5)
      for (const { name } of products) {
        const path = name
          .replace(/\/(?:Conv|Gemm)(?:_\d+)?$/, '')
          .slice(1)
          .replaceAll('/', '.')
        expect([...files.tensors.keys()]).toContain(`${path}.weight`)
      }
    }
    const unread = [...files.tensors.keys()].filter((path) => !read.has(path))
    expect(unread).toEqual(part === 'clip-b' ? ['text_model.embeddings.position_ids'] : [])
    expect(() => refuseLeftovers(familyOf(files), files)).not.toThrow()
  })

  test('names a missing tensor, one of another shape and one of whole numbers, with nothing opened', async () => {
    const files = await open(part)
    const floats = [...files.tensors].filter(([, { type }]) => type === 'F32')
    const some = floats.filter((_, index) => index % Math.ceil(floats.length / 12) === 0)
    for (const [path, tensor] of some)
      for (const [other, message] of [
        [undefined, 'is missing'],
        [{ ...tensor, shape: [...tensor.shape, 7] }, 'config.json asks for'],
        [{ ...tensor, type: 'I32' }, 'holds I32'],
      ] as const) {
        const refusal = refusalOf(() => build(changed(files, path, other)))
        expect(refusal, path).toBeInstanceOf(WeightError)
        // By these an older naming is told from the newer: without them the newer names are missing, all of them.
        const telling = /\.query\.weight$|^text_model\.final_layer_norm\.weight$/.test(path) && !other
        expect(refusal?.message, path).toMatch(telling ? message : new RegExp(`"${path}".*${message}`))
      }
  })

  test('a weight that no network reads is refused; whole numbers are no weights', async () => {
    const files = await open(part)
    const tensor = [...files.tensors.values()].find(({ type }) => type === 'F32') as StoredTensor
    const stray = 'down_blocks.9.resnets.0.conv1.weight'
    expect(() => refuseLeftovers(familyOf(files), changed(files, stray, tensor))).toThrow(`the first "${stray}"`)
    const counter = changed(files, 'num_batches_tracked', { ...tensor, type: 'I64' })
    expect(() => refuseLeftovers(familyOf(files), counter)).not.toThrow()
  })
})

test('what CLIP keeps for comparing pictures is no leftover', async () => {
  const files = await open('clip-a')
  const tensor = [...files.tensors.values()].find(({ type }) => type === 'F32') as StoredTensor
  for (const path of ['text_projection.weight', 'logit_scale'])
    expect(() => refuseLeftovers(familyOf(files), changed(files, path, tensor))).not.toThrow()
})

describe('a configuration that would be computed otherwise is refused, naming file and key', () => {
  test.each<[string, string, unknown]>([
    ['unet3d-a', 'act_fn', 'gelu'],
    ['unet3d-a', 'block_out_channels', []],
    ['unet3d-a', 'down_block_types', ['CrossAttnDownBlock3D', 'DownBlock2D']],
    ['unet3d-a', 'up_block_types', ['UpBlock3D']],
    ['unet3d-a', 'attention_head_dim', [8, 8]],
    ['unet3d-a', 'norm_eps', 'small'],
    ['vae-a', 'mid_block_add_attention', false],
    ['vae-a', 'down_block_types', ['DownEncoderBlock2D', 'AttnDownEncoderBlock2D']],
    ['clip-a', 'hidden_act', 'relu'],
    ['clip-a', 'hidden_size', null],
  ])('%s: %s = %j', async (part, key, value) => {
    const files = await open(part)
    const attempt = () => build({ ...files, config: { ...files.config, [key]: value } })
    expect(attempt).toThrow(WeightError)
    expect(attempt).toThrow(`${part}/config.json: "${key}"`)
  })

  test('layers to skip that are not there', async () => {
    const files = await open('clip-a')
    for (const skipLayers of [2, -1, 0.5])
      expect(() => buildNetwork(familyOf(files), 'text', files, 'float32', { skipLayers })).toThrow('Choose 0 to 1')
  })

  test('a network that a family does not have', async () => {
    const files = await open('vae-a')
    expect(() => buildNetwork(familyOf(files), 'unet', files, 'float32')).toThrow('Known: decoder, encoder')
  })
})

describe('one graph serves every size', () => {
  const wave = (shape: readonly number[]) => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * 0.37)),
  })

  test('a UNet: batch, frames, odd heights and widths, tokens', async () => {
    const session = await openFloat32(parityTools, await open('unet3d-a'), 'unet')
    const call = async (shape: readonly number[], tokens: number) => {
      const sample = wave(shape)
      const timestep = { data: Float32Array.of(300), shape: [1] }
      const { out_sample } = await session.run({
        sample,
        timestep,
        encoder_hidden_states: wave([shape[0] ?? 1, tokens, 32]),
      })
      return out_sample
    }
    for (const [shape, tokens] of [
      [[1, 4, 1, 8, 8], 77],
      [[3, 4, 2, 9, 13], 5],
      [[2, 4, 5, 17, 11], 154],
    ] as const)
      expect((await call(shape, tokens))?.shape).toEqual(shape)
    await session.close()
  })

  test('a batch is its members, one by one', async () => {
    const session = await openFloat32(parityTools, await open('unet3d-a'), 'unet')
    const [sample, states] = [wave([2, 4, 3, 7, 6]), wave([2, 9, 32])]
    const timestep = { data: Float32Array.of(600), shape: [1] }
    const both = (await session.run({ sample, timestep, encoder_hidden_states: states })).out_sample
      ?.data as Float32Array
    for (const index of [0, 1]) {
      const half = <T extends Float32Array>(data: T) =>
        data.subarray((index * data.length) / 2, ((index + 1) * data.length) / 2)
      const alone = await session.run({
        sample: { data: half(sample.data), shape: [1, 4, 3, 7, 6] },
        timestep,
        encoder_hidden_states: { data: half(states.data), shape: [1, 9, 32] },
      })
      const wanted = half(both)
      const worst = Math.max(...wanted.map((value, i) => Math.abs(value - (alone.out_sample?.data[i] ?? Number.NaN))))
      expect(worst).toBeLessThan(1e-5)
    }
    await session.close()
  })

  test('an autoencoder: frames, odd heights and widths', async () => {
    const files = await open('vae-b')
    const decoder = await openFloat32(parityTools, files, 'decoder')
    const encoder = await openFloat32(parityTools, files, 'encoder')
    for (const [frames, height, width] of [
      [1, 3, 5],
      [4, 7, 2],
    ] as const) {
      const { pictures } = await decoder.run({ latents: wave([frames, 4, height, width]) })
      expect(pictures?.shape).toEqual([frames, 3, 8 * height, 8 * width])
      const { mean, logvar } = await encoder.run({ pictures: wave([frames, 3, 8 * height, 8 * width]) })
      expect([mean?.shape, logvar?.shape]).toEqual([
        [frames, 4, height, width],
        [frames, 4, height, width],
      ])
    }
    await decoder.close()
    await encoder.close()
  })

  test('a text encoder: prompts and tokens; what comes later changes nothing before it', async () => {
    const session = await openFloat32(parityTools, await open('clip-a'), 'text')
    const encode = async (ids: number[]) => {
      const input = { data: BigInt64Array.from(ids, BigInt), shape: [1, ids.length] }
      return (await session.run({ input_ids: input })).last_hidden_state
    }
    const long = await encode([998, 5, 6, 7, 999, 999])
    const short = await encode([998, 5, 6])
    expect(long?.shape).toEqual([1, 6, 32])
    expect(short?.shape).toEqual([1, 3, 32])
    const worst = Math.max(...(short?.data ?? []).map((value, i) => Math.abs(value - (long?.data[i] ?? Number.NaN))))
    expect(worst).toBeLessThan(1e-5)
    await session.close()
  })
})

test('a graph in half precision takes and gives float32, and casts nothing else but the waves of the timestep', async () => {
  const files = await openPart(referenceFolder('unet3d-b'), { variant: 'fp16' })
  for (const { model, inputs, outputs } of build(files, 'float16')) {
    expect([...inputs, ...outputs].every(({ type }) => type === 'float32')).toBe(true)
    expect(
      modelNames(model)
        .nodes.filter(({ operator }) => operator === 'Cast')
        .map(({ name }) => name),
    ).toEqual(['/sample/Cast', '/encoder_hidden_states/Cast', '/time_embedding/Cast', '/out_sample/Cast'])
  }
})

test.each([
  ['unet3d-a', 'unet', '0.t999.out', 'out_sample'],
  ['vae-a', 'decoder', '0.decoded', 'pictures'],
  ['vae-a', 'encoder', '0.mean', 'mean'],
  ['clip-a', 'text', 'last_hidden_state', 'last_hidden_state'],
] as const)('%s, %s in half precision answers near the original', async (part, network, wanted, output) => {
  const files = await open(part)
  const io = await readReferences(join(files.folder, 'io.safetensors'))
  const inputs = {
    unet: () => ({
      sample: io.numbers('0.sample'),
      encoder_hidden_states: io.numbers('0.encoder_hidden_states'),
      timestep: { data: Float32Array.of(999), shape: [1] },
    }),
    decoder: () => ({ latents: io.numbers('0.latents') }),
    encoder: () => ({ pictures: io.numbers('0.image') }),
    text: () => ({ input_ids: io.ids('input_ids') }),
  }[network]()
  const graph = buildNetwork(familyOf(files), network, files, 'float16')
  const session = await openSession(network, graph, files.folder, parityTools.device)
  const error = relativeError((await session.run(inputs))[output]?.data ?? [], io.numbers(wanted).data)
  await session.close()
  // Every result inside is rounded to 11 bits, not only the weights: more than float32 would be off, far less than wrong.
  expect(error).toBeGreaterThan(1e-5)
  expect(error).toBeLessThan(2e-2)
})
