/** About how many bytes of memory a value of plain data and typed arrays holds. */
export const byteCount = (value: unknown): number => {
  let bytes = 0
  const pending: unknown[] = [value]
  while (pending.length > 0) {
    const each = pending.pop()
    if (typeof each === 'string') bytes += 2 * each.length + 16
    else if (ArrayBuffer.isView(each)) bytes += each.byteLength + 64
    else if (typeof each === 'object' && each !== null) {
      const parts = Object.values(each)
      bytes += 32 + 16 * parts.length
      for (const part of parts) pending.push(part)
    } else bytes += 8
  }
  return bytes
}
