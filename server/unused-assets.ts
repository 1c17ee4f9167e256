import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

const aDay = 24 * 60 * 60 * 1000
/** So long a file stays that nothing names. */
const patience = 30 * aDay

/** Which of these digests something still names. @throws where that cannot be known */
export type NamedIn = (digests: ReadonlySet<string>) => Promise<ReadonlySet<string>>

/**
 * Notes, as its time of modification, that a file of the person's is in use. Once a day is enough.
 * @param now milliseconds since 1970
 */
export const noteUse = async (path: string, now: number): Promise<void> => {
  // A folder that can only be read has no files to remove either.
  const found = await stat(path).catch(() => undefined)
  if (found && now - found.mtimeMs > aDay) await utimes(path, now / 1000, now / 1000).catch(() => undefined)
}

/**
 * Removes the assets in a folder that nothing names and that were last given, read or named 30 days ago or earlier.
 * @returns their names (`DIGEST.EXTENSION`)
 * @throws where it cannot be known what is named; then nothing is removed
 */
export const removeUnusedAssets = async (folder: string, namedIn: NamedIn, now: number): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.[a-z0-9]{1,8}$/.test(name))
  const old: string[] = []
  for (const name of names) if (now - (await stat(join(folder, name))).mtimeMs >= patience) old.push(name)
  if (old.length === 0) return []
  const named = await namedIn(new Set(old.map(digestOf)))
  const removed: string[] = []
  for (const name of old) {
    const path = join(folder, name)
    if (named.has(digestOf(name))) await noteUse(path, now)
    // A run that began meanwhile may have come to need it.
    else if (now - (await stat(path)).mtimeMs >= patience) {
      await rm(path, { force: true })
      removed.push(name)
    }
  }
  return removed
}

const digestOf = (name: string): string => name.slice(0, 64)

/** The digests that stand in any file below these folders, whatever kind of file it is; folders that are missing hold none. */
export const namedBelow = async (
  folders: readonly string[],
  digests: ReadonlySet<string>,
): Promise<ReadonlySet<string>> => {
  const found = new Set<string>()
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    })
    for (const entry of entries) {
      if (!entry.isFile()) continue
      const text = await readFile(join(entry.parentPath, entry.name), 'latin1').catch((error) => {
        // Old versions are thinned out while the server runs.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
        throw error
      })
      for (const [digest] of text.matchAll(/[0-9a-f]{64}/g)) if (digests.has(digest)) found.add(digest)
    }
  }
  return found
}
