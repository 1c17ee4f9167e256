import { appendFile, mkdir, open, readFile, stat, truncate, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '../workflow/said/reason.ts'
import { SaidError, say, type Words } from '../workflow/said/said.ts'
import { lastRecord, readStepRecords, stepRecord } from '../workflow/step-records.ts'
import type { PreviewHeader } from '../workflow/wire.ts'
import type { Preview } from './previews.ts'
import { diskTrouble } from './worker/disk-trouble.ts'
import { trimFolder } from './worker/trim-folder.ts'

/** A file of steps. */
export interface KeptSteps {
  readonly path: string
  /** No further step will come: the file does not change any more. */
  readonly whole: boolean
}

/** Every step of every node by the content address of what it makes, to be looked at later. */
export interface StepArchive {
  /** Writes a step down. Returns at once, and never fails: what cannot be written is told to `trouble`, once for each job. */
  keep(preview: Preview): void
  /** No further step of this address will come. */
  end(address: string): void
  /** The steps of an address, as far as they came; undefined where there are none, or it is no address. */
  find(address: string): Promise<KeptSteps | undefined>
  /** Resolves when all that was given is written. */
  close(): Promise<void>
}

export interface StepArchiveOptions {
  /** Made where it is missing; may be deleted at any time. */
  readonly folder: string
  /** The most that is kept, least recently used first out. */
  readonly maxBytes?: number
  /** The most that may wait for the disk; what comes beyond it is not kept. */
  readonly waitingBytes?: number
  /** Told why steps of this node are not kept. */
  readonly trouble: (of: PreviewHeader, words: Words) => void
}

/** One file that is being written. */
interface Line {
  bytes: number
  whole: boolean
  readonly steps: Set<number>
}

const suffix = '.steps'
const addressPattern = /^[0-9a-f]{64}$/

/** An archive over a folder, one file for each address. All that is done to the files is done in turn, beside all else. */
export const openStepArchive = ({
  folder,
  maxBytes = 1024 ** 3,
  waitingBytes = 64 * 1024 ** 2,
  trouble,
}: StepArchiveOptions): StepArchive => {
  const lines = new Map<string, Line>()
  /** Addresses of which a step was not kept. */
  const torn = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let writtenSince = 0
  let toldOf: string | undefined

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
  const pathOf = (address: string) => join(folder, `${address}${suffix}`)
  // What cannot be removed now is tried again later.
  const trim = () => inTurn(() => trimFolder(folder, { suffix, maxBytes })).catch(() => undefined)

  /** The file of an address, with nothing torn at its end. */
  const lineOf = async (address: string): Promise<Line> => {
    const path = pathOf(address)
    const size = await sizeOf(path)
    const known = lines.get(address)
    if (known && known.bytes === size) return known
    const records = size === 0 ? { steps: [], bytes: 0, whole: false } : readStepRecords(await readFile(path))
    if (records.bytes < size) await truncate(path, records.bytes)
    const { bytes, whole } = records
    const line = { bytes, whole, steps: new Set(records.steps.map(({ header }) => header.step)) }
    lines.set(address, line)
    return line
  }
  const append = async (address: string, line: Line, bytes: Uint8Array) => {
    try {
      await appendFile(pathOf(address), bytes)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      // The first one, or somebody deleted the folder, as anybody may.
      await mkdir(folder, { recursive: true })
      await appendFile(pathOf(address), bytes)
    }
    line.bytes += bytes.length
    writtenSince += bytes.length
    if (writtenSince <= maxBytes / 16) return
    writtenSince = 0
    void trim()
  }
  const lost = (of: PreviewHeader, error: unknown) => {
    torn.add(of.address)
    if (toldOf === of.job) return
    toldOf = of.job
    trouble(of, troubleText(error, folder))
  }
  void trim()

  return {
    keep: ({ header, latent }) => {
      const { address, step } = header
      if (!addressPattern.test(address)) return
      if (waiting + latent.length > waitingBytes) return lost(header, new SaidError(say('diskTooSlow')))
      waiting += latent.length
      inTurn(async () => {
        const line = await lineOf(address)
        // The same computation gives the same steps.
        if (line.whole) return
        await append(address, line, stepRecord({ header, latent }))
        line.steps.add(step)
      })
        .catch((error) => lost(header, error))
        .finally(() => {
          waiting -= latent.length
        })
    },

    end: (address) => {
      if (!addressPattern.test(address)) return
      inTurn(async () => {
        const line = await lineOf(address)
        // Where one is missing, a later run of the same computation may bring it.
        if (!line.whole && !torn.has(address) && isUnbroken(line.steps)) await append(address, line, lastRecord())
        lines.delete(address)
        torn.delete(address)
        // What is not known to be whole is read again when it is asked for.
      }).catch(() => undefined)
    },

    find: async (address) => {
      if (!addressPattern.test(address)) return undefined
      const path = pathOf(address)
      return inTurn(async () => {
        const whole = await endsWhole(path)
        if (whole === undefined) return undefined
        const now = new Date()
        // The time of the file says when it was last of use. Where it cannot be set, it only leaves earlier.
        await utimes(path, now, now).catch(() => undefined)
        return { path, whole }
      })
    },

    close: async () => {
      await last
    },
  }
}

const isUnbroken = (steps: ReadonlySet<number>): boolean =>
  steps.size > 0 && Math.max(...steps) - Math.min(...steps) + 1 === steps.size

const sizeOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

/** Whether the file ends as one that is whole does; undefined where there is none. */
const endsWhole = async (path: string): Promise<boolean | undefined> => {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const wanted = Buffer.from(lastRecord())
      const end = Buffer.alloc(wanted.length)
      const { bytesRead } = await file.read(end, 0, end.length, Math.max(0, size - end.length))
      return bytesRead === end.length && end.equals(wanted)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

const troubleText = (error: unknown, folder: string): Words => {
  const trouble = diskTrouble(error, say('aStep'), folder)
  return trouble ? say('stepNotWritten', trouble) : say('stepNotKept', { why: reasonOf(error) })
}
