import { constants, copyFile, link, mkdir, realpath, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { repoFolderOf } from '../checkpoint/hugging-face-cache.ts'
import type { HubFile } from './plan-download.ts'
import { digestOfFile } from './running-digest.ts'

/**
 * Where a file of a repository lies in a Hugging Face cache, whichever revision brought it there: the cache names files by
 * their digests. Undefined where it is not there, or not whole.
 */
export const cachedFile = async (
  cache: string,
  repo: string,
  { size, digest }: HubFile,
): Promise<string | undefined> => {
  const blob = join(cache, repoFolderOf(repo), 'blobs', digest.value)
  const found = await stat(blob).catch(() => undefined)
  if (!found?.isFile() || found.size !== size) return undefined
  // Large files have been checked when they came, and reading them takes as long as half a download.
  if (digest.kind === 'git-sha1' && (await digestOfFile(blob, digest.kind, size)) !== digest.value) return undefined
  return realpath(blob)
}

/**
 * Puts a file of the cache where a download would put it: weights as a link, so that they take no second place on the disk,
 * small files as a copy. @returns false where the system allows neither
 */
export const takeCached = async (blob: string, { digest }: HubFile, to: string): Promise<boolean> => {
  try {
    await mkdir(dirname(to), { recursive: true })
    if (digest.kind === 'git-sha1') await copyFile(blob, to, constants.COPYFILE_EXCL)
    // Windows lets only some people make symbolic links.
    else await symlink(blob, to).catch(() => link(blob, to))
    await rm(`${to}.incomplete`, { force: true })
    return true
  } catch {
    return false
  }
}
