import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { type DownloadRecord, type FileDigest, readDownloadRecord } from '../checkpoint/download-record.ts'
import { digestInName, repoFolderOf } from '../checkpoint/hugging-face-cache.ts'
import { inspectCheckpoint } from '../checkpoint/inspect.ts'
import { readModelCard } from '../checkpoint/model-card.ts'
import { readJsonObject } from '../checkpoint/read-json.ts'
import type { Families } from '../worker/families.ts'
import { chooseNetworkWeights, neededPaths, shardPaths } from './choose-files.ts'
import { HubError, type HubPlace } from './hub-error.ts'
import type { DownloadPlan, HubFile, Wanted } from './plan-download.ts'

/** Where a copy of a repository may lie on this disk. */
export interface OfflinePlaces {
  /** The folder that a download of it becomes. */
  readonly folder: string
  /** A Hugging Face cache. */
  readonly cache: string
  readonly families: Families
}

/** A plan all of whose files are on this disk. */
export interface OfflinePlan extends DownloadPlan {
  /** The folder in which they lie. */
  readonly from: string
}

/**
 * Chooses what {@link planDownload} would, for a hub that does not answer: from the folder of an earlier download of the very
 * revision, else from the snapshot of it in the Hugging Face cache.
 * @param failure why the hub gave no plan
 * @throws HubError where neither has all files, saying why of each
 */
export const planOffline = async (
  place: HubPlace,
  wanted: Wanted,
  { folder, cache, families }: OfflinePlaces,
  failure: HubError,
): Promise<OfflinePlan> => {
  const reasons: string[] = []
  for (const copy of [ownCopy, cachedCopy]) {
    const found = await copy(wanted, copy === ownCopy ? folder : cache)
    if (typeof found === 'string') {
      reasons.push(found)
      continue
    }
    try {
      return await planOf(place, wanted, found, families)
    } catch (error) {
      reasons.push(`what lies in ${found.folder} is not whole (${(error as Error).message})`)
    }
  }
  throw new HubError(
    `${failure.message} No copy on this machine can stand in for ${wanted.repo} at ${wanted.revision}: ${reasons.join('; ')}.`,
    failure.kind,
    { cause: failure },
  )
}

/** A folder with files of one commit. */
interface Copy {
  readonly folder: string
  readonly commit: string
  /** Of a file by its path; undefined where it is not one of that commit. */
  readonly digestOf: (path: string) => Promise<FileDigest | undefined>
}

/** What an earlier download left, or why that is not it. */
const ownCopy = async ({ repo, revision }: Wanted, folder: string): Promise<Copy | string> => {
  const record = await readDownloadRecord(folder)
  if (record?.repo !== repo) return `${folder} holds no download of it`
  if (record.revision !== revision && record.commit !== revision)
    return `${folder} holds ${record.revision ?? 'another revision'} (${record.commit.slice(0, 12)})`
  return { folder, commit: record.commit, digestOf: async (path) => recordedDigest(record, path) }
}

const recordedDigest = ({ files, commit }: DownloadRecord, path: string): FileDigest | undefined => {
  const file = Object.hasOwn(files, path) ? files[path] : undefined
  return file?.commit === commit ? file.digest : undefined
}

/** What huggingface_hub keeps of a revision, or why that is not it. */
const cachedCopy = async ({ repo, revision }: Wanted, cache: string): Promise<Copy | string> => {
  const home = join(cache, repoFolderOf(repo))
  const named = revision.split('/').includes('..') ? [] : [join(home, 'refs', ...revision.split('/'))]
  const [text = revision] = await Promise.all(named.map((path) => readFile(path, 'utf8').catch(() => revision)))
  const commit = text.trim()
  const folder = join(home, 'snapshots', commit)
  if (!/^[0-9a-f]{40}$/.test(commit) || !(await stat(folder).catch(() => undefined))?.isDirectory())
    return `the Hugging Face cache (${cache}) has no snapshot of it`
  return { folder, commit, digestOf: async (path) => digestOfBlob(await realpath(join(folder, ...path.split('/')))) }
}

const digestOfBlob = (real: string): FileDigest | undefined => {
  const sha256 = digestInName(real)
  if (sha256 !== undefined) return { kind: 'sha256', value: sha256 }
  return /^[0-9a-f]{40}$/.test(basename(real)) ? { kind: 'git-sha1', value: basename(real) } : undefined
}

/** @throws Error where a file is missing, naming it */
const planOf = async (
  place: HubPlace,
  { repo, variant }: Wanted,
  { folder, commit, digestOf }: Copy,
  families: Families,
): Promise<OfflinePlan> => {
  // All that a run needs is there, in whole files.
  await inspectCheckpoint(folder, variant, families)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  const weights: string[] = []
  for (const chosen of chooseNetworkWeights(repo, paths, variant)) {
    weights.push(chosen.path)
    if (chosen.index) weights.push(...shardPaths(chosen, (await readJsonObject(join(folder, chosen.path))) ?? {}))
  }
  const files = await Promise.all(
    neededPaths(paths, weights).map(async (path): Promise<HubFile> => {
      const digest = await digestOf(path)
      if (!digest) throw new HubError(`${path} is not known to be of the commit ${commit.slice(0, 12)}`)
      return { path, size: (await stat(join(folder, ...path.split('/')))).size, digest }
    }),
  )
  return { place, commit, files, card: await readModelCard(folder), from: folder }
}
