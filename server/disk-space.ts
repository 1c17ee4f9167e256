import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Said, say } from '../workflow/said/said.ts'

/** True for the error of a write for which there was no room: a full disk, a quota, a limit of the file's size. */
export const isNoRoom = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String((error as NodeJS.ErrnoException | undefined)?.code))

/** How many bytes can still be written into a folder, or into what will hold it; undefined where the system does not tell. */
export const freeBytes = async (folder: string): Promise<number | undefined> => {
  const disk = await statfs(await nearest(folder)).catch(() => undefined)
  return disk && disk.bavail * disk.bsize
}

const nearest = async (folder: string): Promise<string> =>
  dirname(folder) === folder || (await stat(folder).catch(() => undefined)) ? folder : nearest(dirname(folder))

/** What is missing, as the middle of a sentence: "12 MB are needed there, and 3 MB are left". */
export const shortOf = async (needed: number, folder: string): Promise<Said> => {
  const free = await freeBytes(folder)
  return free === undefined ? say('roomNeeded', { needed }) : say('roomNeededOf', { needed, free })
}
