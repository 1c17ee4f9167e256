import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { global, op, pickle, torchFile, writeTorchFile } from '../../../bench/torch-file.ts'
import { writeSafetensors } from '../../../onnx/safetensors.ts'
import { WeightError } from '../../../onnx/tensors.ts'
import { CheckpointError } from '../../../server/checkpoint/checkpoint.ts'
import { openPart } from '../../../server/checkpoint/part.ts'
import type { PartFiles } from '../../../server/checkpoint/part-files.ts'
import { listWeights } from '../../../server/checkpoint/weight-files.ts'
import { findCases } from '../../../server/parity/find-cases.ts'
import { networkCases } from '../../../server/parity/network-cases.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'
import { collect, parityTools, referenceFolder } from '../../onnx/reference.ts'

const weights = (first: number) => ({
  'conv_in.weight': {
    type: 'F32' as const,
    shape: [2, 2],
    data: new Uint8Array(Float32Array.of(first, 2, 3, 4).buffer),
  },
})
const bin = (first: number) => writeTorchFile(weights(first))
const safe = (first: number) => writeSafetensors(weights(first))

const write = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<string> => {
  const folder = join(await tempFolder(), 'unet')
  await mkdir(folder)
  for (const [name, content] of Object.entries({ 'config.json': '{"_class_name":"UNet3DConditionModel"}', ...files }))
    await writeFile(join(folder, name), content)
  return folder
}

const bytesOf = async (files: PartFiles, name: string): Promise<Buffer> => {
  const { file, offset, length } = files.tensors.get(name) ?? { file: 'nowhere', offset: 0, length: 0 }
  return (await readFile(join(files.folder, file))).subarray(offset, offset + length)
}
const firstOf = async (files: PartFiles) => (await bytesOf(files, 'conv_in.weight')).readFloatLE()

describe('the reference in torch’s own format', () => {
  test('has the tensors of its twin in safetensors, byte by byte', async () => {
    const [pickled, plain] = [
      await openPart(referenceFolder('unet3d-a-bin')),
      await openPart(referenceFolder('unet3d-a')),
    ]
    expect([...pickled.tensors.keys()].sort()).toEqual([...plain.tensors.keys()].sort())
    expect(pickled.tensors.size).toBe(466)
    for (const [name, { type, shape }] of plain.tensors) {
      expect(pickled.tensors.get(name), name).toMatchObject({ type, shape, file: 'diffusion_pytorch_model.bin' })
      expect((await bytesOf(pickled, name)).equals(await bytesOf(plain, name)), name).toBe(true)
    }
  })

  test('gives the outputs of its twin', async () => {
    const name = 'unet3d-a-bin'
    const outcomes = await collect(networkCases(parityTools, referenceFolder(name), name, referenceFolder('unet3d-a')))
    expect(outcomes).toHaveLength(9)
    for (const outcome of outcomes) {
      if (!('error' in outcome)) throw new Error(JSON.stringify(outcome))
      expect(outcome.error, outcome.name).toBeLessThanOrEqual(1e-4)
    }
  })

  test('is a case of npm run parity', async () => {
    const found = await findCases(referenceFolder('.'))
    const compared = await collect(
      found.find(({ name }) => name === 'unet3d-a-bin')?.compare(parityTools) ?? (async function* () {})(),
    )
    expect(compared.filter((outcome) => 'error' in outcome)).toHaveLength(9)
  })
})

describe('which weights are taken', () => {
  test('the names of diffusers and of transformers, whole, with variants and in shards', () => {
    const found = listWeights([
      'pytorch_model.bin',
      'pytorch_model.fp16.bin',
      'diffusion_pytorch_model.bin.index.json',
      'diffusion_pytorch_model.bin.index.fp16.json',
      'pytorch_model.fp16.bin.index.json',
      'pytorch_model-00001-of-00002.bin',
      'model.bin',
      'pytorch_model.bin.part',
      'training_args.bin',
      'model.safetensors',
    ])
    expect(found).toEqual([
      { file: 'model.safetensors', index: false, extension: 'safetensors', variant: '' },
      { file: 'diffusion_pytorch_model.bin.index.json', index: true, extension: 'bin', variant: '' },
      { file: 'diffusion_pytorch_model.bin.index.fp16.json', index: true, extension: 'bin', variant: 'fp16' },
      { file: 'pytorch_model.bin', index: false, extension: 'bin', variant: '' },
      { file: 'pytorch_model.fp16.bin', index: false, extension: 'bin', variant: 'fp16' },
      { file: 'pytorch_model.fp16.bin.index.json', index: true, extension: 'bin', variant: 'fp16' },
    ])
  })

  test('safetensors before torch’s format, of the variant that is asked for', async () => {
    const folder = await write({
      'diffusion_pytorch_model.bin': bin(1),
      'diffusion_pytorch_model.safetensors': safe(2),
      'diffusion_pytorch_model.fp16.bin': bin(3),
    })
    expect(await firstOf(await openPart(folder))).toBe(2)
    expect(await firstOf(await openPart(folder, { variant: 'fp16' }))).toBe(3)
    await expect(openPart(folder, { variant: 'bf16' })).rejects.toThrow(/no variant "bf16".*fp16, the default \(none\)/)
  })

  test('torch’s format where there is nothing else, also under the name of transformers', async () => {
    expect(await firstOf(await openPart(await write({ 'diffusion_pytorch_model.bin': bin(4) })))).toBe(4)
    expect(await firstOf(await openPart(await write({ 'pytorch_model.fp16.bin': bin(5) })))).toBe(5)
  })

  test('a link into the blobs of the Hugging Face cache', async () => {
    const folder = await write({})
    const blobs = join(folder, '..', 'blobs')
    await mkdir(blobs)
    await writeFile(join(blobs, 'a1b2'), bin(6))
    await symlink('../blobs/a1b2', join(folder, 'diffusion_pytorch_model.bin'))
    const files = await openPart(folder)
    expect(files.tensors.get('conv_in.weight')?.file).toBe('a1b2')
    expect(await firstOf(files)).toBe(6)
  })

  test('shards by their index', async () => {
    const shards = {
      'pytorch_model-00001-of-00002.bin': bin(7),
      'pytorch_model-00002-of-00002.bin': writeTorchFile({ 'conv_in.bias': weights(8)['conv_in.weight'] }),
    }
    const [first, second] = Object.keys(shards) as [string, string]
    const index = (map: object) => JSON.stringify({ metadata: {}, weight_map: map })
    const folder = await write({
      ...shards,
      'pytorch_model.bin.index.json': index({ 'conv_in.weight': first, 'conv_in.bias': second }),
    })
    const files = await openPart(folder)
    expect([...files.tensors].map(([name, { file }]) => [name, file])).toEqual([
      ['conv_in.weight', first],
      ['conv_in.bias', second],
    ])
    for (const [map, message] of [
      [
        { 'conv_in.weight': first, 'conv_out.bias': second },
        /promises 1 tensors that no shard holds.*"conv_out\.bias"/,
      ],
      [{ 'conv_in.weight': '../x.bin' }, /"\.\.\/x\.bin", which is no \.bin file/],
      [{ 'conv_in.weight': 'model.safetensors' }, /which is no \.bin file/],
    ] as const) {
      await writeFile(join(folder, 'pytorch_model.bin.index.json'), index(map))
      await expect(openPart(folder)).rejects.toThrow(message)
    }
  })

  test('files under other names are no weights', async () => {
    const error = await openPart(await write({ 'training_args.bin': bin(1) })).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(CheckpointError)
    expect((error as Error).message).toMatch(/holds training_args\.bin, but no weights.*pytorch_model\.bin/)
  })
})

test('what is no weights names the file in its folder, not the digest that it lies under', async () => {
  const name = 'diffusion_pytorch_model.bin'
  const legacy = Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e)
  const hostile = torchFile(pickle(global('os', 'system'), op('EMPTY_TUPLE'), op('REDUCE')), {})
  for (const [content, message] of [
    [hostile, /^unet\/diffusion_pytorch_model\.bin: .*asks for "os\.system"/],
    [legacy, /^unet\/diffusion_pytorch_model\.bin is in the format of torch before 1\.6.*torch\.save\(torch\.load/],
    ['version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n', /is a Git LFS pointer.*git lfs pull/],
  ] as const) {
    const error = await openPart(await write({ [name]: content })).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(WeightError)
    expect((error as Error).message).toMatch(message)
  }
})

test('a file cut short while it is downloaded', async () => {
  const folder = await write({})
  const whole = join(folder, 'diffusion_pytorch_model.bin')
  await copyFile(join(referenceFolder('unet3d-a-bin'), 'diffusion_pytorch_model.bin'), whole)
  const bytes = await readFile(whole)
  for (const length of [0, 3, 100, 70_000, bytes.length - 1]) {
    await writeFile(whole, bytes.subarray(0, length))
    await expect(openPart(folder)).rejects.toThrow(WeightError)
  }
})
