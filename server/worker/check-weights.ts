import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type ElementType, elementBytes, type StoredTensor, WeightError } from '../../onnx/tensors.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'

/**
 * The bits of the exponent in a 32-bit word: all of them set say NaN or infinity. A word has two numbers of 16 bits; of
 * the two words of a 64-bit number the second has the exponent.
 */
const exponents: Partial<Record<ElementType, readonly number[]>> = {
  F64: [0x7ff00000],
  F32: [0x7f800000],
  F16: [0x7c00, 0x7c000000],
  BF16: [0x7f80, 0x7f800000],
}

const pieceBytes = 8 * 2 ** 20

/**
 * Reads every floating-point tensor of a part once and refuses NaN and infinity: with them a network answers nothing but
 * NaN, after its memory was taken and minutes of work.
 * @param skip weight paths that no network reads
 * @throws WeightError naming the tensor, and how many of its values are wrong
 */
export const refuseNonFiniteWeights = async (files: PartFiles, skip?: RegExp): Promise<void> => {
  const checked = [...files.tensors].filter(([path, { type }]) => exponents[type] && !skip?.test(path))
  for (const name of new Set(checked.map(([, { file }]) => file))) {
    const file = await open(join(files.folder, name))
    try {
      // In the order of the file: a disk is read fastest that way.
      const tensors = checked.filter(([, each]) => each.file === name).sort(([, a], [, b]) => a.offset - b.offset)
      for (const [path, tensor] of tensors) {
        const wrong = await countNonFinite(file, tensor, `${files.configName}: the file ${name}`)
        if (wrong > 0)
          throw new WeightError(
            `${files.configName}: the tensor "${path}" holds NaN or infinity in ${wrong} of its ${tensor.length / elementBytes[tensor.type]} values (file ${name}). The weights are damaged, or overflowed when they were converted to half precision: download them again, or take the float32 weights.`,
          )
      }
    } finally {
      await file.close()
    }
  }
}

const countNonFinite = async (
  file: FileHandle,
  { type, offset, length }: StoredTensor,
  title: string,
): Promise<number> => {
  const masks = exponents[type] as readonly number[]
  const buffer = new Uint32Array(Math.ceil(Math.min(length, pieceBytes) / 4))
  const bytes = new Uint8Array(buffer.buffer)
  let wrong = 0
  for (let done = 0; done < length; ) {
    const wanted = Math.min(length - done, pieceBytes)
    // A number of 16 bits may be alone in the last word: what lay beside it must not count.
    if (wanted % 4 !== 0) buffer[Math.floor(wanted / 4)] = 0
    for (let read = 0; read < wanted; ) {
      const { bytesRead } = await file.read(bytes, read, wanted - read, offset + done + read)
      if (bytesRead === 0)
        throw new WeightError(`${title} ends while it is read: it became shorter. Download the checkpoint again.`)
      read += bytesRead
    }
    wrong += countIn(buffer.subarray(0, Math.ceil(wanted / 4)), type, masks)
    done += wanted
  }
  return wrong
}

const countIn = (words: Uint32Array, type: ElementType, masks: readonly number[]): number => {
  const [first = 0, second = first] = masks
  let wrong = 0
  if (type === 'F64') for (let i = 1; i < words.length; i += 2) if (((words[i] as number) & first) === first) wrong++
  if (type === 'F32') for (let i = 0; i < words.length; i++) if (((words[i] as number) & first) === first) wrong++
  if (masks.length === 2)
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as number
      if ((word & first) === first) wrong++
      if ((word & second) === second) wrong++
    }
  return wrong
}
