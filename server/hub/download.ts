import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sizeText } from '../../workflow/size-text.ts'
import { writeDownloadRecord } from '../checkpoint/download-record.ts'
import { freeBytes } from '../disk-space.ts'
import { fetchFile } from './fetch-file.ts'
import { HubError } from './hub-error.ts'
import type { DownloadPlan, HubFile } from './plan-download.ts'
import type { Pause } from './retrying.ts'
import { cachedFile, takeCached } from './take-cached.ts'

/** How far a download is. */
export interface DownloadProgress {
  readonly path: string
  /** Bytes of all files together. */
  readonly done: number
  readonly total: number
}

export interface DownloadOptions {
  readonly plan: DownloadPlan
  /** The folder that becomes the checkpoint. */
  readonly folder: string
  /** A Hugging Face cache: what is there is taken from it. */
  readonly cache?: string
  readonly progress: (progress: DownloadProgress) => void
  readonly pause: Pause
  readonly patienceMs?: number
}

/**
 * Brings all files of a plan into a folder, one after the other; those that are there are checked and kept.
 * @throws HubError; what was downloaded stays, and the next call goes on
 */
export const download = async ({
  plan,
  folder,
  cache,
  progress,
  pause,
  patienceMs,
}: DownloadOptions): Promise<Downloaded> => {
  const total = plan.files.reduce((sum, { size }) => sum + size, 0)
  const places = await Promise.all(
    plan.files.map(async (file): Promise<Place> => {
      const to = join(folder, ...file.path.split('/'))
      const whole = (await sizeOf(to)) === file.size
      return {
        file,
        to,
        blob: whole || cache === undefined ? undefined : await cachedFile(cache, plan.place.repo, file),
      }
    }),
  )
  await requireRoom(places, folder)
  await writeDownloadRecord(folder, {
    repo: plan.place.repo,
    commit: plan.commit,
    revision: plan.place.revision,
    files: Object.fromEntries(
      plan.files.map(({ path, size, digest }) => [path, { size, digest, commit: plan.commit }]),
    ),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new HubError(
      `${folder} cannot be written (${error.code ?? error.message}). Check its permissions, or give another folder with --to.`,
    )
  })
  let before = 0
  let fetched = 0
  let cached = 0
  for (const { file, to, blob } of places) {
    const done = before
    if (blob !== undefined && (await takeCached(blob, file, to))) {
      cached++
      before += file.size
      progress({ path: file.path, done: before, total })
      continue
    }
    const outcome = await fetchFile({
      plan,
      file,
      to,
      progress: (bytes) => progress({ path: file.path, done: done + bytes, total }),
      pause,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    })
    if (outcome === 'fetched') fetched++
    before += file.size
  }
  return { fetched, cached }
}

/** How many files came over the line, and how many from the cache; the others were there. */
export interface Downloaded {
  readonly fetched: number
  readonly cached: number
}

interface Place {
  readonly file: HubFile
  readonly to: string
  /** Where it lies in the cache. */
  readonly blob: string | undefined
}

/** A full disk is found before the download. @throws HubError */
const requireRoom = async (places: readonly Place[], folder: string): Promise<void> => {
  const missing = await Promise.all(
    places.map(async ({ file, to, blob }) => {
      if (blob !== undefined) return 0
      const sizes = await Promise.all([to, `${to}.incomplete`].map(sizeOf))
      return file.size - Math.min(file.size, Math.max(...sizes))
    }),
  )
  const needed = missing.reduce((sum, size) => sum + size, 0)
  const free = await freeBytes(folder)
  if (free === undefined || free >= needed) return
  throw new HubError(
    `${sizeText(needed)} are needed in ${folder}, and the disk has ${sizeText(free)} left. Make room, or give another folder with --to.`,
  )
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0
