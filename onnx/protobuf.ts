/** A protobuf message as a list of encoded fields. Only what ONNX needs: varints, floats and length-delimited fields. */
export type Message = Uint8Array

const text = new TextEncoder()

const varint = (value: number | bigint): number[] => {
  const bytes: number[] = []
  if (typeof value === 'number' && value >= 0) {
    let rest = value
    // Arithmetic, not shifts: offsets into weight files are larger than 32 bits.
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
    bytes.push(rest)
    return bytes
  }
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) + 128)
  bytes.push(Number(rest))
  return bytes
}

/** One message out of its fields, in order. */
export const message = (...fields: readonly Uint8Array[]): Message => {
  const bytes = new Uint8Array(fields.reduce((sum, field) => sum + field.length, 0))
  let at = 0
  for (const field of fields) {
    bytes.set(field, at)
    at += field.length
  }
  return bytes
}

/** A whole number; negative ones take ten bytes, as int64 does. */
export const integer = (field: number, value: number | bigint): Uint8Array =>
  Uint8Array.from([...varint(field << 3), ...varint(value)])

/** A 32-bit float. */
export const float = (field: number, value: number): Uint8Array => {
  const tag = varint((field << 3) | 5)
  const bytes = new Uint8Array(tag.length + 4)
  bytes.set(tag)
  new DataView(bytes.buffer).setFloat32(tag.length, value, true)
  return bytes
}

/** Bytes, a string or a message inside a message. */
export const nested = (field: number, value: Uint8Array | string): Uint8Array => {
  const bytes = typeof value === 'string' ? text.encode(value) : value
  return message(Uint8Array.from([...varint((field << 3) | 2), ...varint(bytes.length)]), bytes)
}
