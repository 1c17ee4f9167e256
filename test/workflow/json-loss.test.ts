import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonLoss, jsonLoss } from '../../workflow/json-loss.ts'

test('what JSON.stringify writes loses nothing, with spaces and without', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      for (const spaces of [0, 2]) expect(jsonLoss(JSON.stringify(value, null, spaces))).toBeUndefined()
    }),
  )
})

/** JSON as it is written: objects as their pairs, of which some have one key. */
type Written = { readonly pairs: readonly (readonly [key: string, value: Written])[] } | readonly Written[] | string
const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('"a"', '"\\"a\\\\"', '12', '-1.5e-3', 'true', '"{\\"a\\":1,\\"a\\":2}"'),
    fc.array(tie('written'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '"', '\\', '__proto__', '', '😀'), tie('written')), { maxLength: 4 })
      .map((pairs) => ({ pairs })),
  ),
}))
const textOf = (json: Written): string =>
  typeof json === 'string'
    ? json
    : 'pairs' in json
      ? `{${json.pairs.map(([key, value]) => `${JSON.stringify(key)} : ${textOf(value)}`).join(',')}}`
      : `[${json.map(textOf).join(' , ')}]`
const firstTwice = (json: Written, path: readonly string[] = []): JsonLoss | undefined => {
  if (typeof json === 'string') return undefined
  const seen = new Set<string>()
  for (const [key, value] of 'pairs' in json ? json.pairs : json.map((each) => [undefined, each] as const)) {
    if (key !== undefined && seen.has(key)) return { path, twice: key }
    if (key !== undefined) seen.add(key)
    const found = firstTwice(value, key === undefined ? path : [...path, key])
    if (found) return found
  }
  return undefined
}

test('the first key that stands twice in one object is found, with the way there', () => {
  let found = 0
  fc.assert(
    fc.property(written, (json) => {
      const expected = firstTwice(json)
      if (expected) found++
      expect(jsonLoss(textOf(json))).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
  expect(found).toBeGreaterThan(100)
})

test('a key is the same however it is written', () => {
  expect(jsonLoss('{"x":[{"a":1,"\\u0061":2}]}')).toEqual({ path: ['x'], twice: 'a' })
})

test('a whole number is lost where it would be written as another one', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (number) => {
      const kept = BigInt(Number(number)) === number || String(Number(number)) === String(number)
      const loss = kept ? undefined : { path: ['seed'], number: String(number) }
      expect(jsonLoss(`{"a":1,"seed":[${number}]}`)).toEqual(loss)
    }),
  )
  expect(jsonLoss('18446744073709551615')).toEqual({ path: [], number: '18446744073709551615' })
  for (const kept of [String(2 ** 53), '18446744073709552000', '1000000000000000000000', '0.10000000000000000555'])
    expect(jsonLoss(kept)).toBeUndefined()
  expect(jsonLoss('9'.repeat(400))?.number).toHaveLength(400)
})

test('a text is read in one pass, whatever is in it', () => {
  for (const long of ['\\\\'.repeat(1e6), '\\"'.repeat(1e6), '['.repeat(1e6)])
    expect(jsonLoss(`{"a":"${long}","b":${'['.repeat(1e5)}${']'.repeat(1e5)},"b":0}`)?.twice).toBe('b')
})
