import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { headerLength, prefixBytes, readSafetensorsHeader } from '../../onnx/safetensors.ts'
import type { SourceFile } from '../../onnx/stored-zip.ts'
import { type StoredTensor, type TensorTable, WeightError } from '../../onnx/tensors.ts'
import { readTorchZip } from '../../onnx/torch-zip.ts'
import { say } from '../../workflow/said/said.ts'

export interface WeightFile {
  /** The real file, links resolved. */
  readonly path: string
  /** What errors call it: a blob in the Hugging Face cache has a digest for a name, which tells a person nothing. */
  readonly name: string
}

/**
 * The tensors of one or several weight files: torch's where the name ends in `.bin`, else safetensors. Only headers are
 * read, and the pickle that torch has for one.
 * @param promised the tensors that an index of shards says are there
 * @throws WeightError naming the file and the tensor
 */
export const readTensors = async (files: readonly WeightFile[], promised?: readonly string[]): Promise<TensorTable> => {
  const tensors = new Map<string, StoredTensor>()
  for (const { path, name } of files)
    for (const [tensor, stored] of await readHeader(path, name)) {
      if (tensors.has(tensor)) throw new WeightError(say('tensorTwice', { file: name, tensor }))
      tensors.set(tensor, { ...stored, file: basename(path) })
    }
  const missing = promised?.filter((tensor) => !tensors.has(tensor)) ?? []
  const [first] = missing
  if (first !== undefined)
    throw new WeightError(
      say('tensorsPromised', { files: files.map((file) => file.name), count: missing.length, tensor: first }),
    )
  return tensors
}

const readHeader = async (path: string, name: string): Promise<TensorTable> => {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    return await readTensorTable({ name, size, read: (position, length) => readAt(file, position, length, name) })
  } finally {
    await file.close()
  }
}

/** The tensors of one weight file, by its name a torch file or safetensors. @throws WeightError */
export const readTensorTable = async (file: SourceFile): Promise<TensorTable> => {
  const { name, size, read } = file
  const start = await read(0, Math.min(lfsPointer.length, size))
  if (new TextDecoder().decode(start) === lfsPointer) throw new WeightError(say('lfsPointer', { file: name }))
  if (name.endsWith('.bin')) return readTorchZip(file)
  const header = await read(prefixBytes, headerLength(start.subarray(0, prefixBytes), size, name))
  return readSafetensorsHeader(header, size, name)
}

/** How the text begins that stands for a large file where a repository was cloned without Git LFS. */
const lfsPointer = 'version https://git-lfs.github.com/spec/'

const readAt = async (file: FileHandle, position: number, length: number, name: string): Promise<Uint8Array> => {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done)
    if (bytesRead === 0) throw new WeightError(say('endsEarly', { file: name }))
    done += bytesRead
  }
  return bytes
}
