import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { headerLength, prefixBytes, readSafetensorsHeader } from '../../onnx/safetensors.ts'
import { type StoredTensor, type TensorTable, WeightError } from '../../onnx/tensors.ts'

export interface WeightFile {
  /** The real file, links resolved. */
  readonly path: string
  /** What errors call it: a blob in the Hugging Face cache has a digest for a name, which tells a person nothing. */
  readonly name: string
}

/**
 * The tensors of one or several safetensors files, of which only the headers are read.
 * @param promised the tensors that an index of shards says are there
 * @throws WeightError naming the file and the tensor
 */
export const readTensors = async (files: readonly WeightFile[], promised?: readonly string[]): Promise<TensorTable> => {
  const tensors = new Map<string, StoredTensor>()
  for (const { path, name } of files)
    for (const [tensor, stored] of await readHeader(path, name)) {
      if (tensors.has(tensor))
        throw new WeightError(`${name}: tensor "${tensor}" is in another shard too. Download the checkpoint again.`)
      tensors.set(tensor, { ...stored, file: basename(path) })
    }
  const missing = promised?.filter((tensor) => !tensors.has(tensor)) ?? []
  if (missing.length > 0)
    throw new WeightError(
      `The index of ${files.map((file) => file.name).join(', ')} promises ${missing.length} tensors that no shard holds, the first "${missing[0]}". Download the checkpoint again.`,
    )
  return tensors
}

const readHeader = async (path: string, name: string): Promise<TensorTable> => {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const prefix = await readAt(file, 0, Math.min(prefixBytes, size), name)
    const header = await readAt(file, prefixBytes, headerLength(prefix, size, name), name)
    return readSafetensorsHeader(header, size, name)
  } finally {
    await file.close()
  }
}

const readAt = async (file: FileHandle, position: number, length: number, name: string): Promise<Uint8Array> => {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done)
    if (bytesRead === 0) throw new WeightError(`${name} ends while it is read. Is it still being downloaded?`)
    done += bytesRead
  }
  return bytes
}
