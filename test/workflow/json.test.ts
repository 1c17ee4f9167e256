import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, isObject, type Json } from '../../workflow/json.ts'

/** The same JSON with the keys of every object in the opposite order. */
const turned = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(turned)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, turned(each)]),
  )
}

test('canonical JSON is JSON of the same value, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (drawn) => {
      const value = JSON.parse(JSON.stringify(drawn)) as Json
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(value)
      expect(canonicalJson(turned(value))).toBe(text)
    }),
    { seed: 5, numRuns: 300 },
  )
})

test('canonical JSON tells different values apart, and orders keys by code unit', () => {
  const values: Json[] = [null, 0, '0', false, [], {}, [[]], [{}], { a: null }, { a: [] }, ['a'], { '': 0 }, '', [null]]
  expect(new Set(values.map(canonicalJson)).size).toBe(values.length)
  expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }], Z: 0, ä: 0 })).toBe('{"Z":0,"a":[{"c":2,"d":1}],"b":1,"ä":0}')
  expect(canonicalJson(JSON.parse('{"z":1,"__proto__":{"y":2}}'))).toBe('{"__proto__":{"y":2},"z":1}')
})
