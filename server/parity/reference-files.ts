import { readFile } from 'node:fs/promises'
import { headerLength, prefixBytes, readSafetensorsHeader } from '../../onnx/safetensors.ts'
import { parsePythonJson } from '../checkpoint/read-json.ts'

/** The tensors of an io.safetensors. */
export interface References {
  readonly names: readonly string[]
  /** @throws Error naming the tensor when it is missing or holds whole numbers */
  numbers(name: string): { readonly shape: readonly number[]; readonly data: Float32Array }
  /** @throws Error naming the tensor when it is missing or holds no whole numbers */
  ids(name: string): { readonly shape: readonly number[]; readonly data: BigInt64Array }
}

/** Reads a whole safetensors file of F32 and I64 tensors. @throws Error naming the file and the tensor */
export const readReferences = async (path: string): Promise<References> => {
  const bytes = await readFile(path)
  const header = bytes.subarray(prefixBytes, prefixBytes + headerLength(bytes, bytes.length, path))
  const tensors = readSafetensorsHeader(header, bytes.length, path)
  const read = <T>(name: string, type: string, make: (buffer: ArrayBuffer) => T) => {
    const tensor = tensors.get(name)
    if (tensor?.type !== type)
      throw new Error(
        `${path}: the tensor "${name}" ${tensor ? `holds ${tensor.type}, not ${type}` : 'is missing'}. Write the reference again.`,
      )
    // A copy: the place of a tensor in the file is not aligned to its elements.
    return {
      shape: tensor.shape,
      data: make(Uint8Array.from(bytes.subarray(tensor.offset, tensor.offset + tensor.length)).buffer),
    }
  }
  return {
    names: [...tensors.keys()],
    numbers: (name) => read(name, 'F32', (buffer) => new Float32Array(buffer)),
    ids: (name) => read(name, 'I64', (buffer) => new BigInt64Array(buffer)),
  }
}

/** A list or an object of a reference, as Python writes it. @throws Error naming the file */
export const readPythonJson = async <T>(path: string): Promise<T> => {
  try {
    return parsePythonJson(await readFile(path, 'utf8')) as T
  } catch (error) {
    throw new Error(`${path} is not JSON (${(error as Error).message}). Write the reference again.`)
  }
}
