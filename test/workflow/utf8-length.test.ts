import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8Length } from '../../workflow/utf8-length.ts'

test('a text takes as many bytes as its encoding has, also with halves of pairs that stand alone', () => {
  const units = fc.array(
    fc.oneof(fc.nat(0xffff), fc.constantFrom(0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000)),
  )
  fc.assert(
    // Texts are encoded by 16,384 units: what stands there counts as it does elsewhere.
    fc.property(fc.constantFrom(0, 16_380, 32_760), units, (before, codes) => {
      const text = 'a'.repeat(before) + String.fromCharCode(...codes)
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
    }),
  )
})
