import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isNoRoom, shortOf } from './disk-space.ts'

/** How the temporary files of {@link writeDurably} begin: what a crash left behind can be found and removed. */
export const temporaryPrefix = '.writing-'

/**
 * Writes a file so that there is either the old content or the new one whatever happens meanwhile, and so that the new one
 * is on the disk when this returns. The error of a full disk says in its `missing` how many bytes were needed. `before` runs when the new bytes are safe and the old file is still in place.
 */
export const writeDurably = async (path: string, bytes: Uint8Array, before?: () => Promise<void>): Promise<void> => {
  const folder = dirname(path)
  const temporary = join(folder, `${temporaryPrefix}${basename(path)}-${randomBytes(6).toString('hex')}`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await before?.()
    await rename(temporary, path)
  } catch (error) {
    // What went wrong first is what the person must hear.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw isNoRoom(error) ? Object.assign(error as Error, { missing: await shortOf(bytes.length, folder) }) : error
  }
  await syncFolder(folder)
}

/** Waits until the names in a folder are on the disk. */
export const syncFolder = async (folder: string): Promise<void> => {
  // Windows opens no folders; there a rename is on the disk by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
