import { type Said, say } from '../workflow/said/said.ts'
import { WeightError } from './tensors.ts'

/** Gives exactly `length` bytes of a file from `offset`; both were checked to lie in it. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>

/** A file that is read in pieces. */
export interface SourceFile {
  /** What errors call it. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly read: ReadBytes
}

/** Where the bytes of an entry lie in the file. */
export interface StoredEntry {
  readonly offset: number
  readonly length: number
}

const endBytes = 22
const longestComment = 0xffff
const locatorBytes = 20
const end64Bytes = 56
const entryBytes = 46
const localBytes = 30
const maxEntries = 100_000
const maxDirectoryBytes = 32 * 1024 * 1024
/** A disk answers many small reads at once sooner than one after the other. */
const readsAtOnce = 64

const full16 = 0xffff
const full32 = 0xffffffff
const zip64Extra = 1
const flag = { encrypted: 1, sizesBehind: 8, patch: 32, strongEncryption: 64, maskedHeaders: 8192 }

/**
 * The entries of a zip archive whose entries are stored as they are, by name. Reads the directory and the header before
 * each entry, no content. Entries lie in the file, do not overlap, and have one name each.
 * @throws WeightError naming the file, the entry and what is wrong
 * @source PKWARE, APPNOTE.TXT 6.3, with zip64
 */
export const readStoredZip = async (file: SourceFile): Promise<ReadonlyMap<string, StoredEntry>> => {
  const refuse = (detail: Said, advice = say('damagedDownload')): never => {
    throw new WeightError(say('archiveDetail', { file: file.name, detail, advice }))
  }
  const directory = await findDirectory(file, refuse)
  const bytes = viewOf(await file.read(directory.offset, directory.length))
  const listed: Entry[] = []
  const entries = new Map<string, StoredEntry>()
  const taken: { name: string; begin: number; end: number }[] = []
  let at = 0
  while (listed.length < directory.count) {
    const entry = readEntry(bytes, at, listed.length, refuse)
    at = entry.next
    listed.push(entry)
  }
  if (at !== bytes.byteLength) refuse(say('bytesAfterEntries', { bytes: bytes.byteLength - at }))
  for (let first = 0; first < listed.length; first += readsAtOnce) {
    const some = listed.slice(first, first + readsAtOnce)
    const offsets = await Promise.all(some.map((entry) => locate(file, entry, directory.offset, refuse)))
    for (const [index, { name, header, length }] of some.entries()) {
      if (entries.has(name)) refuse(say('twoEntries', { name }))
      const offset = offsets[index] as number
      taken.push({ name, begin: header, end: offset + length })
      entries.set(name, { offset, length })
    }
  }
  taken.sort((a, b) => a.begin - b.begin)
  for (const [index, { name, begin }] of taken.entries())
    if (begin < (taken[index - 1]?.end ?? 0)) refuse(say('entriesOverlap', { name }))
  return entries
}

type Refuse = (detail: Said, advice?: Said) => never

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const rezip = say('saveUncompressed')

interface Directory {
  readonly offset: number
  readonly length: number
  readonly count: number
}

const findDirectory = async (file: SourceFile, refuse: Refuse): Promise<Directory> => {
  const start = Math.max(0, file.size - endBytes - longestComment - locatorBytes)
  const tail = viewOf(await file.read(start, file.size - start))
  let end = tail.byteLength - endBytes
  while (end >= 0 && !(tail.getUint32(end, true) === 0x06054b50 && commentFits(tail, end))) end--
  if (end < 0) return refuse(say('noDirectory'), say('justDownload'))
  const short: Directory = {
    count: tail.getUint16(end + 10, true),
    length: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  }
  if (tail.getUint32(end + 4, true) !== 0) refuse(say('ofSeveral'), rezip)
  const locator = end - locatorBytes
  const long = locator >= 0 && tail.getUint32(locator, true) === 0x07064b50
  const directory = long ? await readEnd64(file, tail, locator, start + locator, refuse) : short
  if (long)
    for (const [key, full] of [
      ['count', full16],
      ['length', full32],
      ['offset', full32],
    ] as const)
      if (short[key] !== full && short[key] !== directory[key])
        refuse(say('directoriesDiffer', { key, first: short[key], second: directory[key] }))
  const { count, length, offset } = directory
  const limit = long ? Number(tail.getBigUint64(locator + 8, true)) : start + end
  if (offset + length !== limit) refuse(say('directoryMisplaced', { begin: offset, end: offset + length, limit }))
  if (length > maxDirectoryBytes || count > maxEntries)
    refuse(say('directoryTooLong', { count, bytes: length, most: maxEntries, mostBytes: maxDirectoryBytes }))
  if (count * entryBytes > length) refuse(say('directoryTooShort', { bytes: length, count }))
  return directory
}

const commentFits = (tail: DataView, end: number): boolean =>
  end + endBytes + tail.getUint16(end + 20, true) === tail.byteLength

const readEnd64 = async (
  file: SourceFile,
  tail: DataView,
  locator: number,
  locatorAt: number,
  refuse: Refuse,
): Promise<Directory> => {
  const at = tail.getBigUint64(locator + 8, true)
  if (at + BigInt(end64Bytes) > BigInt(locatorAt)) return refuse(say('endBeyondPlace', { at: String(at) }))
  const record = viewOf(await file.read(Number(at), end64Bytes))
  if (record.getUint32(0, true) !== 0x06064b50) return refuse(say('noLongEnd', { at: String(at) }))
  const number = (position: number): number => {
    const value = record.getBigUint64(position, true)
    return value <= BigInt(file.size) ? Number(value) : refuse(say('endTooLarge', { value: String(value) }))
  }
  return { count: number(32), length: number(40), offset: number(48) }
}

interface Entry {
  readonly name: string
  /** The name as it is stored. */
  readonly nameBytes: Uint8Array
  readonly length: number
  /** Where its local header begins. */
  readonly header: number
  /** Where the next entry of the directory begins. */
  readonly next: number
}

const readEntry = (bytes: DataView, at: number, index: number, refuse: Refuse): Entry => {
  if (at + entryBytes > bytes.byteLength || bytes.getUint32(at, true) !== 0x02014b50)
    return refuse(say('noEntry', { index }))
  const nameLength = bytes.getUint16(at + 28, true)
  const extraLength = bytes.getUint16(at + 30, true)
  const extraAt = at + entryBytes + nameLength
  const next = extraAt + extraLength + bytes.getUint16(at + 32, true)
  if (next > bytes.byteLength) return refuse(say('entryLeaves', { index }))
  const nameBytes = new Uint8Array(bytes.buffer, bytes.byteOffset + at + entryBytes, nameLength)
  const name = textOf(nameBytes) ?? refuse(say('entryNameNotUtf8', { index }))
  checkMethod(bytes.getUint16(at + 8, true), bytes.getUint16(at + 10, true), name, refuse)

  const sizes = { full: bytes.getUint32(at + 24, true), stored: bytes.getUint32(at + 20, true) }
  let header = bytes.getUint32(at + 42, true)
  // The extra field holds, in this order, those of the three that do not fit into 32 bits.
  const long = longNumbers(bytes, extraAt, extraLength)
  const widen = (value: number): number =>
    value === full32 ? (long() ?? refuse(say('entryWithoutSize', { name }))) : value
  sizes.full = widen(sizes.full)
  sizes.stored = widen(sizes.stored)
  header = widen(header)
  if (sizes.full !== sizes.stored) refuse(say('entryOfOtherSize', { name, stored: sizes.stored, full: sizes.full }))
  return { name, nameBytes, length: sizes.full, header, next }
}

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const checkMethod = (flags: number, method: number, name: string, refuse: Refuse): void => {
  if (flags & (flag.encrypted | flag.patch | flag.strongEncryption | flag.maskedHeaders))
    refuse(say('entryEncrypted', { name }), rezip)
  if (method !== 0) refuse(say('entryCompressed', { name, method }), rezip)
}

/** The 64-bit numbers in the zip64 part of an extra field, one at each call; undefined after the last. */
const longNumbers = (bytes: DataView, start: number, length: number): (() => number | undefined) => {
  let at = start
  const end = start + length
  while (at + 4 <= end && bytes.getUint16(at, true) !== zip64Extra) at += 4 + bytes.getUint16(at + 2, true)
  const last = at + 4 <= end ? Math.min(end, at + 4 + bytes.getUint16(at + 2, true)) : 0
  at += 4
  return () => {
    if (at + 8 > last) return undefined
    at += 8
    return Number(bytes.getBigUint64(at - 8, true))
  }
}

/** Where the content of an entry begins: behind its local header, whose extra field differs from that in the directory. */
const locate = async (file: SourceFile, entry: Entry, limit: number, refuse: Refuse): Promise<number> => {
  const { name, nameBytes, length, header } = entry
  if (header + localBytes + nameBytes.length > limit) refuse(say('headerOutside', { name, at: header }))
  const local = viewOf(await file.read(header, localBytes + nameBytes.length))
  if (local.getUint32(0, true) !== 0x04034b50) refuse(say('entryNotThere', { name, at: header }))
  const flags = local.getUint16(6, true)
  checkMethod(flags, local.getUint16(8, true), name, refuse)
  for (const position of [18, 22]) {
    const size = local.getUint32(position, true)
    if (size !== length && size !== full32 && !(size === 0 && flags & flag.sizesBehind))
      refuse(say('sizesDiffer', { name, listed: length, there: size }))
  }
  const same =
    local.getUint16(26, true) === nameBytes.length &&
    nameBytes.every((byte, i) => local.getUint8(localBytes + i) === byte)
  if (!same) refuse(say('otherName', { name }))
  const offset = header + localBytes + nameBytes.length + local.getUint16(28, true)
  if (offset + length > limit) refuse(say('entryOutside', { name, begin: offset, end: offset + length }))
  return offset
}
