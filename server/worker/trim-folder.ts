import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryPrefix } from '../durable-file.ts'

const hour = 60 * 60 * 1000

export interface Trim {
  /** Only files whose names end so are counted and removed. */
  readonly suffix: string
  /** Where the files together are larger, the oldest by modification time go until they are a tenth below it. */
  readonly maxBytes?: number
  /** Files older than this go in any case. */
  readonly maxAgeMs?: number
  readonly now?: number
}

/**
 * Removes from a folder what is old or too much, and the temporary files that a crash left more than an hour ago. A file
 * that another process removed meanwhile is no error.
 */
export const trimFolder = async (folder: string, options: Trim): Promise<void> => {
  const { suffix, maxBytes = Number.POSITIVE_INFINITY, maxAgeMs = Number.POSITIVE_INFINITY, now = Date.now() } = options
  const files: { readonly path: string; readonly bytes: number; readonly time: number }[] = []
  let total = 0
  for (const name of await readdir(folder)) {
    const temporary = name.startsWith(temporaryPrefix)
    if (!temporary && !name.endsWith(suffix)) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) continue
    if (now - found.mtimeMs > (temporary ? hour : maxAgeMs)) {
      await rm(path, { force: true })
      continue
    }
    if (temporary) continue
    files.push({ path, bytes: found.size, time: found.mtimeMs })
    total += found.size
  }
  if (total <= maxBytes) return
  files.sort((a, b) => a.time - b.time)
  for (const { path, bytes } of files) {
    if (total <= maxBytes * 0.9) return
    await rm(path, { force: true })
    total -= bytes
  }
}
