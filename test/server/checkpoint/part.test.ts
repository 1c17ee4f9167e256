import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeSafetensors } from '../../../onnx/safetensors.ts'
import { WeightError } from '../../../onnx/tensors.ts'
import { CheckpointError } from '../../../server/checkpoint/checkpoint.ts'
import { openPart } from '../../../server/checkpoint/part.ts'
import { referenceFolder } from '../../onnx/reference.ts'

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'reelgraph-part-')))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const weights = (...names: string[]) =>
  writeSafetensors(
    Object.fromEntries(names.map((name) => [name, { type: 'F32' as const, shape: [1], data: new Uint8Array(4) }])),
  )
/** Lays a part down: a config.json and these files. */
const layDown = async (files: Record<string, Uint8Array | string>, config: unknown = { _class_name: 'Net' }) => {
  await mkdir(join(folder, 'unet'), { recursive: true })
  for (const [name, content] of Object.entries({ 'config.json': JSON.stringify(config), ...files }))
    await writeFile(join(folder, 'unet', name), content)
  return join(folder, 'unet')
}
const index = (map: Record<string, string>) => JSON.stringify({ metadata: {}, weight_map: map })

test('tensors lie where they are said to lie', async () => {
  const { tensors, ...part } = await openPart(referenceFolder('unet3d-b'))
  expect(part).toMatchObject({ class: 'UNet3DConditionModel', configName: 'unet3d-b/config.json' })
  expect(part.folder).toBe(await realpath(referenceFolder('unet3d-b')))
  expect(part.config.norm_num_groups).toBe(16)
  expect(tensors.get('conv_in.weight')).toMatchObject({
    type: 'F32',
    shape: [16, 4, 3, 3],
    file: 'diffusion_pytorch_model.safetensors',
    length: 16 * 4 * 9 * 4,
  })
  const halves = await openPart(referenceFolder('unet3d-b'), { variant: 'fp16', name: 'unet' })
  expect(halves.configName).toBe('unet/config.json')
  expect(halves.tensors.get('conv_in.weight')).toMatchObject({
    type: 'F16',
    file: 'diffusion_pytorch_model.fp16.safetensors',
  })
  expect([...halves.tensors.keys()].sort()).toEqual([...tensors.keys()].sort())
})

test('the class is that of diffusers, of transformers, or the one given', async () => {
  const file = { 'model.safetensors': weights('a') }
  expect((await openPart(await layDown(file, { _class_name: 'A', architectures: ['B'] }))).class).toBe('A')
  expect((await openPart(await layDown(file, { architectures: ['B'] }), { class: 'C' })).class).toBe('B')
  expect((await openPart(await layDown(file, {}), { class: 'C' })).class).toBe('C')
  await expect(openPart(await layDown(file, {}))).rejects.toThrow(/names no class/)
})

test.each([
  ['diffusion_pytorch_model.safetensors.index.json', ''],
  ['model.safetensors.index.fp16.json', 'fp16'],
  ['diffusion_pytorch_model.fp16.safetensors.index.json', 'fp16'],
])('shards are read by %s', async (name, variant) => {
  const shards = { 'part-1.safetensors': weights('a', 'b'), 'part-2.safetensors': weights('c') }
  const map = { a: 'part-1.safetensors', b: 'part-1.safetensors', c: 'part-2.safetensors' }
  const { tensors } = await openPart(await layDown({ ...shards, [name]: index(map) }), { variant })
  expect(Object.fromEntries([...tensors].map(([path, { file }]) => [path, file]))).toEqual(map)
})

describe('links, as the Hugging Face cache has them', () => {
  test('are followed to the real file, and errors still say the name that a person knows', async () => {
    const part = await layDown({})
    await mkdir(join(folder, 'blobs'))
    await writeFile(join(folder, 'blobs', 'd1ge57'), weights('a'))
    await symlink('../blobs/d1ge57', join(part, 'model.safetensors'))
    const { tensors, folder: real } = await openPart(part)
    expect(real).toBe(join(folder, 'blobs'))
    expect(tensors.get('a')?.file).toBe('d1ge57')
    await writeFile(join(folder, 'blobs', 'd1ge57'), weights('a').subarray(0, 20))
    await expect(openPart(part)).rejects.toThrow('unet/model.safetensors')
    await rm(join(folder, 'blobs', 'd1ge57'))
    await expect(openPart(part)).rejects.toThrow(/model\.safetensors .* link to a file that is not/)
  })

  test('to different folders are refused, since ONNX Runtime reads from one', async () => {
    const map = { a: '1.safetensors', b: '2.safetensors' }
    const part = await layDown({ '1.safetensors': weights('a'), 'model.safetensors.index.json': index(map) })
    await writeFile(join(folder, 'elsewhere'), weights('b'))
    await symlink(join(folder, 'elsewhere'), join(part, '2.safetensors'))
    await expect(openPart(part)).rejects.toThrow(/different folders: .*1\.safetensors and .*elsewhere/)
  })
})

describe('says what is wrong, where, and what to do', () => {
  const whole = { 'model.safetensors': weights('a') }
  test.each<[string, Record<string, Uint8Array | string>, RegExp]>([
    ['no weights', {}, /holds no weights: no diffusion_pytorch_model\.safetensors.*and no index of shards/],
    ['only a pickle that is none', { 'pytorch_model.bin': 'x' }, /pytorch_model\.bin \(1 bytes\) is n/],
    ['config that is no JSON', { ...whole, 'config.json': '{' }, /config\.json cannot be read/],
    ['config that is no object', { ...whole, 'config.json': '[1]' }, /config\.json holds no JSON object/],
    ['index without a map', { 'model.safetensors.index.json': '{}' }, /names no weights/],
    [
      'index of a file that is not there',
      { 'model.safetensors.index.json': index({ a: 'b.safetensors' }) },
      /b\.safetensors is named but not there/,
    ],
    [
      'index that leaves the folder',
      { 'model.safetensors.index.json': index({ a: '../b.safetensors' }) },
      /"\.\.\/b\.safetensors", which is no \.safetensors file beside it/,
    ],
    [
      'index that promises too much',
      {
        'x.safetensors': weights('a'),
        'model.safetensors.index.json': index({ a: 'x.safetensors', lost: 'x.safetensors' }),
      },
      /promises 1 tensors .* "lost"/,
    ],
    [
      'the same tensor twice',
      {
        'x.safetensors': weights('a'),
        'y.safetensors': weights('a', 'b'),
        'model.safetensors.index.json': index({ a: 'x.safetensors', b: 'y.safetensors' }),
      },
      /y\.safetensors: tensor "a" is in another shard/,
    ],
    ['an empty file', { 'model.safetensors': '' }, /unet\/model\.safetensors has 0 bytes/],
  ])('%s', async (_, files, message) => {
    const attempt = openPart(await layDown(files))
    await expect(attempt).rejects.toThrow(message)
    await expect(attempt).rejects.toSatisfy((error) => error instanceof CheckpointError || error instanceof WeightError)
  })

  test('a variant that is not there, naming those that are', async () => {
    const part = await layDown({ 'model.fp16.safetensors': weights('a'), 'model.non_ema.safetensors': weights('a') })
    await expect(openPart(part, { variant: 'bf16' })).rejects.toThrow('no variant "bf16". There is: fp16, non_ema.')
    await expect(openPart(part)).rejects.toThrow('no weights without a variant. There is: fp16, non_ema.')
    expect((await openPart(part, { variant: 'non_ema' })).tensors.get('a')?.file).toBe('model.non_ema.safetensors')
  })

  test('a folder that is not there, a file instead of one, and none of config.json', async () => {
    await expect(openPart(join(folder, 'vae'))).rejects.toThrow(
      /vae is not there\. A checkpoint needs its "vae" folder/,
    )
    await writeFile(join(folder, 'file'), '')
    await expect(openPart(join(folder, 'file'))).rejects.toThrow(/is no folder/)
    const part = await layDown(whole)
    await rm(join(part, 'config.json'))
    await expect(openPart(part)).rejects.toThrow(/has no config\.json/)
  })

  test('a weight file that is cut short, by the name of its tensor', async () => {
    await cp(referenceFolder('unet3d-a'), join(folder, 'cut'), { recursive: true })
    const file = join(folder, 'cut/diffusion_pytorch_model.safetensors')
    const bytes = await readFile(file)
    await writeFile(file, bytes.subarray(0, bytes.length - 8))
    await expect(openPart(join(folder, 'cut'))).rejects.toThrow(
      /cut\/diffusion_pytorch_model\.safetensors: tensor ".+" lies at/,
    )
  })
})
