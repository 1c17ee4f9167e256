import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteRange } from '../../server/byte-range.ts'

test.each([
  [undefined, 10, undefined],
  ['bytes=0-4', 10, { start: 0, end: 4 }],
  ['bytes=4-', 10, { start: 4, end: 9 }],
  ['bytes=9-99', 10, { start: 9, end: 9 }],
  ['bytes=-3', 10, { start: 7, end: 9 }],
  ['bytes=-99', 10, { start: 0, end: 9 }],
  [' BYTES = 1 - 2 ', 10, { start: 1, end: 2 }],
  ['bytes=10-', 10, 'none'],
  ['bytes=-0', 10, 'none'],
  ['bytes=0-', 0, 'none'],
  ['bytes=-5', 0, 'none'],
  ['bytes=99999999999999999999-', 10, 'none'],
  ['bytes=5-4', 10, undefined],
  ['bytes=-', 10, undefined],
  ['bytes=0-1,3-4', 10, undefined],
  ['items=0-1', 10, undefined],
  ['bytes=a-b', 10, undefined],
  ['', 10, undefined],
] as const)('%j of %d bytes is %j', (header, size, expected) => {
  expect(byteRange(header, size)).toEqual(expected)
})

test('a range never leaves the file, and is never empty', () => {
  const end = fc.oneof(fc.constant(''), fc.nat(40).map(String))
  fc.assert(
    fc.property(end, end, fc.nat(30), (first, last, size) => {
      const range = byteRange(`bytes=${first}-${last}`, size)
      if (typeof range !== 'object') return
      expect(range.start).toBeGreaterThanOrEqual(0)
      expect(range.end).toBeGreaterThanOrEqual(range.start)
      expect(range.end).toBeLessThan(size)
    }),
    { seed: 1, numRuns: 500 },
  )
})
