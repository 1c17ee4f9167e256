import { opcodes } from '../onnx/pickle-opcodes.ts'
import { prefixBytes, writeSafetensors } from '../onnx/safetensors.ts'
import type { ElementType, TensorTable } from '../onnx/tensors.ts'
import { elementBytes, elementCount, WeightError } from '../onnx/tensors.ts'
import { readTensorTable } from '../server/checkpoint/read-tensors.ts'
import { table } from './table.ts'
import {
  dict,
  join,
  little,
  op,
  ordered,
  pickle,
  sourceOf,
  storage,
  tensor,
  text,
  torchFile,
  writeTorchFile,
} from './torch-file.ts'

/** What became of the damaged files that one reader was given. */
export interface FuzzResult {
  readonly reader: string
  readonly files: number
  /** With a WeightError that names the file. */
  readonly refused: number
  /** All of their tensors lie in the file. */
  readonly read: number
  readonly seconds: number
  readonly slowestMs: number
}

/**
 * Gives damaged files to the readers of safetensors and torch weights.
 * @throws Error with the file in base64, where a reader throws something else than a WeightError, reads outside of the
 * file or more than its length allows, or finds a tensor that does not lie in it
 */
export const fuzzReaders = async ({ seed, files }: { seed: number; files: number }): Promise<FuzzResult[]> => {
  const results: FuzzResult[] = []
  for (const [position, { reader, file, damage }] of readers.entries()) {
    const random = createRandom(seed)
    const outcome = { refused: 0, read: 0, slowestMs: 0 }
    const begin = performance.now()
    const count = Math.floor((files + position) / readers.length)
    for (let index = 0; index < count; index++) {
      const bytes = damage(random)
      const start = performance.now()
      outcome[await read(bytes, file)]++
      outcome.slowestMs = Math.max(outcome.slowestMs, performance.now() - start)
    }
    results.push({ reader, files: count, ...outcome, seconds: (performance.now() - begin) / 1000 })
  }
  return results
}

/** As a table, for 100,000 files. A crash or a read outside of a file ends it with an error. */
export const benchFuzz = async (files = 100_000): Promise<string> => {
  const rows = (await fuzzReaders({ seed: 1, files })).map(({ reader, files, refused, read, seconds, slowestMs }) =>
    [reader, files, refused, read, seconds.toFixed(1), `${slowestMs.toFixed(1)} ms`].map(String),
  )
  return `${table([['reader', 'damaged files', 'refused', 'still right', 'seconds', 'slowest'], ...rows])}

Each was refused with an error that names it, or all of its tensors lie in it; none was read outside of its bytes.`
}

const read = async (bytes: Uint8Array, file: string): Promise<'refused' | 'read'> => {
  const wrong = (what: string, cause?: unknown) =>
    new Error(`${what}. The file: ${Buffer.from(bytes).toString('base64')}`, { cause })
  let total = 0
  let calls = 0
  // The start twice, the end of the directory, the directory, a header for each entry (46 bytes of it), the pickle.
  const source = sourceOf(bytes, file, (length) => {
    calls++
    total += length
    if (total > 6 * bytes.length || calls > 8 + bytes.length / 46)
      throw wrong(`${calls} reads of ${total} bytes for a file of ${bytes.length}`)
  })
  let tensors: TensorTable
  try {
    tensors = await readTensorTable(source)
  } catch (error) {
    if (!(error instanceof WeightError) || !error.message.includes(file)) throw wrong(`${error} is no answer`, error)
    return 'refused'
  }
  for (const [name, { type, shape, offset, length }] of tensors)
    if (
      ![offset, length].every((value) => Number.isSafeInteger(value) && value >= 0) ||
      offset + length > bytes.length ||
      length !== elementCount(shape) * elementBytes[type]
    )
      throw wrong(`The tensor "${name}" is ${type} [${shape}] at ${offset}, ${length} bytes`)
  return 'read'
}

interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

/** @source mulberry32, Tommy Ettinger, public domain */
const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const below = (end: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }
  return { below, pick: <T>(from: readonly [T, ...T[]]) => from[below(from.length)] as T }
}

const weight = (type: ElementType, shape: readonly number[], first: number) => ({
  type,
  shape,
  data: Uint8Array.from({ length: elementCount(shape) * elementBytes[type] }, (_, i) => first + i),
})
const weights = {
  'conv_in.weight': weight('F32', [2, 3], 1),
  'conv_in.bias': weight('F16', [2], 100),
  position_ids: weight('I64', [1, 3], 200),
  scale: weight('BF16', [], 7),
}

const shared = storage('F32', '0', 6)
/** Most of what the reader knows in one pickle. */
const statePickle = pickle(
  ordered,
  op('BINPUT', 0),
  [op('MARK'), text('w'), tensor(shared, [2, 3]), op('BINPUT', 1), text('tied'), op('BINGET', 1), op('SETITEMS')],
  [text('row'), tensor(shared, [1, 3], { start: 3 }), op('SETITEM')],
  dict([
    text('_metadata'),
    [ordered, text(''), dict([text('version'), op('BINFLOAT', new Uint8Array(8))]), op('SETITEM')],
  ]),
  op('BUILD'),
)
const storages = { 0: weight('F32', [6], 1).data }

const safetensors = writeSafetensors(weights)
const torch = [
  writeTorchFile(weights),
  writeTorchFile(weights, { zip64: false }),
  torchFile(statePickle, storages),
] as const

type Change = (bytes: Uint8Array, random: Random) => Uint8Array

const sizes = [0, 1, 2, 0x7f, 0xff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff, 2 ** 40, 2 ** 53] as const

const changes: readonly [Change, ...Change[]] = [
  // A few bits.
  (bytes, random) => {
    const changed = Uint8Array.from(bytes)
    for (let count = random.below(4); count >= 0 && changed.length > 0; count--) {
      const at = random.below(changed.length)
      changed[at] = (changed[at] as number) ^ (1 << random.below(8))
    }
    return changed
  },
  // A byte of any value.
  (bytes, random) => {
    const changed = Uint8Array.from(bytes)
    if (changed.length > 0) changed[random.below(changed.length)] = random.below(256)
    return changed
  },
  // A number that is hard for lengths and places.
  (bytes, random) => {
    const changed = Uint8Array.from(bytes)
    const width = random.pick([1, 2, 4, 8])
    const near = bytes.length + random.below(5) - 2
    const value = random.pick([...sizes, near, random.below(bytes.length + 1)] as [number, ...number[]])
    if (changed.length >= width) changed.set(little(value, width), random.below(changed.length - width + 1))
    return changed
  },
  // Cut short.
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  // A piece left out.
  (bytes, random) => {
    const at = random.below(bytes.length + 1)
    return join(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(40)))
  },
  // A piece once more, anywhere.
  (bytes, random) => {
    const [from, to] = [random.below(bytes.length + 1), random.below(bytes.length + 1)]
    return join(bytes.subarray(0, to), bytes.subarray(from, from + 1 + random.below(80)), bytes.subarray(to))
  },
]

const several = (bytes: Uint8Array, random: Random): Uint8Array => {
  let changed = bytes
  for (let count = random.pick([1, 1, 1, 2, 3]); count > 0; count--) changed = random.pick(changes)(changed, random)
  return changed
}

const opcodeBytes = [...opcodes.keys()] as [number, ...number[]]

/** A pickle with a few opcodes more, or others: these are reached where changed bytes seldom lead to. */
const otherOpcodes: Change = (bytes, random) => {
  let changed = bytes
  for (let count = random.pick([1, 2, 3]); count > 0; count--) {
    const at = 2 + random.below(Math.max(1, changed.length - 2))
    const kept = changed.subarray(at + random.pick([0, 1]))
    changed = join(changed.subarray(0, at), random.pick(opcodeBytes), kept)
  }
  return changed
}

/** A header with other numbers and words, of the length that is said: JSON that is read, and wrong. */
const otherHeader: Change = (bytes, random) => {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  const header = new TextDecoder().decode(bytes.subarray(prefixBytes, prefixBytes + length))
  const tokens = header.match(/"[^"]*"|\d+|\s+|./g) ?? []
  for (let count = random.pick([1, 1, 2, 4]); count > 0; count--) {
    const at = random.below(tokens.length)
    const near = Number(tokens[at]) + random.below(9) - 4
    tokens[at] = random.pick([
      ...(/^\d/.test(tokens[at] as string) ? [String(near), '0', '1e400', '-1', '9007199254740993'] : []),
      ...[
        'null',
        '[]',
        '{}',
        '"F32"',
        '"F64"',
        '"__proto__"',
        '"dtype"',
        '[0,0]',
        tokens[random.below(tokens.length)] ?? '',
      ],
    ] as [string, ...string[]])
  }
  const text = join(tokens.join(''))
  return join(little(text.length, prefixBytes), text, bytes.subarray(prefixBytes + length))
}

/** Readers by the files that they are given. */
const readers: readonly { reader: string; file: string; damage: (random: Random) => Uint8Array }[] = [
  {
    reader: 'safetensors',
    file: 'model.safetensors',
    damage: (random) => random.pick([several, otherHeader])(safetensors, random),
  },
  {
    reader: 'torch: the archive',
    file: 'model.bin',
    damage: (random) => several(random.pick(torch as unknown as [Uint8Array, ...Uint8Array[]]), random),
  },
  {
    reader: 'torch: the pickle in a sound archive',
    file: 'model.bin',
    damage: (random) => torchFile(random.pick([several, otherOpcodes])(statePickle, random), storages),
  },
]
