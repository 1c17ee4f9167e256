import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { downloadFile } from '@huggingface/hub'
import { inEnglish } from '../../workflow/said/said.ts'
import { isNoRoom, shortOf } from '../disk-space.ts'
import { asHubError, HubError, unreachable } from './hub-error.ts'
import { createHubFetch } from './hub-fetch.ts'
import type { DownloadPlan, HubFile } from './plan-download.ts'
import type { Pause } from './retrying.ts'
import { addFile, createDigest, digestOfFile, type RunningDigest } from './running-digest.ts'

export interface FetchOptions {
  readonly plan: Pick<DownloadPlan, 'place' | 'commit'>
  readonly file: HubFile
  /** Where the file goes; until it is whole it is called `….incomplete`. */
  readonly to: string
  /** Told how many bytes of the file are there. */
  readonly progress: (bytes: number) => void
  readonly pause: Pause
  /** A line that gives nothing for so long counts as cut. */
  readonly patienceMs?: number
}

/** So often a file is asked for again without a single new byte. */
const tries = 5

/**
 * Brings one file of a repository onto the disk, or goes on with what an earlier try left; its bytes are checked against
 * the hub's digest. @returns whether anything was fetched
 * @throws HubError; what is there stays as `….incomplete`, unless its bytes are wrong
 */
export const fetchFile = async (options: FetchOptions): Promise<'fetched' | 'kept'> => {
  const { file, to, progress } = options
  const { size, digest } = file
  if ((await sizeOf(to)) === size && (await digestOfFile(to, digest.kind, size)) === digest.value) {
    progress(size)
    return 'kept'
  }
  const partial = `${to}.incomplete`
  try {
    await mkdir(dirname(to), { recursive: true })
    // What lies there from another day may belong to another version: wrong bytes are then no fault of the hub's.
    let inherited = (await sizeOf(partial)) > 0
    let found = await complete(partial, options)
    if (found !== digest.value && inherited) {
      inherited = false
      await rm(partial, { force: true })
      found = await complete(partial, options)
    }
    if (found !== digest.value) {
      await rm(partial, { force: true })
      throw new HubError(
        `${file.path} came with wrong bytes: its ${digest.kind === 'sha256' ? 'SHA-256' : 'checksum'} is ${found}, and must be ${digest.value}. It was removed; run the same command again.`,
      )
    }
    await rename(partial, to)
    return 'fetched'
  } catch (error) {
    throw await onDisk(error, to, file.size - (await sizeOf(partial)))
  }
}

/** Fetches what the partial file lacks, and gives the digest of the whole. */
const complete = async (partial: string, options: FetchOptions): Promise<string> => {
  const { file, pause, progress } = options
  const digest = createDigest(file.digest.kind, file.size)
  let start = await sizeOf(partial)
  if (start > file.size) {
    await rm(partial, { force: true })
    start = 0
  }
  if (start > 0) await addFile(digest, partial)
  let left = tries
  progress(start)
  while (start < file.size) {
    const before = start
    try {
      start = await append(partial, start, digest, options)
      // A hub that closes the line early gave no error.
      if (start < file.size) throw new HubError(`${options.plan.place.url} ended ${file.path} early.`, 'passing')
    } catch (error) {
      if (!(error instanceof HubError) || error.kind === 'final') throw error
      start = await sizeOf(partial)
      left = start > before ? tries : left - 1
      if (left <= 0) throw error
      await pause(1000 * 2 ** (tries - left))
    }
  }
  // A file without bytes is never asked for.
  if (file.size === 0) await (await open(partial, 'a')).close()
  return digest.end()
}

/** Appends what comes from byte `start` on, as far as it comes. @returns the size that the file has then */
const append = async (
  partial: string,
  start: number,
  digest: RunningDigest,
  { plan: { place, commit }, file, progress, patienceMs = 60_000 }: FetchOptions,
): Promise<number> => {
  const stalled = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const wake = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stalled.abort(new Error(`nothing came for ${patienceMs / 1000} s`)), patienceMs)
  }
  const hub = createHubFetch(place, stalled.signal)
  const target = await open(partial, 'a')
  try {
    wake()
    const blob = await downloadFile({
      repo: place.repo,
      path: file.path,
      revision: commit,
      hubUrl: place.url,
      fetch: hub.fetch,
      // The plain way gives byte ranges of every file, and its digest is checked here.
      xet: false,
      ...(place.token === undefined ? {} : { accessToken: place.token }),
    }).catch((error: unknown) => {
      throw asHubError(error, place)
    })
    if (!blob) throw new HubError(`${place.repo} has no file ${file.path} any more. Run the same command again.`)
    if (blob.size !== file.size)
      throw new HubError(
        `${file.path} has ${blob.size} bytes at ${place.url}, where ${file.size} were announced. Run the same command again.`,
      )
    const reader = (start > 0 ? blob.slice(start) : blob).stream().getReader()
    let size = start
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw hub.failure() ?? unreachable(stalled.signal.aborted ? stalled.signal.reason : asError(error), place)
      })
      if (done) break
      wake()
      if (size + value.length > file.size)
        throw new HubError(
          `${place.url} gives more of ${file.path} than its ${file.size} bytes. Check HF_ENDPOINT, then run the same command again.`,
        )
      await target.writeFile(value)
      digest.update(value)
      size += value.length
      progress(size)
    }
    return size
  } finally {
    clearTimeout(timer)
    stalled.abort()
    await target.close()
  }
}

/** A stream of the hub's client breaks with a text. */
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0

/** @param missing bytes that are still to be written */
const onDisk = async (error: unknown, to: string, missing: number): Promise<unknown> => {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (error instanceof HubError || code === undefined || syscall === undefined) return error
  return new HubError(
    isNoRoom(error)
      ? `The disk is full: ${to} could not be written; ${inEnglish(await shortOf(missing, dirname(to)))}. Make room, or give another folder with --to; what was downloaded is kept.`
      : `${to} cannot be written (${code}). Check the folder and its permissions, or give another with --to.`,
    'final',
    { cause: error },
  )
}
