import { open } from 'node:fs/promises'
import { elementBytes, elementCount } from '../../onnx/tensors.ts'
import { type MadeType, randomWeights } from './random-weights.ts'

/** Tells of bytes that were written. */
export type Written = (bytes: number) => void

/**
 * Writes a safetensors file of random weights, piece by piece: no more than a few MiB are in memory, however large it is.
 * @returns the bytes of the weights, without the header
 */
export const writeWeights = async (
  path: string,
  shapes: ReadonlyMap<string, readonly number[]>,
  { type, seed, written }: { readonly type: MadeType; readonly seed: number; readonly written?: Written },
): Promise<number> => {
  const header = headerOf(shapes, type)
  const file = await open(path, 'w')
  try {
    await file.write(header.bytes)
    for (const [name, shape] of shapes)
      for (const piece of randomWeights(seed, name, shape, type)) {
        await file.write(piece)
        written?.(piece.length)
      }
  } finally {
    await file.close()
  }
  return header.weightBytes
}

/** The length of the JSON, padded to 8 bytes, and the JSON. */
const headerOf = (
  shapes: ReadonlyMap<string, readonly number[]>,
  type: MadeType,
): { bytes: Uint8Array; weightBytes: number } => {
  let at = 0
  const entries = [...shapes].map(([name, shape]) => {
    const begin = at
    at += elementCount(shape) * elementBytes[type]
    return [name, { dtype: type, shape, data_offsets: [begin, at] }]
  })
  const text = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) })
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return { bytes: Buffer.concat([length, json]), weightBytes: at }
}
