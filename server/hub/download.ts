import { stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeDownloadRecord } from '../checkpoint/download-record.ts'
import { fetchFile } from './fetch-file.ts'
import { HubError } from './hub-error.ts'
import type { DownloadPlan } from './plan-download.ts'
import type { Pause } from './retrying.ts'

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
  readonly progress: (progress: DownloadProgress) => void
  readonly pause: Pause
  readonly patienceMs?: number
}

/**
 * Brings all files of a plan into a folder, one after the other; those that are there are checked and kept.
 * @returns how many files were fetched. @throws HubError; what was downloaded stays, and the next call goes on
 */
export const download = async ({ plan, folder, progress, pause, patienceMs }: DownloadOptions): Promise<number> => {
  const total = plan.files.reduce((sum, { size }) => sum + size, 0)
  await requireRoom(plan, folder, total)
  await writeDownloadRecord(folder, {
    repo: plan.place.repo,
    commit: plan.commit,
    files: Object.fromEntries(plan.files.map(({ path, size, digest }) => [path, { size, digest }])),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new HubError(
      `${folder} cannot be written (${error.code ?? error.message}). Check its permissions, or give another folder with --to.`,
    )
  })
  let before = 0
  let fetched = 0
  for (const file of plan.files) {
    const done = before
    const outcome = await fetchFile({
      plan,
      file,
      to: join(folder, ...file.path.split('/')),
      progress: (bytes) => progress({ path: file.path, done: done + bytes, total }),
      pause,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    })
    if (outcome === 'fetched') fetched++
    before += file.size
  }
  return fetched
}

/** A full disk is found before the download. @throws HubError */
const requireRoom = async ({ files }: DownloadPlan, folder: string, total: number): Promise<void> => {
  const there = await Promise.all(
    files.map(async ({ path, size }) => {
      const sizes = await Promise.all([path, `${path}.incomplete`].map((each) => sizeOf(join(folder, each))))
      return Math.min(size, Math.max(...sizes))
    }),
  )
  const needed = total - there.reduce((sum, size) => sum + size, 0)
  const disk = await statfs(await nearest(folder)).catch(() => undefined)
  if (!disk || disk.bavail * disk.bsize >= needed) return
  throw new HubError(
    `${gigabytes(needed)} are needed in ${folder}, and the disk has ${gigabytes(disk.bavail * disk.bsize)} left. Make room, or give another folder with --to.`,
  )
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0

const nearest = async (folder: string): Promise<string> => {
  if (dirname(folder) === folder || (await stat(folder).catch(() => undefined))) return folder
  return nearest(dirname(folder))
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`
