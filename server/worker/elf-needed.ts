import { type FileHandle, open } from 'node:fs/promises'

const loadable = 1
const dynamic = 2
const tagNeeded = 1n
const tagStrings = 5n
const tagStringBytes = 10n

/**
 * The names of the libraries that a Linux library says it needs (DT_NEEDED), for example `libcublasLt.so.13`.
 * @throws where the file is no 64-bit little-endian ELF library
 * @source System V ABI, chapter 5 (dynamic linking)
 */
export const neededLibraries = async (path: string): Promise<string[]> => {
  const file = await open(path)
  try {
    const header = await read(file, 0, 64)
    if (header.toString('latin1', 0, 4) !== '\x7fELF' || header[4] !== 2 || header[5] !== 1)
      throw new Error(`${path} is no 64-bit library of Linux. Remove it, and fetch it again.`)
    const [start, size, count] = [header.readBigUInt64LE(32), header.readUInt16LE(54), header.readUInt16LE(56)]
    const table = await read(file, Number(start), size * count)
    const segments = Array.from({ length: count }, (_, index) => {
      const at = index * size
      return {
        type: table.readUInt32LE(at),
        offset: table.readBigUInt64LE(at + 8),
        address: table.readBigUInt64LE(at + 16),
        bytes: table.readBigUInt64LE(at + 32),
      }
    })
    const place = segments.find(({ type }) => type === dynamic)
    if (!place) return []
    const entries = await read(file, Number(place.offset), Number(place.bytes))
    const tags = Array.from({ length: Math.floor(entries.length / 16) }, (_, index) => ({
      tag: entries.readBigInt64LE(index * 16),
      value: entries.readBigUInt64LE(index * 16 + 8),
    }))
    const taggedValue = (wanted: bigint) => tags.find(({ tag }) => tag === wanted)?.value ?? 0n
    const address = taggedValue(tagStrings)
    // Entries hold addresses in memory: the segment that is loaded there says where that lies in the file.
    const holder = segments.find(
      (each) => each.type === loadable && each.address <= address && address < each.address + each.bytes,
    )
    if (!holder) return []
    const strings = await read(
      file,
      Number(holder.offset + address - holder.address),
      Number(taggedValue(tagStringBytes)),
    )
    return tags
      .filter(({ tag }) => tag === tagNeeded)
      .map(({ value }) => strings.toString('latin1', Number(value), strings.indexOf(0, Number(value))))
  } finally {
    await file.close()
  }
}

const read = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead < length) throw new Error('The library is cut short. Remove it, and fetch it again.')
  return buffer
}
