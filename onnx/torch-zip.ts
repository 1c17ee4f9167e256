import { type Said, say } from '../workflow/said/said.ts'
import { readPickle } from './pickle.ts'
import { asKind, type PickledDict, type PickledTensor, type PickleValue } from './pickle-values.ts'
import { readStoredZip, type SourceFile, type StoredEntry } from './stored-zip.ts'
import { elementBytes, elementCount, type StoredTensor, type TensorTable, WeightError } from './tensors.ts'
import { described } from './torch-names.ts'

/** A pickle longer than this is refused; that of a UNet with 700 tensors has 100 KB. */
const maxPickleBytes = 64 * 1024 * 1024

/**
 * The tensors of a torch weight file (torch.save of a state dict, since torch 1.6): where each lies in the file, to be
 * mapped in place. Reads the zip directory, the headers of entries and the pickle, and none of the numbers. At the top
 * level what is no tensor is passed over; where it holds a dictionary `state_dict` its tensors are taken.
 * @throws WeightError naming the file, what is wrong where, and what to do
 * @source torch/serialization.py, caffe2/serialize/inline_container.cc
 */
export const readTorchZip = async (file: SourceFile): Promise<TensorTable> => {
  checkFormat(await file.read(0, Math.min(file.size, 512)), file)
  const entries = await readStoredZip(file)
  const archive = archiveOf(entries, file.name)
  await checkByteOrder(file, entries.get(`${archive}/byteorder`))
  const pickle = entries.get(`${archive}/data.pkl`) as StoredEntry
  if (pickle.length > maxPickleBytes)
    throw new WeightError(say('pickleTooLong', { file: file.name, bytes: pickle.length, most: maxPickleBytes }))
  const value = readPickle(await file.read(pickle.offset, pickle.length), file.name)
  const tensors = new Map<string, StoredTensor>()
  for (const [name, tensor] of tensorsOf(value, file.name))
    tensors.set(name, place(name, tensor, entries.get(`${archive}/data/${tensor.storage.key}`), file.name))
  return tensors
}

/** How torch.save of torch before 1.6 begins: protocol 2, then the number 0x1950a86a20f9469cfc6c. */
const legacyStart = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))

const checkFormat = (start: Uint8Array, { name, size }: SourceFile): void => {
  const has = (bytes: readonly number[], at = 0) => bytes.every((byte, i) => start[at + i] === byte)
  if (has(legacyStart) || has(ascii('ustar'), 257)) throw new WeightError(say('oldTorch', { file: name }))
  if (!has(ascii('PK'))) throw new WeightError(say('noTorch', { file: name, bytes: size }))
}

/** The one folder that everything in the archive lies in, whatever its name. */
const archiveOf = (entries: ReadonlyMap<string, StoredEntry>, file: string): string => {
  const found = [...entries.keys()].filter((name) => /^[^/]+\/data\.pkl$/.test(name))
  if (found.length !== 1)
    throw new WeightError(
      say('noDataPickle', { file, found: found.length === 0 ? say('noneFound') : String(found.length) }),
    )
  return (found[0] as string).slice(0, -'/data.pkl'.length)
}

const checkByteOrder = async (file: SourceFile, entry: StoredEntry | undefined): Promise<void> => {
  // torch before 2.1 writes none, and wrote on little-endian machines.
  if (!entry) return
  const order = new TextDecoder().decode(await file.read(entry.offset, Math.min(entry.length, 16)))
  if (order !== 'little')
    throw new WeightError(say('otherByteOrder', { file: file.name, order: JSON.stringify(order) }))
}

const tensorsOf = (value: PickleValue, file: string): (readonly [string, PickledTensor])[] => {
  const top = asKind(value, 'dict')
  if (!top) {
    throw new WeightError(say('noNamedTensors', { file, found: described(value) }))
  }
  const found = namedTensors(asKind(top.entries.get('state_dict'), 'dict') ?? top)
  if (found.length > 0) return found
  const keys = [...top.entries.keys()].slice(0, 5).map((key) => JSON.stringify(key).slice(0, 60))
  throw new WeightError(say('noTensorsByName', { file, keys: keys.length > 0 ? keys.join(', ') : say('noKeys') }))
}

const namedTensors = ({ entries }: PickledDict): (readonly [string, PickledTensor])[] =>
  [...entries].flatMap(([name, value]) => {
    const tensor = asKind(value, 'tensor')
    return typeof name === 'string' && tensor ? [[name, tensor] as const] : []
  })

const place = (
  name: string,
  { storage: its, start, shape, strides }: PickledTensor,
  entry: StoredEntry | undefined,
  file: string,
): StoredTensor => {
  const refuse = (detail: Said, advice = say('damagedDownload')): never => {
    throw new WeightError(say('tensorDetail', { file, tensor: name, detail, advice }))
  }
  const { type, key, count } = its
  const storage = key.slice(0, 40)
  const bytes = elementBytes[type]
  if (!entry) return refuse(say('noStorage', { storage }))
  if (Math.floor(entry.length / bytes) !== count)
    refuse(say('otherStorage', { storage, bytes: entry.length, count, type }))
  if (!rowMajor(shape, strides))
    refuse(say('notRowByRow', { shape: shape.join(', '), strides: strides.join(', ') }), say('saveContiguous'))
  const elements = elementCount(shape)
  if (start + elements > count) refuse(say('beyondStorage', { begin: start, end: start + elements, storage, count }))
  return { type, shape, file, offset: entry.offset + start * bytes, length: elements * bytes }
}

/** Axes of one element may have any stride, as in torch. */
const rowMajor = (shape: readonly number[], strides: readonly number[]): boolean => {
  if (shape.includes(0)) return true
  let expected = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number
    if (size !== 1 && strides[axis] !== expected) return false
    expected *= size
  }
  return true
}
