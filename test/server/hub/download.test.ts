import { existsSync } from 'node:fs'
import { lstat, mkdir, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openCheckpoints } from '../../../server/checkpoint/open-checkpoints.ts'
import { download } from '../../../server/hub/download.ts'
import { type HubFile, planDownload } from '../../../server/hub/plan-download.ts'
import { listen } from '../../fakes/http-server.ts'
import { type HubFaults, type HubServer, repositoryOf, startHub } from '../../fakes/hub-server.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const demo = resolve(import.meta.dirname, '../../../models/demo')
const unet = 'unet/diffusion_pytorch_model.safetensors'
const repo = 'reelgraph/demo'

const place = async (faults: HubFaults = {}, changes: Parameters<typeof repositoryOf>[1] = {}) => {
  const files = await repositoryOf(demo, changes)
  const hub = await startHub(repo, files, faults)
  return { files, hub, root: await tempFolder() }
}

const waits: number[] = []
const pause = async (ms: number) => {
  waits.push(ms)
}
const wanted = { repo, revision: 'main', variant: '' }
const planOf = (hub: HubServer, more: Partial<typeof wanted> = {}, token?: string) =>
  planDownload({ url: hub.url, token }, { ...wanted, ...more }, pause)
const get = async (hub: HubServer, root: string, more: Partial<typeof wanted> = {}, token?: string, cache?: string) => {
  const plan = await planOf(hub, more, token)
  const folder = join(root, ...repo.split('/'))
  const seen: number[] = []
  const counts = await download({
    plan,
    folder,
    progress: ({ done }) => seen.push(done),
    pause,
    ...(cache === undefined ? {} : { cache }),
  })
  return { plan, folder, ...counts, seen }
}
const problemOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it went well',
    (error: Error) => `${error.name}: ${error.message}`,
  )
/** A comparison element by element would take half a minute. */
const same = async (a: string, b: string) => (await readFile(a)).equals(await readFile(b))
const namesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()

test('a checkpoint comes whole, opens, and a second call fetches nothing', async () => {
  const { files, hub, root } = await place(
    {},
    {
      'unet/diffusion_pytorch_model.bin': 'pickled',
      'unet/diffusion_pytorch_model.fp16.safetensors': 'half',
      'text2video_pytorch_model.pth': 'original',
      'flax/model.msgpack': 'x',
      LICENSE: 'CC0',
    },
  )
  const { folder, fetched, seen, plan } = await get(hub, root)
  expect(await namesIn(folder)).toEqual(
    [
      '.reelgraph-download.json',
      'LICENSE',
      'README.md',
      'model_index.json',
      'scheduler/scheduler_config.json',
      'text_encoder/config.json',
      'text_encoder/model.safetensors',
      'tokenizer/merges.txt',
      'tokenizer/special_tokens_map.json',
      'tokenizer/tokenizer_config.json',
      'tokenizer/vocab.json',
      'unet/config.json',
      unet,
      'vae/config.json',
      'vae/diffusion_pytorch_model.safetensors',
    ].sort(),
  )
  for (const path of (await namesIn(folder)).filter((name) => !name.startsWith('.')))
    expect((await readFile(join(folder, path))).equals(files.get(path) as Uint8Array), path).toBe(true)
  expect(fetched).toBe(14)
  expect(plan.card.licence).toBe('cc0-1.0')
  expect(seen.at(-1)).toBe(plan.files.reduce((sum, { size }) => sum + size, 0))
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  const checkpoints = openCheckpoints({ roots: [root], fingerprints: join(root, 'fingerprints.json') })
  expect(await checkpoints.list()).toMatchObject([{ name: repo, variants: [''] }])
  expect((await checkpoints.list())[0]).not.toHaveProperty('problem')
  await checkpoints.open(repo, '')

  const before = hub.blobRequests.length
  expect((await get(hub, root)).fetched).toBe(0)
  expect(hub.blobRequests).toHaveLength(before)
})

test('what the Hugging Face cache has is used from there, whichever revision brought it; the rest is fetched', async () => {
  const { files, hub, root } = await place()
  const plan = await planOf(hub)
  const blobs = join(root, 'cache', 'models--reelgraph--demo', 'blobs')
  await mkdir(blobs, { recursive: true })
  const keep = async (path: string, bytes = files.get(path) as Uint8Array) => {
    const { digest } = plan.files.find((file) => file.path === path) as HubFile
    await writeFile(join(blobs, digest.value), bytes)
  }
  await keep(unet)
  await keep('vae/config.json')
  // Not whole, and not what its name says.
  await keep('vae/diffusion_pytorch_model.safetensors', Buffer.from('half'))
  await keep('unet/config.json', Buffer.alloc((files.get('unet/config.json') as Uint8Array).length, ' '))
  const { folder, fetched, cached, seen } = await get(hub, root, {}, undefined, join(root, 'cache'))
  expect([cached, fetched]).toEqual([2, plan.files.length - 2])
  expect(hub.blobRequests.some(({ path }) => path.includes(unet))).toBe(false)
  expect((await lstat(join(folder, unet))).isSymbolicLink()).toBe(true)
  expect((await lstat(join(folder, 'vae/config.json'))).isSymbolicLink()).toBe(false)
  for (const { path } of plan.files)
    expect((await readFile(join(folder, path))).equals(files.get(path) as Uint8Array), path).toBe(true)
  expect(seen.at(-1)).toBe(plan.files.reduce((sum, { size }) => sum + size, 0))
  const checkpoints = openCheckpoints({ roots: [root], fingerprints: join(root, 'fingerprints.json') })
  await checkpoints.open(repo, '')
  expect(await get(hub, root, {}, undefined, join(root, 'cache'))).toMatchObject({ fetched: 0, cached: 0 })
})

test.runIf(existsSync('/dev/full'))(
  'a disk that is full in the middle: how much is missing, and what was there stays',
  async () => {
    const { hub, root, files } = await place()
    const folder = join(root, ...repo.split('/'))
    await mkdir(join(folder, 'unet'), { recursive: true })
    // Whatever is written there finds no room.
    await symlink('/dev/full', join(folder, `${unet}.incomplete`))
    const size = (files.get(unet) as Uint8Array).length
    const problem = await problemOf(get(hub, root))
    expect(problem).toMatch(
      /^HubError: The disk is full: .*unet.*could not be written; .* MB are needed there, and .* are left\. Make/,
    )
    expect(problem).toContain(`${(size / 1e6).toFixed(1)} MB are needed`)
    await rm(join(folder, `${unet}.incomplete`))
    expect((await get(hub, root)).fetched).toBeGreaterThan(0)
  },
)

test('a variant comes alone, and beside another later; torch’s format where there is no other; shards by their index', async () => {
  const weights = await readFile(join(demo, unet))
  const changes = Object.fromEntries(
    ['text_encoder/model', 'vae/diffusion_pytorch_model'].map((stem) => [`${stem}.fp16.safetensors`, 'half']),
  )
  const { hub, root } = await place(
    {},
    {
      ...changes,
      'text_encoder/model.safetensors': null,
      'text_encoder/pytorch_model.bin': 'pickled',
      'unet/diffusion_pytorch_model.safetensors.index.fp16.json': JSON.stringify({
        weight_map: { a: 'model.fp16-1.safetensors', b: 'model.fp16-2.safetensors', c: 'model.fp16-1.safetensors' },
      }),
      'unet/model.fp16-1.safetensors': weights,
      'unet/model.fp16-2.safetensors': 'second',
    },
  )
  const weightsIn = async (folder: string) =>
    (await namesIn(folder)).filter((name) => /\.(?:safetensors|bin)/.test(name))
  const { folder } = await get(hub, root, { variant: 'fp16' })
  expect(await weightsIn(folder)).toEqual([
    'text_encoder/model.fp16.safetensors',
    'unet/diffusion_pytorch_model.safetensors.index.fp16.json',
    'unet/model.fp16-1.safetensors',
    'unet/model.fp16-2.safetensors',
    'vae/diffusion_pytorch_model.fp16.safetensors',
  ])
  await get(hub, root)
  expect(await weightsIn(folder)).toEqual(
    expect.arrayContaining(['text_encoder/pytorch_model.bin', 'text_encoder/model.fp16.safetensors', unet]),
  )
  const { files } = JSON.parse(await readFile(join(folder, '.reelgraph-download.json'), 'utf8'))
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['text_encoder/model.fp16.safetensors', unet]))
  expect(await problemOf(planOf(hub, { variant: 'bf16' }))).toMatch(
    /text_encoder has no variant "bf16"\. There is: fp16, the default \(none\)\. Choose one with --variant\./,
  )
})

describe('a line that breaks', () => {
  test('is taken up where it broke', async () => {
    const { hub, root } = await place({ cut: { path: unet, after: 300_000 } })
    const { folder } = await get(hub, root)
    expect(await same(join(folder, unet), join(demo, unet))).toBe(true)
    const ranges = hub.blobRequests.map(({ range }) => range).filter((range) => range && !range.startsWith('bytes=0-'))
    expect(ranges).toHaveLength(1)
    const from = Number(/^bytes=(\d+)-/.exec(ranges[0] ?? '')?.[1])
    expect(from).toBeGreaterThan(0)
    expect(from).toBeLessThanOrEqual(300_000)
  })

  test('for good leaves a part, and the next call goes on from it', async () => {
    const files = await repositoryOf(demo)
    const root = await tempFolder()
    const broken = await startHub(repo, files, { cut: { path: unet, after: 0, times: 99 } })
    expect(await problemOf(get(broken, root))).toMatch(
      /^HubError: .*cannot be reached.*run the same command again to go on/,
    )
    const partial = join(root, repo, `${unet}.incomplete`)
    await writeFile(partial, (await readFile(join(demo, unet))).subarray(0, 1_000_000))
    // What is half there says so.
    const checkpoints = openCheckpoints({ roots: [root], fingerprints: join(root, 'fingerprints.json') })
    expect((await checkpoints.list())[0]?.problem).toMatch(
      /The download of reelgraph\/demo into .* is not finished\. .*npm run models -- get reelgraph\/demo/,
    )
    const whole = await startHub(repo, files)
    const { folder } = await get(whole, root)
    expect(await same(join(folder, unet), join(demo, unet))).toBe(true)
    expect(whole.blobRequests.map(({ range }) => range)).toContain(
      `bytes=1000000-${(await stat(join(demo, unet))).size - 1}`,
    )
    expect((await namesIn(folder)).filter((name) => name.endsWith('.incomplete'))).toEqual([])
  })

  test('at a hub that gives no parts of files', async () => {
    const { hub, root } = await place({ ignoreRanges: true })
    expect(await problemOf(get(hub, root))).toMatch(
      /does not answer as a Hugging Face hub does \(.*\)\. Check HF_ENDPOINT/,
    )
  })

  test('that gives nothing more is not waited for', async () => {
    const { hub, root } = await place({ stall: { path: unet, after: 100_000 } })
    const plan = await planOf(hub)
    const folder = join(root, repo)
    await download({ plan, folder, progress: () => {}, pause, patienceMs: 300 })
    expect(await same(join(folder, unet), join(demo, unet))).toBe(true)
    expect(hub.blobRequests.map(({ range }) => range)).toContain(
      `bytes=100000-${(await stat(join(demo, unet))).size - 1}`,
    )
  })

  test('busy for a moment does not matter', async () => {
    const { hub, root } = await place({ busy: 1 })
    expect((await get(hub, root)).fetched).toBe(13)
  })
})

describe('wrong bytes', () => {
  test.each([unet, 'unet/config.json'])('of %s are removed and named; the next call is right', async (path) => {
    const { hub, root } = await place({ corrupt: path })
    expect(await problemOf(get(hub, root))).toMatch(
      new RegExp(`${path} came with wrong bytes: its (?:SHA-256|checksum) is \\w+, and must be \\w+\\. It was removed`),
    )
    expect((await namesIn(join(root, repo))).filter((name) => name.startsWith(path))).toEqual([])
    const { folder } = await get(hub, root)
    expect(await same(join(folder, path), join(demo, path))).toBe(true)
  })

  test('of a part that lay there are fetched again, and so is a file that was changed', async () => {
    const { hub, root } = await place()
    const { folder } = await get(hub, root)
    await writeFile(join(folder, unet), new Uint8Array((await stat(join(demo, unet))).size))
    await writeFile(join(folder, `${unet}.incomplete`), new Uint8Array(5000))
    await truncate(join(folder, 'vae/config.json'), 3)
    expect((await get(hub, root)).fetched).toBe(2)
    expect(await same(join(folder, unet), join(demo, unet))).toBe(true)
  })
})

describe('what is not given says why', () => {
  test('a gated repository, without a token, with a wrong one, with the right one', async () => {
    const { hub, root } = await place({ gate: 'hf_right' })
    expect(await problemOf(get(hub, root))).toMatch(
      new RegExp(`is gated.*Accept it at ${hub.url}/${repo}.*set it as HF_TOKEN`),
    )
    expect(await problemOf(get(hub, root, {}, 'hf_wrong'))).toMatch(
      /refuses reelgraph\/demo.*\(403\).*Accept the licence/,
    )
    expect((await get(hub, root, {}, 'hf_right')).fetched).toBe(13)
    // The token is for the hub, not for whoever keeps its large files.
    expect(hub.blobRequests.length).toBeGreaterThan(0)
    for (const { authorization } of hub.blobRequests) expect(authorization).toBeUndefined()
  })

  test.each([
    [401, 'RepoNotFound', undefined, /There is no model reelgraph\/demo at .*private.*HF_TOKEN/],
    [404, 'RepoNotFound', 'hf_x', /There is no model reelgraph\/demo.*what HF_TOKEN may read/],
    [401, '', 'hf_x', /does not know this access token/],
    [429, '', undefined, /fewer requests \(429\)/],
    [500, '', undefined, /answered 500.*Try again later/],
  ])('%s %s', async (status, code, token, message) => {
    const { hub, root } = await place({ refuse: { status, code } })
    expect(await problemOf(get(hub, root, {}, token))).toMatch(message)
  })

  test('a revision that is not there, a hub that is not there', async () => {
    const { hub, root } = await place()
    expect(await problemOf(get(hub, root, { revision: 'v9' }))).toMatch(/has no revision "v9"/)
    const page = await listen((_, response) => response.end('<html>Sign in</html>'))
    expect(await problemOf(get({ ...hub, url: page.origin }, root))).toMatch(
      /does not answer as a Hugging Face hub does/,
    )
    const nowhere = { ...hub, url: 'http://127.0.0.1:9' }
    expect(await problemOf(get(nowhere, root))).toMatch(/127\.0\.0\.1:9 cannot be reached \(.+\)\. Check the network/)
  })

  test.each([
    ['no pipeline', { 'model_index.json': null }, /no model_index\.json: it is no diffusers pipeline/],
    [
      'another pipeline',
      { 'model_index.json': '{"_class_name":"FluxPipeline"}' },
      /is a "FluxPipeline".*not supported/,
    ],
    ['no index', { 'model_index.json': '[' }, /model_index\.json holds no JSON object/],
    ['no VAE', { 'vae/config.json': null, 'vae/diffusion_pytorch_model.safetensors': null }, /has no folder vae/],
    ['no weights', { 'vae/diffusion_pytorch_model.safetensors': null }, /reelgraph\/demo\/vae holds no weights/],
    [
      'shards elsewhere',
      {
        [unet]: null,
        'unet/diffusion_pytorch_model.safetensors.index.json': '{"weight_map":{"a":"../../../.bashrc"}}',
      },
      /names "\.\.\/\.\.\/\.\.\/\.bashrc", which is no file beside it/,
    ],
    [
      'a shard that is missing',
      { [unet]: null, 'unet/diffusion_pytorch_model.safetensors.index.json': '{"weight_map":{"a":"x.safetensors"}}' },
      /names the weights unet\/x\.safetensors, which are not there/,
    ],
  ])('%s', async (_, changes, message) => {
    const { hub } = await place({}, changes)
    expect(await problemOf(planOf(hub))).toMatch(message)
  })
})
