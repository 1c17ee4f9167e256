import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  headerLength,
  maxHeaderBytes,
  prefixBytes,
  readSafetensorsHeader,
  writeSafetensors,
} from '../../onnx/safetensors.ts'
import { elementBytes, elementCount, isElementType, type TensorTable, WeightError } from '../../onnx/tensors.ts'

const name = 'test.safetensors'
const read = (bytes: Uint8Array): TensorTable => {
  const length = headerLength(bytes.subarray(0, prefixBytes), bytes.length, name)
  return readSafetensorsHeader(bytes.subarray(prefixBytes, prefixBytes + length), bytes.length, name)
}

/** A file with this header before `data` bytes. */
const fileOf = (header: unknown, data: number): Uint8Array => {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(prefixBytes + text.length + data)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, prefixBytes)
  return bytes
}

const types = Object.keys(elementBytes).filter(isElementType)
const tensors = fc.dictionary(
  fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .filter((key) => key !== '__metadata__' && !/^\d+$/.test(key)),
  fc
    .record({ type: fc.constantFrom(...types), shape: fc.array(fc.nat({ max: 4 }), { maxLength: 4 }) })
    .chain(({ type, shape }) => {
      const length = elementCount(shape) * elementBytes[type]
      return fc.uint8Array({ minLength: length, maxLength: length }).map((data) => ({ type, shape, data }))
    }),
  { maxKeys: 6 },
)

test('what is written is read, tensor by tensor and byte by byte', () => {
  fc.assert(
    fc.property(tensors, (given) => {
      const bytes = writeSafetensors(given)
      const found = read(bytes)
      expect([...found.keys()].sort()).toEqual(Object.keys(given).sort())
      for (const [key, { type, shape, data }] of Object.entries(given)) {
        const tensor = found.get(key)
        expect(tensor).toMatchObject({ type, shape, file: name })
        const offset = tensor?.offset ?? -1
        expect([...bytes.subarray(offset, offset + (tensor?.length ?? -1))]).toEqual([...data])
      }
    }),
    { seed: 1 },
  )
})

test('tensors beyond what 32 bits count are found at their places', () => {
  const halves = 3_000_000_000
  const given = {
    first: { dtype: 'F16', shape: [1000, halves / 1000], data_offsets: [0, 2 * halves] },
    second: { dtype: 'F32', shape: [2], data_offsets: [2 * halves, 2 * halves + 8] },
  }
  const header = new TextEncoder().encode(JSON.stringify(given))
  const start = prefixBytes + header.length
  const found = readSafetensorsHeader(header, start + 2 * halves + 8, name)
  expect(found.get('first')).toMatchObject({ offset: start, length: 2 * halves })
  expect(found.get('second')).toMatchObject({ offset: start + 2 * halves, length: 8 })
})

describe('a file that lies is refused, naming the tensor', () => {
  const first = { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] }
  const second = { dtype: 'F16', shape: [4], data_offsets: [24, 32] }
  const whole = { 'first.weight': first, 'second.bias': second }

  test('the file that the others are made from is right', () => {
    expect(read(fileOf({ __metadata__: { format: 'pt' }, ...whole }, 32)).size).toBe(2)
  })

  const change = (tensor: 'first.weight' | 'second.bias', entry: object) => ({
    ...whole,
    [tensor]: { ...whole[tensor], ...entry },
  })
  test.each<[string, unknown, number, RegExp]>([
    ['overlap', change('second.bias', { data_offsets: [20, 28] }), 28, /"second\.bias" overlaps .* byte/],
    ['the same place', change('second.bias', { data_offsets: [0, 8] }), 24, /"first\.weight" overlaps/],
    ['gap', change('second.bias', { data_offsets: [26, 34] }), 34, /"second\.bias" leaves 2 unused bytes/],
    ['out of range', change('second.bias', { data_offsets: [24, 40] }), 32, /"second\.bias" lies at 24–40, outside/],
    ['end before begin', change('second.bias', { data_offsets: [32, 24] }), 32, /"second\.bias" lies at/],
    ['negative place', change('second.bias', { data_offsets: [-8, 0] }), 32, /"second\.bias" has the place/],
    ['three offsets', change('second.bias', { data_offsets: [24, 32, 40] }), 32, /"second\.bias" has the place/],
    [
      'shape too large',
      change('first.weight', { shape: [2, 4] }),
      32,
      /"first\.weight" has 24 bytes where F32 \[2, 4\] takes 32/,
    ],
    [
      'shape beyond all numbers',
      change('first.weight', { shape: Array(9).fill(2 ** 52) }),
      32,
      /"first\.weight" has 24 bytes/,
    ],
    ['fractional shape', change('first.weight', { shape: [1.5, 4] }), 32, /"first\.weight" has the shape \[1\.5,4\]/],
    ['another element type', change('first.weight', { dtype: 'F64' }), 32, /"first\.weight" has 24 bytes where F64/],
    ['unknown element type', change('first.weight', { dtype: 'Q4_K' }), 32, /"first\.weight" .* "Q4_K"/],
    [
      'element type of the prototype',
      change('first.weight', { dtype: 'toString' }),
      32,
      /"first\.weight" .* "toString"/,
    ],
    ['no description', { ...whole, 'first.weight': null }, 32, /"first\.weight" has no description/],
    ['leftover bytes', whole, 37, /5 bytes more/],
    ['data cut off', whole, 31, /"second\.bias" lies at 24–32, outside of the 31 bytes/],
    ['a list', [1], 0, /holds no object/],
    ['no JSON', '{"first', 0, /not JSON/],
  ])('%s', (_, header, data, message) => {
    const bytes = fileOf(header, data)
    expect(() => read(bytes)).toThrow(WeightError)
    expect(() => read(bytes)).toThrow(message)
    expect(() => read(bytes)).toThrow(name)
  })

  test('header longer than the file, and than any header', () => {
    const bytes = fileOf(whole, 32)
    const view = new DataView(bytes.buffer)
    view.setBigUint64(0, BigInt(bytes.length), true)
    expect(() => read(bytes)).toThrow(/cut short/)
    for (const length of [BigInt(maxHeaderBytes) + 1n, 2n ** 63n]) {
      view.setBigUint64(0, length, true)
      expect(() => read(bytes)).toThrow(new RegExp(`its header has ${length} bytes`))
    }
  })

  test('a file cut anywhere', () => {
    const bytes = fileOf(whole, 32)
    for (let length = 0; length < bytes.length; length++)
      expect(() => read(bytes.slice(0, length))).toThrow(WeightError)
  })

  test('a header that is no UTF-8', () => {
    const bytes = fileOf(whole, 32)
    bytes[prefixBytes + 3] = 0xff
    expect(() => read(bytes)).toThrow(/not JSON/)
  })
})

test('thousands of damaged headers: a WeightError, or tensors that lie in the file one after the other', () => {
  const outcomes = { refused: 0, read: 0 }
  const json = fc.jsonValue({ maxDepth: 2 })
  const odd = fc.oneof(json, fc.constantFrom(-1, 0.5, 2 ** 53, 1e308, '__proto__', 'F32', [], {}, [0, 0], [0, 4]))
  const damage = fc.record({
    tensor: fc.nat(),
    key: fc.constantFrom('dtype', 'shape', 'data_offsets', 'extra'),
    value: odd,
  })
  const flips = fc.array(fc.record({ at: fc.nat(), byte: fc.nat({ max: 255 }) }), { maxLength: 4 })
  fc.assert(
    fc.property(
      tensors,
      fc.array(damage, { maxLength: 2 }),
      flips,
      fc.integer({ min: -9, max: 9 }),
      (given, changes, bytes, grow) => {
        const source = writeSafetensors(given)
        const length = headerLength(source, source.length, name)
        const header = JSON.parse(new TextDecoder().decode(source.subarray(prefixBytes, prefixBytes + length)))
        const keys = Object.keys(header)
        for (const { tensor, key, value } of keys.length > 0 ? changes : [])
          header[keys[tensor % keys.length] as string][key] = value
        const file = fileOf(header, Math.max(0, source.length - prefixBytes - length + (changes.length > 0 ? grow : 0)))
        for (const { at, byte } of bytes) file[at % file.length] = byte
        try {
          let reached = -1
          for (const { offset, length: size } of [...read(file).values()].sort(
            (a, b) => a.offset - b.offset || a.length - b.length,
          )) {
            expect(offset).toBeGreaterThanOrEqual(reached)
            reached = offset + size
            expect(reached).toBeLessThanOrEqual(file.length)
          }
          outcomes.read++
        } catch (error) {
          if (!(error instanceof WeightError)) throw error
          outcomes.refused++
        }
      },
    ),
    { seed: 7, numRuns: 4000 },
  )
  // Both ends were reached, or the test above looked at nothing.
  expect(outcomes.refused).toBeGreaterThan(500)
  expect(outcomes.read).toBeGreaterThan(100)
})
