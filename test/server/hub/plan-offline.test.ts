import { lstat, mkdir, readFile, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openCheckpoints } from '../../../server/checkpoint/open-checkpoints.ts'
import { download } from '../../../server/hub/download.ts'
import { HubError } from '../../../server/hub/hub-error.ts'
import { planDownload } from '../../../server/hub/plan-download.ts'
import { planOffline } from '../../../server/hub/plan-offline.ts'
import { createDigest } from '../../../server/hub/running-digest.ts'
import { loadFamilies } from '../../../server/worker/families.ts'
import { repositoryOf, startHub } from '../../fakes/hub-server.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const demo = resolve(import.meta.dirname, '../../../models/demo')
const unet = 'unet/diffusion_pytorch_model.safetensors'
const repo = 'reelgraph/demo'
const families = await loadFamilies()
const files = await repositoryOf(demo)
const wanted = { repo, revision: 'main', variant: '' }
const commit = 'c'.repeat(40)
const nowhere = { url: 'http://127.0.0.1:9', token: undefined }
const failure = new HubError('http://127.0.0.1:9 cannot be reached (ECONNREFUSED).', 'passing')
const pause = async () => {}

/** A Hugging Face cache with the snapshot of one commit, as huggingface_hub leaves it. */
const writeCache = async (root: string, refs: Readonly<Record<string, string>> = { main: commit }): Promise<string> => {
  const home = join(root, 'models--reelgraph--demo')
  const put = async (path: string, write: (path: string) => Promise<void>) => {
    await mkdir(dirname(path), { recursive: true })
    await write(path)
  }
  for (const [path, bytes] of files) {
    const digest = createDigest(path.endsWith('.safetensors') ? 'sha256' : 'git-sha1', bytes.length)
    digest.update(bytes)
    const blob = join(home, 'blobs', digest.end())
    await put(blob, () => writeFile(blob, bytes))
    await put(join(home, 'snapshots', commit, path), (link) => symlink(relative(dirname(link), blob), link))
  }
  for (const [name, text] of Object.entries(refs)) await put(join(home, 'refs', name), (ref) => writeFile(ref, text))
  return join(home, 'snapshots', commit)
}

const begin = async () => {
  const root = await tempFolder()
  const [folder, cache] = [join(root, 'models', ...repo.split('/')), join(root, 'cache')]
  const offline = (more: Partial<typeof wanted> = {}) =>
    planOffline({ ...nowhere, ...wanted, ...more }, { ...wanted, ...more }, { folder, cache, families }, failure)
  const problem = (more: Partial<typeof wanted> = {}) =>
    offline(more).then(
      () => 'it went well',
      (error: Error) => `${error.name}: ${error.message}`,
    )
  /** An earlier download, while the hub was there. */
  const downloaded = async (more: Partial<typeof wanted> = {}) => {
    const hub = await startHub(repo, files)
    const plan = await planDownload({ url: hub.url, token: undefined }, { ...wanted, ...more }, pause)
    await download({ plan, folder, progress: () => {}, pause })
    return plan
  }
  return { root, folder, cache, offline, problem, downloaded }
}

/** Takes away what a link leads to. */
const removeTarget = async (link: string): Promise<void> => rm(await realpath(link))

describe('a snapshot of the Hugging Face cache', () => {
  test('becomes a checkpoint that opens, without one request', async () => {
    const { root, folder, cache, offline } = await begin()
    const snapshot = await writeCache(cache)
    const plan = await offline()
    expect(plan).toMatchObject({ commit, from: snapshot })
    expect(plan.card.licence).toBe('cc0-1.0')
    // Any request would end in an error: nothing listens there.
    expect(await download({ plan, folder, cache, progress: () => {}, pause })).toEqual({ fetched: 0, cached: 13 })
    expect((await lstat(join(folder, unet))).isSymbolicLink()).toBe(true)
    const checkpoints = openCheckpoints({ roots: [join(root, 'models')], fingerprints: join(root, 'prints.json') })
    await checkpoints.open(repo, '')
    // And from now on it is an earlier download.
    await rm(cache, { recursive: true })
    await writeCache(cache, {})
    expect(await offline()).toMatchObject({ commit, from: folder })
  })

  test('is found by branch, tag and commit, and by no other name', async () => {
    const { cache, offline, problem } = await begin()
    await writeCache(cache, { main: commit, 'refs/pr/1': commit, gone: 'd'.repeat(40) })
    for (const revision of ['main', 'refs/pr/1', commit]) expect(await offline({ revision })).toMatchObject({ commit })
    for (const revision of ['gone', 'v9', 'd'.repeat(40), '../snapshots', '../../../x'])
      expect(await problem({ revision }), revision).toMatch(/cache \(.*\) has no snapshot of it\.$/)
  })

  test.each([
    ['without its UNet', unet, rm, /not whole \(.*unet/],
    ['with a link to nothing', 'vae/config.json', removeTarget, /not whole \(.*vae/],
    ['without its scheduler', 'scheduler/scheduler_config.json', rm, /not whole \(.*scheduler_config\.json is missing/],
    [
      'with a weight file cut short',
      unet,
      async (path: string) => truncate(path, 5000),
      /not whole \(.*diffusion_pytorch_model\.safetensors/,
    ],
  ])('%s is none', async (_, path, damage, message) => {
    const { cache, problem } = await begin()
    await damage(join(await writeCache(cache), path))
    expect(await problem()).toMatch(message)
  })

  test('has to have the variant', async () => {
    const { cache, problem } = await begin()
    await writeCache(cache)
    expect(await problem({ variant: 'fp16' })).toMatch(/not whole \(.*fp16/)
  })
})

describe('an earlier download', () => {
  test('of the very revision stands in, by its name or its commit', async () => {
    const { folder, offline, downloaded } = await begin()
    const plan = await downloaded()
    for (const revision of ['main', plan.commit]) {
      const again = await offline({ revision })
      expect(again).toMatchObject({ commit: plan.commit, files: plan.files, from: folder })
      expect(await download({ plan: again, folder, progress: () => {}, pause })).toEqual({ fetched: 0, cached: 0 })
    }
  })

  test('of another revision does not, and the error has both reasons and the way out', async () => {
    const { folder, cache, problem, downloaded } = await begin()
    const { commit: had } = await downloaded()
    expect(await problem({ revision: 'v2' })).toBe(
      `HubError: ${failure.message} No copy on this machine can stand in for ${repo} at v2: ${folder} holds main (${had.slice(0, 12)}); the Hugging Face cache (${cache}) has no snapshot of it.`,
    )
  })

  test('that is not finished, or has files of another commit, does not', async () => {
    const { folder, problem, downloaded } = await begin()
    await downloaded()
    const record = join(folder, '.reelgraph-download.json')
    const text = await readFile(record, 'utf8')
    const changed = JSON.parse(text)
    changed.files[unet].commit = 'e'.repeat(40)
    await writeFile(record, JSON.stringify(changed))
    expect(await problem()).toMatch(/not whole \(unet\/diffusion_pytorch_model\.safetensors is not known to be of the/)
    await writeFile(record, text)
    await rm(join(folder, unet))
    expect(await problem()).toMatch(/not whole \(.*unet/)
  })
})
