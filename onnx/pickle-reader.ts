import { type Said, say } from '../workflow/said/said.ts'

/** Reads the arguments of opcodes one after the other. Every reader refuses what would lie beyond the end. */
export interface PickleReader {
  /** Bytes from the start of the pickle. */
  readonly at: number
  readonly left: number
  byte(): number
  /** A little-endian number of 2, 4 or 8 bytes without sign. */
  unsigned(bytes: 2 | 4 | 8): number
  /** A little-endian two's complement number of up to 8 bytes. */
  signed(bytes: number): number
  /** A big-endian 64-bit floating-point number. */
  float(): number
  text(bytes: number): string
  /** Text that ends before a line feed. */
  line(): string
}

/** No module and no name in one is longer. */
const longestLine = 255

/** @param refuse throws: says what is wrong with the bytes */
export const createPickleReader = (bytes: Uint8Array, refuse: (what: Said) => never): PickleReader => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let at = 0

  /** Where the next `length` bytes begin; goes past them. */
  const take = (length: number): number => {
    const left = bytes.length - at
    if (length > left) refuse(say('pickleNeeds', { bytes: length, left }))
    at += length
    return at - length
  }
  const safe = (value: bigint): number =>
    BigInt.asIntN(54, value) === value ? Number(value) : refuse(say('numberTooLarge', { number: String(value) }))
  const text = (length: number): string => {
    const begin = take(length)
    try {
      return decoder.decode(bytes.subarray(begin, at))
    } catch {
      return refuse(say('textNotUtf8'))
    }
  }

  return {
    get at() {
      return at
    },
    get left() {
      return bytes.length - at
    },
    byte: () => view.getUint8(take(1)),
    unsigned: (length) => {
      const begin = take(length)
      if (length === 2) return view.getUint16(begin, true)
      return length === 4 ? view.getUint32(begin, true) : safe(view.getBigUint64(begin, true))
    },
    signed: (length) => {
      if (length > 8) refuse(say('numberTooLong', { bytes: length, most: 8 }))
      const begin = take(length)
      let value = 0n
      for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(view.getUint8(begin + i))
      return safe(BigInt.asIntN(8 * length, value))
    },
    float: () => view.getFloat64(take(8), false),
    text,
    line: () => {
      const end = bytes.subarray(at, at + longestLine + 1).indexOf(10)
      if (end < 0) refuse(say('nameTooLong', { most: longestLine }))
      const line = text(end)
      take(1)
      return line
    },
  }
}
