import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzReaders } from '../../bench/fuzz.ts'
import {
  dict,
  int,
  join,
  little,
  op,
  ordered,
  type Piece,
  pickle,
  sourceOf,
  storage,
  tensor,
  text,
  torchFile,
  writeTorchFile,
  writeZip,
  type ZipEntry,
} from '../../bench/torch-file.ts'
import { type ElementType, elementBytes, elementCount, type TensorTable, WeightError } from '../../onnx/tensors.ts'
import { readTorchZip } from '../../onnx/torch-zip.ts'

const name = 'unet/diffusion_pytorch_model.bin'
const read = (bytes: Uint8Array): Promise<TensorTable> => readTorchZip(sourceOf(bytes, name))
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const error = await read(bytes).then(
    (tensors) => new Error(`It was read: ${JSON.stringify([...tensors])}`),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(WeightError)
  const { message } = error as Error
  expect(message.startsWith(name)).toBe(true)
  return message
}

const types = ['F64', 'F32', 'F16', 'BF16', 'I64', 'I32', 'I16', 'I8', 'U8', 'BOOL'] as const satisfies ElementType[]

test('what is written is found at its place, byte by byte, with zip64 and without', async () => {
  const weights = fc.dictionary(
    fc.string({ maxLength: 12, unit: 'grapheme' }).filter((key) => key !== 'state_dict'),
    fc
      .record({ type: fc.constantFrom(...types), shape: fc.array(fc.nat({ max: 4 }), { maxLength: 4 }) })
      .chain(({ type, shape }) => {
        const length = elementCount(shape) * elementBytes[type]
        return fc.uint8Array({ minLength: length, maxLength: length }).map((data) => ({ type, shape, data }))
      }),
    { minKeys: 1, maxKeys: 6 },
  )
  await fc.assert(
    fc.asyncProperty(weights, fc.boolean(), async (given, zip64) => {
      const bytes = writeTorchFile(given, { zip64 })
      const found = await read(bytes)
      expect([...found.keys()]).toEqual(Object.keys(given))
      for (const [key, { type, shape, data }] of Object.entries(given)) {
        const { offset = -1, length = -1, ...rest } = found.get(key) ?? {}
        expect(rest).toEqual({ type, shape, file: name })
        expect([...bytes.subarray(offset, offset + length)]).toEqual([...data])
      }
    }),
    { seed: 3 },
  )
})

const numbers = new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => i + 1).buffer)
const from = storage('F32', '0', 12)
/** A file with one storage of 12 numbers and these values by name. */
const fileOf = (...items: readonly (readonly [string, Piece])[]) =>
  torchFile(pickle(dict(...items.map(([key, value]) => [text(key), value] as const))), { 0: numbers })

test('a tensor beyond 4 GB of an archive is found at its place', async () => {
  const data = pickle(dict([text('w'), tensor(storage('U8', '0', 4), [4])]))
  const whole = (header?: number) =>
    writeZip([
      { name: 'a/data.pkl', data },
      { name: 'a/data/0', data: Uint8Array.of(1, 2, 3, 4), listed: header === undefined ? {} : { header } },
    ])
  // A hole before the storage, as if a storage of that size stood there.
  const hole = 5_000_000_000
  const at = Buffer.from(whole()).indexOf('a/data/0') - 30
  const bytes = whole(at + hole)
  const zip64End = Buffer.from(bytes).lastIndexOf('PK\x06\x06')
  bytes.set(little(BigInt(hole) + Buffer.from(bytes).readBigUInt64LE(zip64End + 48), 8), zip64End + 48)
  bytes.set(little(hole + zip64End, 8), zip64End + 56 + 8)
  const found = await readTorchZip({
    name,
    size: bytes.length + hole,
    read: async (offset, length) =>
      Uint8Array.from({ length }, (_, index) => {
        const place = offset + index
        return (place < at ? bytes[place] : bytes[place - hole]) ?? 0
      }),
  })
  const { offset = -1 } = found.get('w') ?? {}
  expect(offset).toBeGreaterThan(hole)
  expect([...bytes.subarray(offset - hole, offset - hole + 4)]).toEqual([1, 2, 3, 4])
})

test('only the directory, headers and pickle are read, not the numbers', async () => {
  const large = new Uint8Array(4_000_000)
  const bytes = writeTorchFile({ w: { type: 'F32', shape: [1000, 1000], data: large } })
  let total = 0
  const tensors = await readTorchZip(sourceOf(bytes, name, (length) => (total += length)))
  expect(tensors.get('w')?.length).toBe(large.length)
  expect(total).toBeLessThan(100_000)
})

test('tied weights and views share the numbers of one storage', async () => {
  const bytes = fileOf(
    ['all', tensor(from, [3, 4])],
    ['tied', tensor(from, [3, 4])],
    ['row', tensor(from, [1, 4], { start: 4, strides: [77, 1] })],
    ['none', tensor(from, [0, 4], { strides: [9, 9], start: 12 })],
    ['scalar', tensor(from, [], { start: 11 })],
  )
  const found = await read(bytes)
  const begin = found.get('all')?.offset ?? 0
  expect(found.get('tied')).toEqual(found.get('all'))
  expect(found.get('row')).toMatchObject({ offset: begin + 16, length: 16, shape: [1, 4] })
  expect(found.get('none')).toMatchObject({ length: 0 })
  expect(found.get('scalar')).toMatchObject({ offset: begin + 44, length: 4, shape: [] })
})

test('tensors at the top or in "state_dict"; what is no tensor is passed over', async () => {
  const inner = dict([text('w'), tensor(from, [12])], [text('count'), int(3)])
  expect([...(await read(fileOf(['epoch', int(3)], ['state_dict', inner], ['x', tensor(from, [12])]))).keys()]).toEqual(
    ['w'],
  )
  expect([...(await read(fileOf(['epoch', int(3)], ['w', tensor(from, [12])], ['hooks', ordered]))).keys()]).toEqual([
    'w',
  ])
  expect(await refusal(fileOf(['epoch', int(3)], ['model', inner]))).toMatch(/no tensors by name.*"epoch", "model"/)
  expect(await refusal(fileOf())).toMatch(/no tensors by name.*no keys/)
  expect(await refusal(torchFile(pickle(tensor(from, [12])), { 0: numbers }))).toMatch(
    /holds a tensor instead of named/,
  )
})

test.each<[string, Piece, RegExp]>([
  [
    'a transposed tensor',
    tensor(from, [3, 4], { strides: [1, 3] }),
    /"w" .* \[3, 4\] has the strides \[1, 3\].*contiguous/,
  ],
  ['an expanded tensor', tensor(from, [3, 4], { strides: [0, 1] }), /strides \[0, 1\]/],
  ['a tensor beyond its storage', tensor(from, [3, 4], { start: 1 }), /elements 1–13 of the storage "0", which has 12/],
  ['a size beyond all numbers', tensor(from, [2 ** 40, 2 ** 40]), /"w" takes the elements/],
  [
    'a storage that is not there',
    tensor(storage('F32', '../0', 12), [12]),
    /storage "\.\.\/0", which is not in the file/,
  ],
  ['a storage of another length', tensor(storage('F32', '0', 13), [13]), /of 48 bytes where 13 × F32/],
  ['a storage of another type', tensor(storage('F64', '0', 12), [12]), /of 48 bytes where 12 × F64/],
])('%s is refused by name', async (_, value, message) => {
  expect(await refusal(fileOf(['w', value]))).toMatch(message)
})

describe('archives that lie', () => {
  const data = pickle(dict([text('w'), tensor(from, [12])]))
  const entries: readonly ZipEntry[] = [
    { name: 'a/data.pkl', data },
    { name: 'a/data/0', data: numbers },
    { name: 'a/version', data: join('3\n') },
  ]
  const changed = (index: number, change: Partial<ZipEntry>) =>
    writeZip(entries.map((entry, i) => (i === index ? { ...entry, ...change } : entry)))
  const whole = writeZip(entries)
  const headerOf = (entry: string) => Buffer.from(whole).indexOf(entry) - 30

  test('the one that the others are made from is right', async () => {
    expect((await read(whole)).size).toBe(1)
  })

  test.each<[string, Uint8Array, RegExp]>([
    ['compressed', changed(1, { method: 8 }), /compressed entry "a\/data\/0" \(method 8\)/],
    ['encrypted', changed(0, { flags: 0x0809 }), /encrypted or patched entry "a\/data\.pkl"/],
    ['masked', changed(1, { flags: 0x2000 }), /encrypted or patched/],
    ['two of one name', changed(2, { name: 'a/data/0' }), /two entries "a\/data\/0"/],
    ['two pickles', changed(2, { name: 'b/data.pkl' }), /2 "<name>\/data\.pkl"/],
    ['no pickle', changed(0, { name: 'a/b/data.pkl' }), /holds no "<name>\/data\.pkl"/],
    [
      'another name at its place',
      changed(1, { listed: { name: 'a/data/1' } }),
      /another name at the place of "a\/data\/1"/,
    ],
    ['a name of another length', changed(1, { listed: { name: 'a/data/00' } }), /another name at the place/],
    ['no header at its place', changed(1, { listed: { header: 1 } }), /no entry "a\/data\/0" at 1/],
    ['a header beyond the data', changed(1, { listed: { header: 0xfffffff0 } }), /at 4294967280, outside/],
    ['a header beyond 4 GB', changed(1, { listed: { header: 2 ** 40 } }), /at 1099511627776, outside/],
    ['content beyond the data', changed(1, { listed: { length: 100_000 } }), /outside of its data/],
    [
      'content that reaches into the next',
      changed(1, { listed: { length: 100 } }),
      /overlap: "a\/version" begins inside/,
    ],
    [
      'two sizes',
      changed(1, { flags: 0, listed: { length: 44 } }),
      /gives "a\/data\/0" 44 bytes in its directory and 48/,
    ],
    ['sizes of compression', changed(1, { listed: { stored: 44 } }), /in 44 bytes where it has 48/],
    [
      'a name that is no UTF-8',
      join(whole.subarray(0, -1), 0).map((byte, i) => (i > headerOf('a/version') + 200 && byte === 118 ? 0xff : byte)),
      /not UTF-8/,
    ],
    ['a big-endian machine', torchFile(data, { 0: numbers }, { byteorder: 'big' }), /byte order "big"/],
    ['bytes before it', join(whole.subarray(0, 4), new Uint8Array(7), whole), /no zip64 end of its directory/],
    ['bytes behind it', join(whole, 0), /no directory at its end/],
    ['an empty archive', writeZip([]), /holds no "<name>\/data\.pkl"/],
  ])('%s', async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message)
  })

  test('entries that share their place', async () => {
    const bytes = writeZip([...entries, { name: 'a/data/0', data: numbers, listed: { header: headerOf('a/data/0') } }])
    expect(await refusal(bytes)).toMatch(/two entries "a\/data\/0"/)
  })

  test('two ends that differ', async () => {
    const bytes = Uint8Array.from(whole)
    bytes[bytes.length - 12] = 2
    expect(await refusal(bytes)).toMatch(/two directories that differ in their count: 2 and 3/)
  })

  test('more entries than are read, and a zip64 end beyond all numbers', async () => {
    const at = whole.length - 22 - 20 - 56
    for (const [position, value, message] of [
      [32, 2n ** 63n, /9223372036854775808 in its directory/],
      [40, 2n ** 63n, /9223372036854775808 in its directory/],
      [48, 2n ** 63n, /9223372036854775808 in its directory/],
      [64, 2n ** 63n, /end of its directory at 9223372036854775808/],
    ] as const) {
      const bytes = Uint8Array.from(whole)
      bytes.set(little(value, 8), at + position)
      expect(await refusal(bytes)).toMatch(message)
    }
  })

  test('cut anywhere', async () => {
    for (let length = 0; length < whole.length; length++) await refusal(whole.subarray(0, length))
  })
})

describe('other formats say what to do', () => {
  test('torch before 1.6, as pickles in a row and as tar', async () => {
    const legacy = join(
      op('PROTO', 2),
      op('LONG1', 10, little(0x1950a86a20f9469cfc6cn, 10)),
      op('STOP'),
      pickle(int(233)),
    )
    for (const bytes of [legacy, join(new Uint8Array(257), 'ustar\0', new Uint8Array(512))])
      expect(await refusal(bytes)).toContain('torch.save(torch.load(path, map_location="cpu"), path)')
  })

  test('something else', async () => {
    expect(await refusal(join('<!DOCTYPE html>'))).toMatch(/\(15 bytes\) is no torch weight file/)
    expect(await refusal(new Uint8Array(0))).toMatch(/\(0 bytes\) is no torch weight file/)
  })
})

test('thousands of damaged files: a WeightError, or tensors that lie in the file', async () => {
  const results = await fuzzReaders({ seed: 11, files: 6000 })
  for (const { reader, files, refused, read } of results) {
    expect(files, reader).toBe(2000)
    expect(refused + read, reader).toBe(files)
    // Both ends were reached, or the test looked at nothing.
    expect(refused, reader).toBeGreaterThan(files / 4)
    expect(read, reader).toBeGreaterThan(files / 100)
  }
})
