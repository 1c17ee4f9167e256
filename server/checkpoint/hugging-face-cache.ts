import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

const repoFolder = /^models--(?<repo>.+)$/

/** The repository that a folder of the Hugging Face cache holds: `org/name` for `models--org--name`; undefined for any other folder. */
export const repoOf = (folder: string): string | undefined =>
  repoFolder.exec(basename(folder))?.groups?.repo?.split('--').join('/')

/** The name of a repository's folder in the Hugging Face cache. */
export const repoFolderOf = (repo: string): string => `models--${repo.split('/').join('--')}`

/**
 * The snapshot to use of a repository's folder in the Hugging Face cache: the one that refs/main names, else the newest.
 * Undefined where there is none.
 */
export const snapshotOf = async (folder: string): Promise<string | undefined> => {
  const snapshots = join(folder, 'snapshots')
  const revisions = await readdir(snapshots).catch(() => [])
  const main = await readFile(join(folder, 'refs', 'main'), 'utf8').catch(() => '')
  const named = revisions.find((revision) => revision === main.trim())
  if (named !== undefined) return join(snapshots, named)
  const dated = await Promise.all(
    revisions.map(async (revision) => {
      const found = await stat(join(snapshots, revision)).catch(() => undefined)
      return found?.isDirectory() ? [{ revision, mtimeMs: found.mtimeMs }] : []
    }),
  )
  const [newest] = dated.flat().sort((a, b) => b.mtimeMs - a.mtimeMs || (a.revision < b.revision ? -1 : 1))
  return newest && join(snapshots, newest.revision)
}

/** The SHA-256 that the cache gives a large file for a name (`…/blobs/DIGEST`); undefined for any other real path. */
export const digestInName = (realPath: string): string | undefined =>
  /[\\/]blobs[\\/](?<digest>[0-9a-f]{64})$/.exec(realPath)?.groups?.digest
