import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isObject, type Json } from '../../workflow/json.ts'
import { writeDurably } from '../durable-file.ts'

/** Which parts of checkpoints were read from end to end and hold no NaN and no infinity, by their fingerprints. */
export interface CheckedWeights {
  has(fingerprint: string): Promise<boolean>
  /** Remembers a part. Where that cannot be written it is read again by the next process, and nothing else. */
  add(fingerprint: string): Promise<void>
}

const format = 'reelgraph-checked-weights'

/** A memory in a file, which several processes may share; one that is damaged counts as empty. */
export const createCheckedWeights = (file: string): CheckedWeights => {
  const read = async (): Promise<string[]> => {
    try {
      const parsed: unknown = JSON.parse(await readFile(file, 'utf8'))
      if (!isObject(parsed) || parsed.format !== format || !Array.isArray(parsed.fine)) return []
      return (parsed.fine as Json[]).filter((each) => typeof each === 'string')
    } catch {
      return []
    }
  }
  const known = new Set<string>()
  return {
    has: async (fingerprint) => known.has(fingerprint) || (await read()).includes(fingerprint),
    add: async (fingerprint) => {
      known.add(fingerprint)
      const fine = [...new Set([...(await read()), fingerprint])].sort()
      await mkdir(dirname(file), { recursive: true })
        .then(() => writeDurably(file, Buffer.from(`${JSON.stringify({ format, fine }, null, 2)}\n`)))
        .catch(() => undefined)
    },
  }
}
