import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject, type Json } from '../../workflow/json.ts'
import { writeDurably } from '../durable-file.ts'

/** The digest that a hub gives a file: of a large one its SHA-256, of a small one that of git (`sha1("blob SIZE\0…")`). */
export interface FileDigest {
  readonly kind: 'sha256' | 'git-sha1'
  /** Hexadecimal. */
  readonly value: string
}

interface RecordedFile {
  readonly size: number
  readonly digest: FileDigest
  /** The commit that it was downloaded from; records of before it was written have none. */
  readonly commit?: string
}

/** Where the files of a folder came from, and what they must be. */
export interface DownloadRecord {
  readonly repo: string
  /** The commit that was downloaded last. */
  readonly commit: string
  /** The branch, tag or commit that was asked for then; records of before it was written have none. */
  readonly revision?: string
  /** By path below the folder. */
  readonly files: Readonly<Record<string, RecordedFile>>
}

const format = 'reelgraph-download'
const name = '.reelgraph-download.json'

/** The record of the download that made a folder; undefined where there is none that can be read. */
export const readDownloadRecord = async (folder: string): Promise<DownloadRecord | undefined> => {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'))
    if (!isObject(value) || value.format !== format || typeof value.repo !== 'string') return undefined
    if (typeof value.commit !== 'string' || !isObject(value.files as Json)) return undefined
    const files = Object.entries(value.files as { [path: string]: unknown })
    if (!files.every((entry): entry is [string, RecordedFile] => isRecorded(entry[1]))) return undefined
    const { repo, commit, revision } = value
    return { repo, commit, ...(typeof revision === 'string' ? { revision } : {}), files: Object.fromEntries(files) }
  } catch {
    return undefined
  }
}

const isRecorded = (file: unknown): file is RecordedFile => {
  const { size, digest } = (file ?? {}) as { size?: unknown; digest?: { kind?: unknown; value?: unknown } | null }
  return (
    typeof size === 'number' &&
    (digest?.kind === 'sha256' || digest?.kind === 'git-sha1') &&
    typeof digest.value === 'string'
  )
}

/** Writes the record into a folder, which it makes; files of an earlier one that are not in this one stay recorded. */
export const writeDownloadRecord = async (folder: string, record: DownloadRecord): Promise<void> => {
  const before = await readDownloadRecord(folder)
  const files = { ...(before?.repo === record.repo ? before.files : {}), ...record.files }
  await mkdir(folder, { recursive: true })
  await writeDurably(join(folder, name), Buffer.from(`${JSON.stringify({ format, ...record, files }, null, 2)}\n`))
}
