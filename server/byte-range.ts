/** The part of a file that a request asks for: both ends count. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * What a Range header asks of `size` bytes: one range, 'none' where nothing of the file is in it (answer 416), or
 * undefined where the whole file is to be sent: no header, another unit, several ranges, or no grammar at all
 * (RFC 9110, section 14.2).
 */
export const byteRange = (header: string | undefined, size: number): ByteRange | 'none' | undefined => {
  const parts = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '')
  if (!parts) return undefined
  const [first, last] = [parts[1] ?? '', parts[2] ?? '']
  if (first === '') {
    if (last === '') return undefined
    const length = Math.min(Number(last), size)
    return length === 0 ? 'none' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return undefined
  return start >= size ? 'none' : { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}
