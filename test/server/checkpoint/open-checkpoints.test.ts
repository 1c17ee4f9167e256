import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CheckpointError } from '../../../server/checkpoint/checkpoint.ts'
import { openCheckpoints } from '../../../server/checkpoint/open-checkpoints.ts'
import { nonCommercialCard } from '../../fakes/cards.ts'
import { type CheckpointChanges, tinyWeights, writeCachedCheckpoint, writeCheckpoint } from '../../fakes/checkpoints.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const unetWeights = 'unet/diffusion_pytorch_model.safetensors'
const repository = resolve(import.meta.dirname, '../../..')

/** Checkpoints under one root that is still empty. */
const place = async () => {
  const folder = await tempFolder()
  const root = join(folder, 'models')
  await mkdir(root)
  const fingerprints = join(folder, 'data', 'fingerprints.json')
  const start = (roots: readonly string[] = [root]) => openCheckpoints({ roots, fingerprints })
  return { folder, root, fingerprints, start, checkpoints: start() }
}

const problemOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(CheckpointError)
  return (error as Error).message
}

const fingerprintsOf = async (changes: CheckpointChanges) => {
  const { root, checkpoints } = await place()
  await writeCheckpoint(join(root, 'x'), changes)
  const { fingerprint, parts } = await checkpoints.open('x', '')
  return [fingerprint, parts.textEncoder.fingerprint, parts.unet3d.fingerprint, parts.vae.fingerprint]
}

describe('opening', () => {
  test('gives the parts, their files and the scheduler', async () => {
    const { root, checkpoints } = await place()
    const folder = await writeCheckpoint(join(root, 'org', 'tiny'))
    const checkpoint = await checkpoints.open('org/tiny', '')
    expect(checkpoint).toMatchObject({ name: 'org/tiny', folder, variant: '' })
    expect(checkpoint.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(checkpoint.schedulerConfig).toMatchObject({ num_train_timesteps: 1000 })
    expect(checkpoint.parts.unet3d).toMatchObject({ part: 'unet3d', checkpoint: 'org/tiny', variant: '' })
    const files = await checkpoint.files('unet3d')
    expect(files).toMatchObject({ class: 'UNet3DConditionModel', configName: 'unet/config.json' })
    expect(files.tensors.get('conv_in.weight')).toMatchObject({ shape: [2, 3], type: 'F32' })
    expect(await checkpoints.of(checkpoint.parts.vae)).toBe(checkpoint)
  })

  test('takes an absolute path, and a root that is a checkpoint itself', async () => {
    const { folder, start } = await place()
    const path = await writeCheckpoint(join(folder, 'elsewhere'))
    expect((await start([]).open(path, '')).folder).toBe(path)
    expect((await start([path]).list()).map((each) => each.name)).toEqual([path])
  })

  test('the first root goes before the second; one that is not there is passed over', async () => {
    const { folder, root, start } = await place()
    const second = join(folder, 'more')
    await writeCheckpoint(join(root, 'a'))
    await writeCheckpoint(join(second, 'a'), { [unetWeights]: tinyWeights(9) })
    await writeCheckpoint(join(second, 'b'))
    const checkpoints = start([join(folder, 'nowhere'), root, second])
    expect((await checkpoints.open('a', '')).folder).toBe(join(root, 'a'))
    expect((await checkpoints.open('b', '')).folder).toBe(join(second, 'b'))
    expect((await checkpoints.list()).map((each) => each.name)).toEqual(['a', 'b'])
  })

  test('the class stands in model_index.json where config.json has none', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'), { 'vae/config.json': '{"scaling_factor":0.5}' })
    expect((await (await checkpoints.open('x', '')).files('vae')).class).toBe('AutoencoderKL')
  })

  test('variants: the one asked for, or the only one there is', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'both'), {
      'unet/diffusion_pytorch_model.fp16.safetensors': tinyWeights(7),
      'vae/diffusion_pytorch_model.fp16.safetensors': tinyWeights(8),
      'text_encoder/model.fp16.safetensors': tinyWeights(9),
    })
    const [plain, half] = [await checkpoints.open('both', ''), await checkpoints.open('both', 'fp16')]
    expect(plain.fingerprint).not.toBe(half.fingerprint)
    const fileOf = async (checkpoint: typeof plain) =>
      (await checkpoint.files('unet3d')).tensors.get('conv_in.weight')?.file
    expect(await fileOf(plain)).toBe('diffusion_pytorch_model.safetensors')
    expect(await fileOf(half)).toBe('diffusion_pytorch_model.fp16.safetensors')

    await writeCheckpoint(join(root, 'only'), {
      [unetWeights]: null,
      'unet/diffusion_pytorch_model.fp16.safetensors': tinyWeights(7),
    })
    expect(await fileOf(await checkpoints.open('only', ''))).toBe('diffusion_pytorch_model.fp16.safetensors')
    expect(await problemOf(checkpoints.open('only', 'fp16'))).toMatch(/text_encoder.*variant "fp16".*the default/)
  })

  test('infinity as Python writes it is read', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'), {
      'scheduler/scheduler_config.json': '{"lambda_min_clipped": -Infinity, "note": "-Infinity \\" NaN", "x": NaN}',
    })
    expect((await checkpoints.open('x', '')).schedulerConfig).toEqual({
      lambda_min_clipped: Number.NEGATIVE_INFINITY,
      note: '-Infinity " NaN',
      x: null,
    })
  })
})

describe('the Hugging Face cache', () => {
  test('is read by the repository’s name: the snapshot of main, else the newest', async () => {
    const { root, checkpoints } = await place()
    const folder = await writeCachedCheckpoint(root, 'org/name', { revision: 'old' })
    await writeCachedCheckpoint(root, 'org/name', {
      revision: 'new',
      main: null,
      changes: { [unetWeights]: tinyWeights(5) },
    })
    await utimes(join(folder, 'snapshots', 'old'), 1000, 1000)
    const main = await checkpoints.open('org/name', '')
    expect(main.folder).toBe(join(folder, 'snapshots', 'old'))
    expect((await main.files('unet3d')).folder).toBe(join(folder, 'blobs'))
    expect((await checkpoints.list()).map((each) => each.name)).toEqual(['org/name'])

    await rm(join(folder, 'refs'), { recursive: true })
    const newest = await checkpoints.open('org/name', '')
    expect(newest.folder).toBe(join(folder, 'snapshots', 'new'))
    expect(newest.parts.unet3d.fingerprint).not.toBe(main.parts.unet3d.fingerprint)
    expect(newest.parts.vae.fingerprint).toBe(main.parts.vae.fingerprint)
  })

  test('gives the fingerprints of the same files in a plain folder, and takes a digest for a name as it is', async () => {
    const { root, fingerprints, checkpoints } = await place()
    await writeCheckpoint(join(root, 'plain'))
    await writeCachedCheckpoint(root, 'org/name', {
      nameOf: (path, content) =>
        path.endsWith('.safetensors')
          ? createHash('sha256').update(content).digest('hex')
          : `git-${path.replaceAll('/', '-')}`,
    })
    const cached = await checkpoints.open('org/name', '')
    await expect(readFile(fingerprints)).rejects.toThrow('ENOENT')
    expect(cached.fingerprint).toBe((await checkpoints.open('plain', '')).fingerprint)
    expect(Object.keys(JSON.parse(await readFile(fingerprints, 'utf8')).files)).toHaveLength(3)
  })

  test('models of other kinds in it are not listed', async () => {
    const { root, checkpoints } = await place()
    const other = join(root, 'models--org--bert', 'snapshots', 'r')
    await mkdir(other, { recursive: true })
    await writeFile(join(other, 'config.json'), '{}')
    expect(await checkpoints.list()).toEqual([])
  })
})

test('tokens and the scheduler are told without a look at the weights; an answer follows the files', async () => {
  const { root, fingerprints, checkpoints } = await place()
  const folder = await writeCheckpoint(join(root, 'x'))
  expect(await checkpoints.schedulerConfig('x', '')).toMatchObject({ num_train_timesteps: 1000 })
  const counted = await checkpoints.countTokens('x', '', 'abc d')
  await expect(readFile(fingerprints)).rejects.toThrow('ENOENT')
  const { parts } = await checkpoints.open('x', '')
  const { ids, ...tokenized } = await checkpoints.tokenize(parts.textEncoder, 'abc d')
  expect(counted).toEqual(tokenized)
  await writeFile(join(folder, 'tokenizer/merges.txt'), '#version: 0.2\n')
  expect((await checkpoints.countTokens('x', '', 'abc d')).tokens).toBeGreaterThan(counted.tokens)
  await problemOf(checkpoints.countTokens('y', '', 'abc'))
})

describe('fingerprints', () => {
  test('are those of the content: each part has its own', async () => {
    const base = await fingerprintsOf({})
    expect(await fingerprintsOf({})).toEqual(base)
    const changedBy = async (changes: CheckpointChanges) =>
      (await fingerprintsOf(changes)).map((each, at) => each !== base[at])
    //                                                                     whole text  unet   vae
    expect(await changedBy({ 'README.md': 'other' })).toEqual([false, false, false, false])
    expect(await changedBy({ 'vae/config.json': '{"_class_name":"AutoencoderKL"}' })).toEqual([
      true,
      false,
      false,
      true,
    ])
    expect(await changedBy({ [unetWeights]: tinyWeights(4) })).toEqual([true, false, true, false])
    expect(await changedBy({ 'scheduler/scheduler_config.json': '{}' })).toEqual([true, false, true, false])
    expect(await changedBy({ 'tokenizer/merges.txt': '#version: 0.2\na b\n' })).toEqual([true, true, false, false])
    const index = { _class_name: 'VideoToVideoSDPipeline' }
    expect(await changedBy({ 'model_index.json': JSON.stringify(index) })).toEqual([true, false, false, false])
  })

  test('weights are read once, also by the next process; a damaged file of digests costs nothing but time', async () => {
    const { root, fingerprints, start } = await place()
    await writeCheckpoint(join(root, 'x'))
    const { fingerprint } = await start().open('x', '')
    const kept = JSON.parse(await readFile(fingerprints, 'utf8'))
    const [path] = Object.keys(kept.files).filter((each) => each.includes('unet'))
    kept.files[path!].sha256 = '0'.repeat(64)
    await writeFile(fingerprints, JSON.stringify(kept))
    // Only one who does not read the weights believes this.
    expect((await start().open('x', '')).fingerprint).not.toBe(fingerprint)
    await writeFile(fingerprints, '{"format":"reelgraph-fingerprints","files":{"')
    expect((await start().open('x', '')).fingerprint).toBe(fingerprint)
    expect(JSON.parse(await readFile(fingerprints, 'utf8')).files).toHaveProperty([path!])
  })

  test('a folder of digests that cannot be written does not matter', async () => {
    const { folder, root } = await place()
    await writeCheckpoint(join(root, 'x'))
    await writeFile(join(folder, 'file'), '')
    const checkpoints = openCheckpoints({ roots: [root], fingerprints: join(folder, 'file', 'fingerprints.json') })
    expect((await checkpoints.open('x', '')).fingerprint).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('what changes while it is open', () => {
  test('is the same object as long as nothing does', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'))
    const [first, second] = await Promise.all([checkpoints.open('x', ''), checkpoints.open('x', '')])
    expect(second).toBe(first)
  })

  test('weights: the part of before is refused, the other parts stay', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'))
    const { parts } = await checkpoints.open('x', '')
    const path = join(root, 'x', unetWeights)
    await writeFile(path, tinyWeights(4))
    await utimes(path, 2000, 2000)
    expect(await problemOf(checkpoints.of(parts.unet3d))).toMatch(
      /x\/unet is no longer what it was.*Run the workflow again/,
    )
    expect((await checkpoints.of(parts.vae)).parts.unet3d.fingerprint).not.toBe(parts.unet3d.fingerprint)
  })

  test('a folder that is gone is said to be so', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'))
    await writeCheckpoint(join(root, 'y'))
    const { parts } = await checkpoints.open('x', '')
    await rename(join(root, 'x'), join(root, 'z'))
    expect(await problemOf(checkpoints.of(parts.vae))).toMatch(/no checkpoint "x" in .*Choose one of these: y, z\./)
  })
})

describe('bad input', () => {
  test.each<[what: string, changes: CheckpointChanges, message: RegExp]>([
    ['no model_index.json', { 'model_index.json': null }, /x is no checkpoint: it has no model_index\.json.*diffusers/],
    ['model_index.json that is not JSON', { 'model_index.json': '<html>' }, /model_index\.json is not JSON.*again/],
    ['model_index.json that is no object', { 'model_index.json': '[]' }, /model_index\.json holds no JSON object/],
    ['model_index.json without a class', { 'model_index.json': '{}' }, /model_index\.json names no "_class_name"/],
    [
      'another pipeline',
      { 'model_index.json': '{"_class_name":"StableDiffusionPipeline"}' },
      /StableDiffusionPipeline, which is not supported.*TextToVideoSDPipeline/,
    ],
    [
      'a missing part',
      { 'vae/config.json': null, 'vae/diffusion_pytorch_model.safetensors': null },
      /x\/vae is not there.*download/,
    ],
    ['a part without configuration', { 'unet/config.json': null }, /x\/unet has no config\.json.*Download/],
    ['a part without weights', { [unetWeights]: null }, /x\/unet holds no weights.*Download/],
    [
      'parts that were mixed up',
      { 'unet/config.json': '{"_class_name":"AutoencoderKL"}' },
      /unet\/config\.json describes a AutoencoderKL, which is a vae, where a unet3d is needed/,
    ],
    [
      'an unknown class',
      { 'unet/config.json': '{"_class_name":"UNetMotionModel"}' },
      /In .*x: .*UNetMotionModel.*Known/,
    ],
    ['truncated weights', { [unetWeights]: tinyWeights(2).slice(0, -4) }, /In .*x: unet\/.*outside.*again/],
    ['weights that are none', { [unetWeights]: 'version https://git-lfs' }, /In .*x: unet\/diffusion_pytorch.*again/],
    ['no vocabulary', { 'tokenizer/vocab.json': null }, /tokenizer\/vocab\.json is missing.*Download/],
    ['no merges', { 'tokenizer/merges.txt': null }, /tokenizer\/merges\.txt is missing/],
    ['no tokenizer settings', { 'tokenizer/tokenizer_config.json': null }, /tokenizer_config\.json is missing/],
    [
      'no tokenizer',
      { 'tokenizer/vocab.json': null, 'tokenizer/merges.txt': null, 'tokenizer/tokenizer_config.json': null },
      /x\/tokenizer is not there/,
    ],
    ['no scheduler', { 'scheduler/scheduler_config.json': null }, /scheduler_config\.json is missing.*Download/],
  ])('%s', async (_, changes, message) => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'), changes)
    expect(await problemOf(checkpoints.open('x', ''))).toMatch(message)
    const [listed, ...others] = await checkpoints.list()
    expect(others).toEqual([])
    expect(listed).toMatchObject({ name: 'x', title: 'A tiny model', licence: 'mit' })
    expect(listed?.problem).toMatch(message)
  })

  test.each(['../x', 'a/../../x', './x', 'a//x', 'x/', '..\\x', '..'])(
    'the name %j, which could leave the roots',
    async (name) => {
      const { folder, checkpoints } = await place()
      await writeCheckpoint(join(folder, 'x'))
      expect(await problemOf(checkpoints.open(name, ''))).toMatch(/is no name of a checkpoint.*without "\." and "\.\."/)
      expect(await problemOf(checkpoints.card(name))).toMatch(/is no name of a checkpoint/)
    },
  )

  test('a name that is not there, no name, a path that is not there, a file', async () => {
    const { folder, root, checkpoints, start } = await place()
    expect(await problemOf(checkpoints.open('x', ''))).toBe(
      `There is no checkpoint "x" in ${root}. Put a diffusers folder there.`,
    )
    expect(await problemOf(start([]).open('x', ''))).toContain('none is set')
    expect(await problemOf(checkpoints.open('', ''))).toContain('No checkpoint is chosen')
    expect(await problemOf(checkpoints.open('a\0b', ''))).toContain('zero byte')
    expect(await problemOf(checkpoints.open(join(folder, 'no'), ''))).toContain(`There is no folder ${folder}/no`)
    await writeFile(join(root, 'file'), '')
    expect(await problemOf(checkpoints.open('file', ''))).toContain('There is no checkpoint "file"')
  })
})

describe('the list', () => {
  test('says what each is; links in circles and deep folders do not matter', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'a', 'b', 'c'), { 'README.md': null })
    await writeCheckpoint(join(root, 'a', 'b', 'd', 'too-deep'))
    await writeCheckpoint(join(root, '.hidden'))
    await symlink(root, join(root, 'a', 'again'))
    expect(await checkpoints.list()).toEqual([
      {
        name: 'a/b/c',
        title: 'a/b/c',
        class: 'TextToVideoSDPipeline',
        licence: 'not stated',
        bytes: expect.any(Number),
        variants: [''],
      },
    ])
  })

  test('says which variants all networks have, and whose terms must be read', async () => {
    const { root, checkpoints } = await place()
    const half = (part: string) => ({
      [`${part}/diffusion_pytorch_model.safetensors`]: null,
      [`${part}/diffusion_pytorch_model.fp16.safetensors`]: tinyWeights(7),
    })
    await writeCheckpoint(join(root, 'both'), {
      'text_encoder/model.fp16.safetensors': tinyWeights(5),
      'unet/diffusion_pytorch_model.fp16.safetensors': tinyWeights(6),
      'unet/diffusion_pytorch_model.bf16.safetensors': tinyWeights(6),
      'vae/diffusion_pytorch_model.fp16.safetensors': tinyWeights(7),
    })
    await writeCheckpoint(join(root, 'half'), {
      'text_encoder/model.safetensors': null,
      'text_encoder/model.fp16.safetensors': tinyWeights(5),
      ...half('unet'),
      ...half('vae'),
      'README.md': nonCommercialCard,
    })
    await writeCheckpoint(join(root, 'mixed'), half('unet'))
    const list = await checkpoints.list()
    expect(list.map(({ name, variants, terms, problem }) => ({ name, variants, terms, problem }))).toEqual([
      { name: 'both', variants: ['', 'fp16'], terms: undefined, problem: undefined },
      { name: 'half', variants: ['fp16'], terms: expect.stringMatching(/^[0-9a-f]{16}$/), problem: undefined },
      { name: 'mixed', variants: [], terms: undefined, problem: undefined },
    ])
    expect(await checkpoints.terms('half')).toMatchObject({ licence: 'cc-by-nc-4.0', nonCommercial: true })
    expect(await problemOf(checkpoints.open('both', 'bf16'))).toMatch(/text_encoder has no variant "bf16"\. There is/)
  })

  test('follows what is downloaded later', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'))
    const [before] = await checkpoints.list()
    expect(before).not.toHaveProperty('problem')
    await truncate(join(root, 'x', unetWeights), 40)
    const [broken] = await checkpoints.list()
    expect(broken?.problem).toContain('unet/')
    expect(broken!.bytes).toBeLessThan(before!.bytes)
    await writeFile(join(root, 'x', unetWeights), tinyWeights(2))
    expect((await checkpoints.list())[0]).toEqual(before)
  })

  test('the demo checkpoint', async () => {
    const { start } = await place()
    expect(await start([join(repository, 'models')]).list()).toContainEqual({
      name: 'demo',
      title: 'Reelgraph demo checkpoint',
      class: 'TextToVideoSDPipeline',
      licence: 'cc0-1.0',
      bytes: expect.any(Number),
      variants: [''],
      picture: { grid: 32, height: 64, width: 64 },
    })
  })
})

describe('tokens', () => {
  test('are cut at what the text encoder takes', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'))
    const { parts } = await checkpoints.open('x', '')
    expect(await checkpoints.tokenize(parts.textEncoder, 'abc d')).toEqual({
      ids: [10, 9, 7, 11, 11, 11, 11, 11],
      tokens: 4,
      limit: 8,
      lost: '',
    })
    expect(await checkpoints.tokenize(parts.textEncoder, 'abc d abc d a b c d')).toMatchObject({
      tokens: 8,
      lost: 'c d',
    })
  })

  test('are those of the tokenizer, where that takes fewer; from tokenizer.json too', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'), { 'tokenizer/tokenizer_config.json': '{"model_max_length":5}' })
    const few = await checkpoints.open('x', '')
    expect(await checkpoints.tokenize(few.parts.textEncoder, 'a')).toMatchObject({ limit: 5, tokens: 3 })

    const pipeline = join(repository, 'test/golden/reference/pipeline')
    const { parts } = await checkpoints.open(pipeline, '')
    const { ids, limit } = await checkpoints.tokenize(parts.textEncoder, 'a cat')
    expect(ids).toHaveLength(limit)
  })

  test('follow the folder’s files, and name it where they do not belong together', async () => {
    const { root, checkpoints } = await place()
    await writeCheckpoint(join(root, 'x'))
    const before = await checkpoints.open('x', '')
    await checkpoints.tokenize(before.parts.textEncoder, 'a')
    await writeFile(join(root, 'x/tokenizer/vocab.json'), '{"a</w>":0}')
    expect(await problemOf(checkpoints.tokenize(before.parts.textEncoder, 'a'))).toContain('no longer what it was')
    const after = await checkpoints.open('x', '')
    expect(await problemOf(checkpoints.tokenize(after.parts.textEncoder, 'a'))).toMatch(
      /The tokenizer in .*x\/tokenizer.*mark/,
    )
  })
})
