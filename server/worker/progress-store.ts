import { closeSync, constants, fstatSync, fsync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { syncFolder } from '../durable-file.ts'
import { seal, unseal } from './sealed-file.ts'
import { trimFolder } from './trim-folder.ts'

/** How far interrupted nodes came, by the content address of the result that they were making. */
export interface ProgressStore {
  readonly folder: string
  /** What was saved last under this address, or undefined where there is nothing or it is damaged. */
  read(address: string): Promise<unknown>
  /**
   * Saves a state in place of the one before. When this resolves it outlives this process, and the one before outlives a
   * power cut; the new one does so as soon as the disk has it, which nobody waits for.
   * @throws where the disk does not take it, or did not take the one before: what was there last can still be read
   */
  write(address: string, value: unknown): Promise<void>
  /** Forgets what was saved. */
  delete(address: string): Promise<void>
}

/** One state in a file. Of the two files of an address, the higher number that is undamaged counts. */
interface Numbered {
  readonly number: number
  readonly value: unknown
}

interface Line {
  last: number
  /** Resolves when the last state is on the disk, with the error where it is not. */
  flushed: Promise<unknown>
}

const suffix = '.progress'
const day = 24 * 60 * 60 * 1000
const sync = promisify(fsync)

/**
 * A store over a folder, which is made where it is missing. What nobody came back for in 30 days is removed.
 *
 * The states of an address go to two files in turn: while one is written, the other holds the state before, whole. So no
 * step waits for the disk: the thread pool flushes a state while the network computes the next.
 */
export const openProgressStore = async (folder: string, now = Date.now()): Promise<ProgressStore> => {
  await mkdir(folder, { recursive: true })
  await trimFolder(folder, { suffix, maxAgeMs: 30 * day, now }).catch(() => undefined)
  const lines = new Map<string, Line>()
  const pathOf = (address: string, number: number) => join(folder, `${address}.${number % 2}${suffix}`)

  const lastOf = (address: string): Numbered | undefined => {
    const states = [0, 1].flatMap((slot) => stateIn(pathOf(address, slot)) ?? [])
    return states.sort((a, b) => b.number - a.number)[0]
  }
  const lineOf = (address: string): Line => {
    const known = lines.get(address)
    if (known) return known
    const line = { last: lastOf(address)?.number ?? 0, flushed: syncFolder(folder).catch(() => undefined) }
    lines.set(address, line)
    return line
  }

  return {
    folder,
    read: async (address) => lastOf(address)?.value,
    write: async (address, value) => {
      const line = lineOf(address)
      const number = line.last + 1
      const bytes = seal({ number, value } satisfies Numbered)
      const trouble = await line.flushed
      line.flushed = Promise.resolve()
      if (trouble instanceof Error) throw trouble
      // In this very turn: the next one may be a call to a network, which holds the thread for as long as it takes.
      const file = openSync(pathOf(address, number), constants.O_WRONLY | constants.O_CREAT)
      try {
        // Writing over what is there costs the disk a tenth of making it empty first.
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, at)
        if (fstatSync(file).size > bytes.length) ftruncateSync(file, bytes.length)
      } catch (error) {
        closeSync(file)
        throw error
      }
      line.last = number
      line.flushed = sync(file)
        .catch((error: unknown) => error)
        .finally(() => closeSync(file))
    },
    delete: async (address) => {
      await lines.get(address)?.flushed
      lines.delete(address)
      // A file that cannot be removed does no harm: nobody reads it once the result is there, and age removes it.
      for (const slot of [0, 1]) await rm(pathOf(address, slot), { force: true }).catch(() => undefined)
    },
  }
}

const stateIn = (path: string): Numbered | undefined => {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return undefined
  }
  const state = unseal(bytes)?.value
  return typeof state === 'object' && state !== null && 'number' in state ? (state as Numbered) : undefined
}
