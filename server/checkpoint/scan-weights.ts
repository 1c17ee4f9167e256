import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type ElementType, elementBytes, type StoredTensor, type TensorTable } from '../../onnx/tensors.ts'

/** Numbers of a tensor that no network can compute with. */
export interface BadNumbers {
  readonly tensor: string
  readonly nan: number
  readonly infinite: number
}

const chunkBytes = 8 * 1024 * 1024

/**
 * Reads all floating-point weights of a network and gives the tensors that hold NaN or infinite numbers.
 * @param folder the real folder of the weight files
 * @param progress told the bytes of each piece that was read
 */
export const scanWeights = async (
  tensors: TensorTable,
  folder: string,
  progress: (bytes: number) => void = () => {},
): Promise<BadNumbers[]> => {
  const files = new Map<string, FileHandle>()
  const bad: BadNumbers[] = []
  try {
    for (const [tensor, stored] of tensors) {
      if (!forms.has(stored.type)) continue
      const file = files.get(stored.file) ?? (await open(join(folder, stored.file)))
      files.set(stored.file, file)
      const { nan, infinite } = await scan(file, stored, progress)
      if (nan + infinite > 0) bad.push({ tensor, nan, infinite })
    }
  } finally {
    for (const file of files.values()) await file.close()
  }
  return bad
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

const scan = async (
  file: FileHandle,
  { type, offset, length }: StoredTensor,
  progress: (bytes: number) => void,
): Promise<{ nan: number; infinite: number }> => {
  const form = forms.get(type) as Form
  const buffer = new Uint8Array(Math.min(length, chunkBytes))
  let nan = 0
  let infinite = 0
  for (let done = 0; done < length; ) {
    const wanted = Math.min(buffer.length, length - done)
    let filled = 0
    while (filled < wanted) {
      const { bytesRead } = await file.read(buffer, filled, wanted - filled, offset + done + filled)
      if (bytesRead === 0) throw new Error('The weight file ends while it is read. Is it still being downloaded?')
      filled += bytesRead
    }
    const words = wordsOf(type, buffer, wanted)
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
    done += wanted
    progress(wanted)
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
