import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Worded } from '../../workflow/said/said.ts'
import { temporaryPrefix } from '../durable-file.ts'
import { createMemory } from './memory.ts'
import { seal, unseal } from './sealed-file.ts'
import { trimFolder } from './trim-folder.ts'

/** What a node gave. */
export interface Result {
  /** The values, by the name of their output. */
  readonly outputs: Readonly<Record<string, unknown>>
  /** What it remarked, which stands as long as the result does; older versions kept English alone. */
  readonly warnings: readonly (string | Worded)[]
}

/** Results of nodes by content address (SHA-256, hexadecimal), in memory and on the disk. */
export interface Cache {
  /**
   * What was computed under this address, or undefined. A file that is damaged, or that `valid` refuses, counts as absent.
   * The values are shared: nobody may change them.
   */
  read(address: string, valid?: (result: Result) => Promise<boolean>): Promise<Result | undefined>
  /**
   * Keeps a result. @throws where the disk does not take it: the result is then kept in memory alone
   */
  write(address: string, result: Result): Promise<void>
  /** Waits until the folder is within its budget, give or take what was written last. */
  close(): Promise<void>
}

export interface CacheOptions {
  /** Made where it is missing. */
  readonly folder: string
  /** The most that is kept in memory, least recently used first out. */
  readonly memoryBytes?: number
  /** The most that is kept on the disk, least recently used first out. */
  readonly diskBytes?: number
}

const suffix = '.result'

/** A cache over a folder, which may be deleted at any time and shared with other processes. */
export const openCache = async ({
  folder,
  memoryBytes = 512 * 1024 ** 2,
  diskBytes = 4 * 1024 ** 3,
}: CacheOptions): Promise<Cache> => {
  mkdirSync(folder, { recursive: true })
  const memory = createMemory<Result>(memoryBytes)
  let trimming: Promise<void> | undefined
  let trimAgain = false
  let writtenSince = 0

  const pathOf = (address: string) => join(folder, `${address}${suffix}`)

  const trim = () => {
    if (trimming) {
      trimAgain = true
      return
    }
    // What cannot be removed now is tried again later; a run never fails for it.
    trimming = trimFolder(folder, { suffix, maxBytes: diskBytes })
      .catch(() => undefined)
      .then(() => {
        trimming = undefined
        const again = trimAgain
        trimAgain = false
        if (again) trim()
      })
  }
  trim()

  // The files are read and written without leaving this turn: most are small, the thread has nothing else to do, and each
  // turn of the event loop costs more than the disk.
  const fromDisk = (address: string): Result | undefined => {
    const path = pathOf(address)
    let bytes: Buffer
    try {
      bytes = readFileSync(path)
    } catch {
      return undefined
    }
    const sealed = unseal(bytes)
    if (!sealed || !isResult(sealed.value)) {
      quietly(() => rmSync(path, { force: true }))
      return undefined
    }
    const now = new Date()
    // The time of the file says when it was last of use. Where it cannot be set, it only leaves earlier.
    quietly(() => utimesSync(path, now, now))
    return sealed.value
  }

  const toDisk = (address: string, result: Result) => {
    const bytes = seal(result)
    const temporary = join(folder, `${temporaryPrefix}${randomBytes(8).toString('hex')}`)
    const write = () => writeFileSync(temporary, bytes, { flag: 'wx' })
    try {
      // No wait for the disk: a power cut may damage the file, its digest then says so, and it is computed again.
      try {
        write()
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
        // Somebody deleted the folder, as anybody may.
        mkdirSync(folder, { recursive: true })
        write()
      }
      renameSync(temporary, pathOf(address))
    } catch (error) {
      quietly(() => rmSync(temporary, { force: true }))
      throw error
    }
    writtenSince += bytes.length
    if (writtenSince > diskBytes / 16) {
      writtenSince = 0
      trim()
    }
  }

  return {
    read: async (address, valid) => {
      const held = memory.get(address)
      const result = held ?? fromDisk(address)
      if (result === undefined) return undefined
      if (valid && !(await valid(result))) {
        memory.delete(address)
        return undefined
      }
      if (held === undefined) memory.set(address, result)
      return result
    },
    write: async (address, result) => {
      memory.set(address, result)
      toDisk(address, result)
    },
    close: async () => {
      while (trimming) await trimming
    },
  }
}

/** Does what may fail without harm. */
const quietly = (work: () => void): void => {
  try {
    work()
  } catch {
    // Nothing depends on it.
  }
}

const isResult = (value: unknown): value is Result => {
  const { outputs, warnings } = (value ?? {}) as Partial<Result>
  return typeof outputs === 'object' && outputs !== null && Array.isArray(warnings)
}
