import { fileWords } from '../workflow/said/file-words.ts'
import { parseJson } from '../workflow/said/parse-json.ts'
import { type Said, say } from '../workflow/said/said.ts'
import {
  elementBytes,
  elementCount,
  isElementType,
  type StoredTensor,
  type TensorTable,
  WeightError,
} from './tensors.ts'

/** The bytes before the header: its length, a little-endian 64-bit number. */
export const prefixBytes = 8
/** A header longer than this is refused, as the safetensors library refuses it. */
export const maxHeaderBytes = 100_000_000

/**
 * The length of the JSON header, from the first 8 bytes of a file of `fileBytes`.
 * @throws WeightError when the file is too short for a header of that length
 */
export const headerLength = (prefix: Uint8Array, fileBytes: number, file: string): number => {
  if (fileBytes < prefixBytes + 2 || prefix.length < prefixBytes)
    throw new WeightError(say('tooShort', { file, bytes: fileBytes }))
  const length = new DataView(prefix.buffer, prefix.byteOffset, prefixBytes).getBigUint64(0, true)
  if (length > BigInt(maxHeaderBytes))
    throw new WeightError(say('headerTooLong', { file, length: String(length), most: maxHeaderBytes }))
  if (prefixBytes + Number(length) > fileBytes)
    throw new WeightError(say('cutShort', { file, length: String(length), bytes: fileBytes }))
  return Number(length)
}

const object = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wholeNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0)

/**
 * The tensors that a safetensors header lists. Every tensor lies inside the file, none overlaps another, and no byte is left over.
 * @param header the JSON text, `headerLength` bytes after the prefix
 * @throws WeightError naming the tensor and what is wrong with it
 * @source https://github.com/huggingface/safetensors (format)
 */
export const readSafetensorsHeader = (header: Uint8Array, fileBytes: number, file: string): TensorTable => {
  const notJson = (why: Said) => new WeightError(say('headerNotJson', { file, why }))
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(header)
  } catch {
    throw notJson(say('bytesNotUtf8'))
  }
  const parsed = parseJson(text, fileWords, notJson)
  if (!object(parsed)) throw new WeightError(say('headerNoObject', { file }))
  const start = prefixBytes + header.length
  const data = fileBytes - start
  const tensors = new Map<string, StoredTensor>()
  const wrong = (tensor: string, detail: Said): never => {
    throw new WeightError(say('tensorDetail', { file, tensor, detail, advice: say('damagedDownload') }))
  }
  for (const [name, entry] of Object.entries(parsed)) {
    if (name === '__metadata__') continue
    if (!object(entry)) return wrong(name, say('notDescribed'))
    const { dtype: type, shape, data_offsets: range } = entry
    if (!isElementType(type)) return wrong(name, say('unknownElements', { type: JSON.stringify(type) ?? '' }))
    if (!wholeNumbers(shape)) return wrong(name, say('noShape', { shape: JSON.stringify(shape) ?? '' }))
    if (!wholeNumbers(range) || range.length !== 2)
      return wrong(name, say('noPlace', { place: JSON.stringify(range) ?? '' }))
    const [begin, end] = range as [number, number]
    if (end < begin || end > data) return wrong(name, say('outsideOfData', { begin, end, data }))
    const bytes = elementCount(shape) * elementBytes[type]
    if (end - begin !== bytes)
      return wrong(name, say('otherLength', { bytes: end - begin, type, shape: shape.join(', '), needed: bytes }))
    tensors.set(name, { type, shape, file, offset: start + begin, length: bytes })
  }
  let reached = start
  for (const [name, tensor] of [...tensors].sort(([, a], [, b]) => a.offset - b.offset || a.length - b.length)) {
    if (tensor.offset < reached) return wrong(name, say('overlapsAt', { byte: tensor.offset }))
    if (tensor.offset > reached) return wrong(name, say('unusedBefore', { bytes: tensor.offset - reached }))
    reached = tensor.offset + tensor.length
  }
  if (reached !== fileBytes) throw new WeightError(say('bytesLeft', { file, bytes: fileBytes - reached }))
  return tensors
}

/** The bytes of a safetensors file with these tensors, in the order given. */
export const writeSafetensors = (
  tensors: Readonly<
    Record<
      string,
      { readonly type: StoredTensor['type']; readonly shape: readonly number[]; readonly data: Uint8Array }
    >
  >,
): Uint8Array => {
  let at = 0
  const entries: [string, object][] = Object.entries(tensors).map(([name, { type, shape, data }]) => {
    const begin = at
    at += data.length
    return [name, { dtype: type, shape, data_offsets: [begin, at] }]
  })
  const text = JSON.stringify(Object.fromEntries(entries))
  const header = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8))
  const bytes = new Uint8Array(prefixBytes + header.length + at)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true)
  bytes.set(header, prefixBytes)
  let place = prefixBytes + header.length
  for (const { data } of Object.values(tensors)) {
    bytes.set(data, place)
    place += data.length
  }
  return bytes
}
