/** What stands in a serialised ONNX model, as far as tests look at it. */
export interface ModelNames {
  readonly nodes: readonly { readonly name: string; readonly operator: string }[]
  readonly initializers: readonly { readonly name: string; readonly location: Readonly<Record<string, string>> }[]
}

/** The fields of a protobuf message: field number and content (bytes, or a number). */
const fieldsOf = (bytes: Uint8Array): { field: number; content: Uint8Array | bigint }[] => {
  const found: { field: number; content: Uint8Array | bigint }[] = []
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) throw new Error('The model ends inside a number.')
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const [field, kind] = [key >> 3, key & 7]
    if (kind === 0) found.push({ field, content: varint() })
    else {
      const length = kind === 5 ? 4 : Number(varint())
      found.push({ field, content: bytes.subarray(at, at + length) })
      at += length
    }
  }
  return found
}

const parts = (bytes: Uint8Array, field: number): Uint8Array[] =>
  fieldsOf(bytes).flatMap((each) => (each.field === field && typeof each.content !== 'bigint' ? [each.content] : []))
const text = (bytes: Uint8Array, field: number): string => new TextDecoder().decode(parts(bytes, field)[0])

/** Reads the names in an ONNX ModelProto. */
export const modelNames = (model: Uint8Array): ModelNames => {
  const [graph] = parts(model, 7)
  if (!graph) throw new Error('The model holds no graph.')
  return {
    nodes: parts(graph, 1).map((node) => ({ name: text(node, 3), operator: text(node, 4) })),
    initializers: parts(graph, 5).map((tensor) => ({
      name: text(tensor, 8),
      location: Object.fromEntries(parts(tensor, 13).map((entry) => [text(entry, 1), text(entry, 2)])),
    })),
  }
}
