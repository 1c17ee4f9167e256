import { downloadFile, type ListFileEntry, listFiles, modelInfo } from '@huggingface/hub'
import { isObject, type Json } from '../../workflow/json.ts'
import type { FileDigest } from '../checkpoint/download-record.ts'
import { pipelines } from '../checkpoint/inspect.ts'
import { type ModelCard, modelCardIn } from '../checkpoint/model-card.ts'
import { chooseNetworkWeights, neededPaths, shardPaths } from './choose-files.ts'
import { asHubError, HubError, type HubPlace } from './hub-error.ts'
import { createHubFetch } from './hub-fetch.ts'
import type { HubSettings } from './hub-settings.ts'
import { type Pause, retrying } from './retrying.ts'

/** One file of a repository, and what it must be. */
export interface HubFile {
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly digest: FileDigest
}

/** What a download will fetch. */
export interface DownloadPlan {
  readonly place: HubPlace
  /** The commit that the revision names now: files of two commits are never mixed. */
  readonly commit: string
  readonly files: readonly HubFile[]
  readonly card: ModelCard
}

export interface Wanted {
  readonly repo: string
  readonly revision: string
  /** Empty for the files without one. */
  readonly variant: string
}

/** A card or a list of shards is never larger. */
const maxTextBytes = 16 * 1024 * 1024

/**
 * Looks at a repository and chooses what a text-to-video pipeline needs of it.
 * @throws HubError where it is not to be had, or is none
 */
export const planDownload = async (hub: HubSettings, wanted: Wanted, pause: Pause): Promise<DownloadPlan> => {
  try {
    return await plan(hub, wanted, pause)
  } catch (error) {
    throw asHubError(error, hub)
  }
}

const plan = async (
  { url, token }: HubSettings,
  { repo, revision, variant }: Wanted,
  pause: Pause,
): Promise<DownloadPlan> => {
  const place = { url, repo, revision, token }
  const { fetch } = createHubFetch(place)
  const access = { hubUrl: url, fetch, ...(token === undefined ? {} : { accessToken: token }) }
  const { sha: commit } = await retrying(2, pause, () =>
    modelInfo({ name: repo, revision, additionalFields: ['sha'], ...access }),
  )
  if (typeof commit !== 'string' || !/^[0-9a-f]{40}$/.test(commit))
    throw new HubError(`${url} names no commit for ${repo} at ${revision}. Check HF_ENDPOINT.`)
  const listed = await retrying(2, pause, async () => {
    const entries: ListFileEntry[] = []
    for await (const entry of listFiles({ repo, revision: commit, recursive: true, ...access })) entries.push(entry)
    return entries.filter(({ type }) => type === 'file')
  })
  const paths = listed.map(({ path }) => path)

  const textOf = async (path: string): Promise<string> => {
    const entry = listed.find((each) => each.path === path)
    if (!entry) return ''
    if (entry.size > maxTextBytes)
      throw new HubError(`${repo}: ${path} has ${entry.size} bytes, which is no text. Take another checkpoint.`)
    return retrying(2, pause, async () => {
      const blob = await downloadFile({ repo, path, revision: commit, xet: false, ...access })
      if (!blob) throw new HubError(`${repo} has no file ${path} any more. Run the same command again.`)
      return blob.text()
    })
  }
  const objectOf = async (path: string) => {
    const text = await textOf(path)
    let value: Json | undefined
    try {
      value = JSON.parse(text) as Json
    } catch {
      // Said below, as of any other value that is no object.
    }
    if (!isObject(value)) throw new HubError(`${repo}: ${path} holds no JSON object. Take another checkpoint.`)
    return value
  }

  if (!paths.includes('model_index.json'))
    throw new HubError(
      `${repo} has no model_index.json: it is no diffusers pipeline. Take a text-to-video checkpoint in the diffusers format.`,
    )
  const { _class_name: name } = await objectOf('model_index.json')
  if (typeof name !== 'string' || !pipelines.includes(name))
    throw new HubError(
      `${repo} is a ${JSON.stringify(name) ?? 'pipeline without a class'}, which is not supported. Take a text-to-video checkpoint of ${pipelines.join(' or ')}.`,
    )
  const weights: string[] = []
  for (const chosen of chooseNetworkWeights(repo, paths, variant)) {
    weights.push(chosen.path)
    if (chosen.index) weights.push(...shardPaths(chosen, await objectOf(chosen.path)))
  }
  const missing = weights.find((path) => !paths.includes(path))
  if (missing !== undefined)
    throw new HubError(`${repo} names the weights ${missing}, which are not there. Take another checkpoint.`)
  const needed = neededPaths(paths, weights)
  const files = needed.map((path) => fileOf(listed.find((each) => each.path === path) as ListFileEntry, repo))
  return { place, commit, files, card: modelCardIn(await textOf('README.md')) }
}

const fileOf = ({ path, size, lfs, oid }: ListFileEntry, repo: string): HubFile => {
  const digest: FileDigest = lfs
    ? { kind: 'sha256', value: lfs.oid.replace(/^sha256:/, '') }
    : { kind: 'git-sha1', value: oid ?? '' }
  if (!/^[0-9a-f]{40,64}$/.test(digest.value))
    throw new HubError(`The hub gives no checksum for ${path} of ${repo}. Check HF_ENDPOINT.`)
  return { path, size: lfs?.size ?? size, digest }
}
