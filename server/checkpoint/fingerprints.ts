import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isObject, type Json } from '../../workflow/json.ts'
import { systemReason } from '../../workflow/said/reason.ts'
import { say } from '../../workflow/said/said.ts'
import { writeDurably } from '../durable-file.ts'
import { inTurn } from '../in-turn.ts'
import { CheckpointError } from './checkpoint.ts'
import { digestInName } from './hugging-face-cache.ts'

/** Digests of whole files, each read only once while it stays as it is. */
export interface Fingerprints {
  /**
   * The SHA-256 of a file's bytes, hexadecimal. A large file of the Hugging Face cache has it for a name and is not read.
   * @throws CheckpointError where the file is gone, or changes while it is read
   */
  sha256(path: string): Promise<string>
}

interface Known {
  readonly size: number
  readonly mtimeMs: number
  readonly sha256: string
}

const format = 'reelgraph-fingerprints'
const chunkBytes = 1024 * 1024

/**
 * Digests that are kept in a file, by path, size and time; several processes may share it. A file that is damaged or
 * cannot be written costs time and nothing else.
 */
export const createFingerprints = (file: string): Fingerprints => {
  const known = new Map<string, Known>()
  const turn = inTurn()
  let loaded: Promise<void> | undefined

  const load = async (): Promise<void> => {
    // What this process counted itself goes before what another wrote.
    for (const [path, entry] of await readKnown(file)) if (!known.has(path)) known.set(path, entry)
  }
  const save = () =>
    turn('save', async () => {
      await load()
      await mkdir(dirname(file), { recursive: true })
      await writeDurably(
        file,
        Buffer.from(`${JSON.stringify({ format, files: Object.fromEntries(known) }, null, 2)}\n`),
      )
    })

  return {
    sha256: async (path) => {
      const real = await orGone(path, realpath(path))
      const named = digestInName(real)
      if (named !== undefined) return named
      loaded ??= load()
      await loaded
      return turn(real, async () => {
        const before = await orGone(path, stat(real))
        const entry = known.get(real)
        if (entry?.size === before.size && entry.mtimeMs === before.mtimeMs) return entry.sha256
        const sha256 = await orGone(path, digestOf(real))
        const after = await orGone(path, stat(real))
        if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
          throw new CheckpointError(say('fileChanges', { path }))
        known.set(real, { size: before.size, mtimeMs: before.mtimeMs, sha256 })
        await save().catch(() => undefined)
        return sha256
      })
    },
  }
}

const readKnown = async (file: string): Promise<[string, Known][]> => {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (!isObject(parsed) || parsed.format !== format || !isObject(parsed.files as Json)) return []
    return Object.entries(parsed.files as { [path: string]: Json }).flatMap(([path, entry]): [string, Known][] =>
      isKnown(entry) ? [[path, entry]] : [],
    )
  } catch {
    return []
  }
}

const isKnown = (entry: unknown): entry is Known =>
  isObject(entry) &&
  typeof entry.size === 'number' &&
  typeof entry.mtimeMs === 'number' &&
  typeof entry.sha256 === 'string' &&
  /^[0-9a-f]{64}$/.test(entry.sha256)

/** The SHA-256 of a file's bytes, hexadecimal, counted now. */
export const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>)
    hash.update(chunk)
  return hash.digest('hex')
}

const orGone = async <T>(path: string, work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new CheckpointError(gone ? say('fileGone', { path }) : say('fileUnread', { path, code: systemReason(error) }))
  }
}
