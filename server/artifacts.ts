import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { syncFolder, temporaryPrefix } from './durable-file.ts'

/** A file in the store. */
export interface StoredArtifact {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly artifact: string
  readonly bytes: number
  readonly path: string
}

/** The finished files, each under the digest of its content: what has a name never changes. */
export interface Artifacts {
  /** A path for a new file beside the finished ones, so that adopting it moves no bytes. Makes nothing. */
  temporary(extension: string): string
  /**
   * Takes over a file that was written to a temporary path: its bytes are on the disk when this returns, and the same
   * content twice is one file. @throws where the file is missing or lies elsewhere
   */
  adopt(temporaryPath: string, extension: string): Promise<StoredArtifact>
  /** The finished file of this name (`DIGEST.EXTENSION`), or undefined where there is none. */
  find(name: string): Promise<{ readonly path: string; readonly bytes: number } | undefined>
}

const extensionPattern = /^[a-z0-9]{1,8}$/
const namePattern = /^[0-9a-f]{64}\.[a-z0-9]{1,8}$/

/** The artifacts in a folder, which is made where it is missing. What a process that is gone left half written is removed. */
export const openArtifacts = async (folder: string): Promise<Artifacts> => {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder))
    if (await isLeftOver(folder, name)) await rm(join(folder, name), { force: true })

  const checked = (extension: string): string => {
    if (!extensionPattern.test(extension))
      throw new Error(
        `"${extension.slice(0, 40)}" is no file extension: take 1 to 8 letters (a–z) and digits, as in "mp4".`,
      )
    return extension
  }

  return {
    temporary: (extension) =>
      join(folder, `${temporaryPrefix}${process.pid}-${randomBytes(8).toString('hex')}.${checked(extension)}`),

    adopt: async (temporaryPath, extension) => {
      checked(extension)
      if (resolve(temporaryPath, '..') !== resolve(folder))
        throw new Error(
          `${temporaryPath} does not lie in ${folder}: only what was written to temporary() can be adopted.`,
        )
      await syncFile(temporaryPath)
      const { digest, bytes } = await digestOf(temporaryPath)
      const path = join(folder, `${digest}.${extension}`)
      // A player may be reading the file that is there: equal bytes need not replace it.
      if (await isThere(path)) await rm(temporaryPath, { force: true })
      else {
        await rename(temporaryPath, path)
        await syncFolder(folder)
      }
      return { artifact: digest, bytes, path }
    },

    find: async (name) => {
      if (!namePattern.test(name)) return undefined
      const path = join(folder, name)
      try {
        const found = await stat(path)
        return found.isFile() ? { path, bytes: found.size } : undefined
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
  }
}

const aDay = 24 * 60 * 60 * 1000

/** True for a temporary file whose process is gone; the number of a process may come again, but no clip takes a day to write. */
const isLeftOver = async (folder: string, name: string): Promise<boolean> => {
  if (!name.startsWith(temporaryPrefix)) return false
  const pid = Number(/^(\d+)-/.exec(name.slice(temporaryPrefix.length))?.[1])
  if (!Number.isSafeInteger(pid) || !isRunning(pid)) return true
  const found = await stat(join(folder, name)).catch(() => undefined)
  return found !== undefined && Date.now() - found.mtimeMs > aDay
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const syncFile = async (path: string): Promise<void> => {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

const digestOf = async (path: string): Promise<{ digest: string; bytes: number }> => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { digest: hash.digest('hex'), bytes }
}
