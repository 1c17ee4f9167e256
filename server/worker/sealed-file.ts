import { createHash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'

/** The form of a sealed file: a change of it makes all older files count as absent. */
const magic = Buffer.from('RGSEAL01', 'latin1')
const headerBytes = magic.length + 32

/**
 * Plain data and typed arrays as the bytes of a file: eight bytes of magic and version, the SHA-256 of the body (32 bytes),
 * and the body, which is V8's structured clone of `value`. Later changes of `value` do not reach the bytes.
 * @throws DataCloneError for what is no plain data, for example a function
 */
export const seal = (value: unknown): Buffer => {
  const body = serialize(value)
  return Buffer.concat([magic, createHash('sha256').update(body).digest(), body])
}

/**
 * The value in the bytes of a sealed file in a box, or undefined where they are damaged, cut short or of another form.
 * Typed arrays in it may be views into `bytes`.
 */
export const unseal = (bytes: Buffer): { readonly value: unknown } | undefined => {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return undefined
  const body = bytes.subarray(headerBytes)
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(magic.length, headerBytes))) return undefined
  try {
    return { value: deserialize(body) }
  } catch {
    // Written by a later V8, whose form this one does not know.
    return undefined
  }
}
