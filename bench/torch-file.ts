import { type Opcode, opcodeByte } from '../onnx/pickle-opcodes.ts'
import type { SourceFile } from '../onnx/stored-zip.ts'
import { type ElementType, elementBytes } from '../onnx/tensors.ts'

/** A file in memory. Reading what does not lie in it throws a RangeError, which no reader may cause. */
export const sourceOf = (bytes: Uint8Array, name: string, onRead?: (length: number) => void): SourceFile => ({
  name,
  size: bytes.length,
  read: async (offset, length) => {
    onRead?.(length)
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length < 0)
      throw new RangeError(`Reads ${length} bytes at ${offset}.`)
    if (offset + length > bytes.length)
      throw new RangeError(`Reads ${offset}–${offset + length} of a file of ${bytes.length} bytes.`)
    return bytes.slice(offset, offset + length)
  },
})

/** Bytes, text as UTF-8, or lists of these. */
export type Piece = number | string | Uint8Array | readonly Piece[]

export const join = (...pieces: readonly Piece[]): Uint8Array => {
  const flat = (piece: Piece): Uint8Array[] => {
    if (typeof piece === 'number') return [Uint8Array.of(piece)]
    if (typeof piece === 'string') return [new TextEncoder().encode(piece)]
    return piece instanceof Uint8Array ? [piece] : piece.flatMap(flat)
  }
  return Uint8Array.from(Buffer.concat(flat(pieces)))
}

/** A little-endian number of so many bytes. */
export const little = (value: number | bigint, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, i) => Number((BigInt(value) >> BigInt(8 * i)) & 255n))

/** One opcode and its argument. */
export const op = (name: Opcode, ...argument: readonly Piece[]): Piece => [opcodeByte(name), argument]
export const global = (module: string, name: string): Piece => op('GLOBAL', module, '\n', name, '\n')
export const text = (value: string): Piece => {
  const bytes = join(value)
  return op('BINUNICODE', little(bytes.length, 4), bytes)
}
export const int = (value: number): Piece =>
  value >= 0 && value < 256 ? op('BININT1', value) : op('LONG1', 8, little(value, 8))
export const tuple = (...items: readonly Piece[]): Piece => [op('MARK'), items, op('TUPLE')]
export const dict = (...items: readonly (readonly [key: Piece, value: Piece])[]): Piece => [
  op('EMPTY_DICT'),
  op('MARK'),
  items,
  op('SETITEMS'),
]
export const call = (callable: Piece, ...args: readonly Piece[]): Piece => [callable, tuple(...args), op('REDUCE')]
/** A whole pickle of protocol 2. */
export const pickle = (...value: readonly Piece[]): Uint8Array => join(op('PROTO', 2), value, op('STOP'))

const storageNames: Partial<Record<ElementType, string>> = {
  F64: 'Double',
  F32: 'Float',
  F16: 'Half',
  BF16: 'BFloat16',
  I64: 'Long',
  I32: 'Int',
  I16: 'Short',
  I8: 'Char',
  U8: 'Byte',
  BOOL: 'Bool',
}

export const storage = (type: ElementType, key: string, count: number): Piece => [
  tuple(text('storage'), global('torch', `${storageNames[type]}Storage`), text(key), text('cpu'), int(count)),
  op('BINPERSID'),
]

export const ordered: Piece = [global('collections', 'OrderedDict'), op('EMPTY_TUPLE'), op('REDUCE')]

export const rowMajor = (shape: readonly number[]): number[] =>
  shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1))

/** A tensor as torch.save writes it. */
export const tensor = (
  from: Piece,
  shape: readonly number[],
  { start = 0, strides = rowMajor(shape) }: { start?: number; strides?: readonly number[] } = {},
): Piece =>
  call(
    global('torch._utils', '_rebuild_tensor_v2'),
    from,
    int(start),
    tuple(...shape.map(int)),
    tuple(...strides.map(int)),
    op('NEWFALSE'),
    ordered,
  )

export interface ZipEntry {
  readonly name: string
  readonly data: Uint8Array
  /** What the directory says otherwise than what is there. */
  readonly listed?: {
    readonly name?: string
    readonly length?: number
    readonly header?: number
    readonly stored?: number
  }
  readonly method?: number
  readonly flags?: number
}

/**
 * An archive as torch writes it: sizes behind the data, data aligned to 64 bytes by the extra field of its local header, and
 * a zip64 end; or a plain one.
 */
export const writeZip = (entries: readonly ZipEntry[], { zip64 = true }: { zip64?: boolean } = {}): Uint8Array => {
  const parts: Piece[] = []
  const directory: Piece[] = []
  let at = 0
  const add = (...pieces: readonly Piece[]) => {
    const bytes = join(...pieces)
    parts.push(bytes)
    at += bytes.length
  }
  for (const { name, data, listed = {}, method = 0, flags = 0x0808 } of entries) {
    const header = at
    const fields = [little(flags, 2), little(method, 2), little(0, 8)]
    const place = at + 30 + join(name).length
    const padding = (64 - ((place + 4) % 64)) % 64
    const extra = zip64 ? join('FB', little(padding, 2), new Uint8Array(padding)) : new Uint8Array(0)
    const localSize = little(flags & 8 ? 0 : data.length, 4)
    add('PK\x03\x04', little(0, 2), fields, localSize, localSize, little(join(name).length, 2), little(extra.length, 2))
    add(name, extra, data)
    if (flags & 8) add('PK\x07\x08', little(0, 4), little(data.length, 8), little(data.length, 8))
    const shown = listed.name ?? name
    const length = listed.length ?? data.length
    const long = zip64 && (listed.header ?? header) >= 0xffffffff
    directory.push(
      ['PK\x01\x02', little(0, 4), fields, little(listed.stored ?? length, 4), little(length, 4)],
      [little(join(shown).length, 2), little(long ? 12 : 0, 2), little(0, 10)],
      [little(long ? 0xffffffff : (listed.header ?? header), 4), shown],
      long ? [little(1, 2), little(8, 2), little(listed.header ?? header, 8)] : [],
    )
  }
  const start = at
  add(directory)
  const length = at - start
  const end = at
  if (zip64) {
    const count = little(entries.length, 8)
    add('PK\x06\x06', little(44, 8), little(0, 12), count, count, little(length, 8), little(start, 8))
    add('PK\x06\x07', little(0, 4), little(end, 8), little(1, 4))
  }
  const count = little(entries.length, 2)
  add('PK\x05\x06', little(0, 4), count, count, little(length, 4), little(zip64 ? 0xffffffff : start, 4), little(0, 2))
  return join(parts)
}

/** A torch weight file with this pickle and these storages by key. */
export const torchFile = (
  data: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>>,
  { zip64 = true, byteorder = 'little' }: { zip64?: boolean; byteorder?: string } = {},
): Uint8Array =>
  writeZip(
    [
      { name: 'archive/data.pkl', data },
      { name: 'archive/byteorder', data: join(byteorder) },
      ...Object.entries(storages).map(([key, bytes]) => ({ name: `archive/data/${key}`, data: bytes })),
      { name: 'archive/version', data: join('3\n') },
    ],
    { zip64 },
  )

export interface Weight {
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly data: Uint8Array
}

/** A torch weight file of these tensors, each with a storage of its own. */
export const writeTorchFile = (weights: Readonly<Record<string, Weight>>, options: { zip64?: boolean } = {}) =>
  torchFile(
    pickle(
      dict(
        ...Object.entries(weights).map(([name, { type, shape, data }], index) => {
          const from = storage(type, String(index), data.length / elementBytes[type])
          return [text(name), tensor(from, shape)] as const
        }),
      ),
    ),
    Object.fromEntries(Object.values(weights).map(({ data }, index) => [String(index), data])),
    options,
  )
