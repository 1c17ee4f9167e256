import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { type ElementType, elementBytes, type StoredTensor, type TensorTable } from '../../onnx/tensors.ts'

/** Numbers of a tensor that no network can compute with. */
export interface BadNumbers {
  readonly tensor: string
  readonly nan: number
  readonly infinite: number
}

/** Looks for NaN and infinite numbers in a weight file that goes by from its beginning to its end. */
export interface WeightScanner {
  update(bytes: Uint8Array): void
  /** The tensors that hold such numbers. @throws where the file ended before its last tensor did */
  end(): BadNumbers[]
}

const chunkBytes = 8 * 1024 * 1024

/**
 * Reads the files of a network's floating-point weights and gives the tensors that hold NaN or infinite numbers.
 * @param folder the real folder of the weight files
 */
export const scanWeights = async (tensors: TensorTable, folder: string): Promise<BadNumbers[]> => {
  const bad: BadNumbers[] = []
  for (const file of new Set([...tensors.values()].map((stored) => stored.file))) {
    const scanner = createWeightScanner(new Map([...tensors].filter(([, stored]) => stored.file === file)))
    const bytes = createReadStream(join(folder, file), { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>
    for await (const chunk of bytes) scanner.update(chunk)
    bad.push(...scanner.end())
  }
  return bad
}

/** A scanner for the tensors of one file, which may share bytes. */
export const createWeightScanner = (tensors: TensorTable): WeightScanner => {
  const coming = [...tensors]
    .filter(([, { type, length }]) => forms.has(type) && length > 0)
    .sort(([, a], [, b]) => a.offset - b.offset)
    .map(([tensor, stored]) => createTensorScan(tensor, stored))
  const scans = [...coming]
  let open: TensorScan[] = []
  let position = 0
  return {
    update: (bytes) => {
      const end = position + bytes.length
      while (coming[0] && coming[0].start < end) open.push(coming.shift() as TensorScan)
      for (const scan of open)
        scan.update(bytes.subarray(Math.max(0, scan.start - position), Math.max(0, scan.end - position)))
      open = open.filter((scan) => scan.end > end)
      position = end
    },
    end: () => {
      if (coming.length + open.length > 0)
        throw new Error('The weight file ends while it is read. Wait until it is downloaded whole, then try again.')
      return scans.map(({ found }) => found()).filter(({ nan, infinite }) => nan + infinite > 0)
    },
  }
}

interface TensorScan {
  /** Where its bytes lie in the file. */
  readonly start: number
  readonly end: number
  update(bytes: Uint8Array): void
  found(): BadNumbers
}

const createTensorScan = (tensor: string, { type, offset, length }: StoredTensor): TensorScan => {
  const form = forms.get(type) as Form
  const size = elementBytes[type]
  // The first bytes of a number whose last are in the next piece; then a whole number of numbers, where they are aligned.
  let kept = new Uint8Array(0)
  let nan = 0
  let infinite = 0
  return {
    start: offset,
    end: offset + length,
    update: (bytes) => {
      const joined = new Uint8Array(kept.length + bytes.length)
      joined.set(kept)
      joined.set(bytes, kept.length)
      const whole = joined.length - (joined.length % size)
      kept = joined.slice(whole)
      const counted = count(type, form, joined, whole)
      nan += counted.nan
      infinite += counted.infinite
    },
    found: () => ({ tensor, nan, infinite }),
  }
}

/** Where a type has its exponent: all of its bits set say NaN or infinite, as the fraction is or is not zero. */
interface Form {
  readonly exponent: number
  readonly fraction: number
  /** E4M3 has no infinity, and one NaN: all bits set. */
  readonly finite?: true
}

const forms: ReadonlyMap<ElementType, Form> = new Map([
  ['F64', { exponent: 0x7ff00000, fraction: 0x000fffff }],
  ['F32', { exponent: 0x7f800000, fraction: 0x007fffff }],
  ['F16', { exponent: 0x7c00, fraction: 0x03ff }],
  ['BF16', { exponent: 0x7f80, fraction: 0x007f }],
  ['F8_E5M2', { exponent: 0x7c, fraction: 0x03 }],
  ['F8_E4M3', { exponent: 0x78, fraction: 0x07, finite: true }],
])

const count = (type: ElementType, form: Form, bytes: Uint8Array, length: number): { nan: number; infinite: number } => {
  let nan = 0
  let infinite = 0
  const words = wordsOf(type, bytes, length)
  // Of a number of 64 bits the upper half says it all but whether the lower half of an infinity is zero.
  const [first, stride] = type === 'F64' ? [1, 2] : [0, 1]
  for (let at = first; at < words.length; at += stride) {
    const word = words[at] as number
    if ((word & form.exponent) !== form.exponent) continue
    const fraction = word & form.fraction
    if (form.finite) {
      if (fraction === form.fraction) nan++
    } else if (fraction !== 0 || (type === 'F64' && words[at - 1] !== 0)) nan++
    else infinite++
  }
  return { nan, infinite }
}

const wordsOf = (type: ElementType, { buffer }: Uint8Array, bytes: number): Uint8Array | Uint16Array | Int32Array => {
  switch (elementBytes[type]) {
    case 1:
      return new Uint8Array(buffer, 0, bytes)
    case 2:
      return new Uint16Array(buffer, 0, bytes / 2)
    default:
      return new Int32Array(buffer, 0, bytes / 4)
  }
}
