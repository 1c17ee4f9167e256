import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  beginningOf,
  lettersIn,
  partAt,
  partBefore,
  type TextPart,
  withPart,
} from '../../../app/cards/text-beginning.ts'

test('the beginning of a text is all of a short one, and of a long one so many letters, none of them cut in two', () => {
  const signs = fc.constantFrom('a', ' ', '\n', '🎬', 'é')
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 60 }), fc.integer({ min: 4, max: 40 }), (all, most) => {
      const text = all.join('')
      const { shown, more } = beginningOf(text, most)
      expect(text.startsWith(shown)).toBe(true)
      expect(shown.length + more).toBe(text.length)
      expect(() => encodeURIComponent(shown)).not.toThrow()
      if (text.length <= most) expect(more).toBe(0)
      else {
        expect(shown.length).toBeLessThanOrEqual(most)
        expect(shown.length).toBeGreaterThanOrEqual(Math.floor(most * 0.9) - 1)
      }
    }),
    { seed: 5, numRuns: 300 },
  )
})

test('where a line ends shortly before, the beginning ends with it', () => {
  expect(beginningOf(`${'a'.repeat(95)}\n${'b'.repeat(40)}`, 100)).toEqual({ shown: `${'a'.repeat(95)}\n`, more: 40 })
})

test('a text that is too long to be written in as a whole is written in by parts, and what is around a part stays', () => {
  const long = `${'🎬'.repeat(60_000)}${'a line\n'.repeat(40_000)}`
  expect(partAt('a'.repeat(300_000), 0)).toEqual({ before: 0, after: 0 })
  const parts: TextPart[] = []
  for (let part = partAt(long, 0); ; part = partAt(long, long.length - part.after)) {
    parts.push(part)
    if (part.after === 0) break
  }
  expect(parts.length).toBeGreaterThan(3)
  expect(parts.map((part) => lettersIn(long, part)).join('')).toBe(long)
  for (const part of parts) expect(() => encodeURIComponent(lettersIn(long, part))).not.toThrow()
  const [first, second] = [parts[0]!, parts[1]!]
  const written = withPart(long, second, 'new')
  expect(written).toBe(`${lettersIn(long, first)}new${long.slice(long.length - second.after)}`)
  expect(lettersIn(written, second)).toBe('new')
  const back = partBefore(long, second)
  expect(long.length - back.after).toBeGreaterThanOrEqual(second.before - 1)
  expect(partBefore(long, first).before).toBe(0)
  expect(() => encodeURIComponent(lettersIn(long, partBefore(long, { before: 100_101, after: 0 })))).not.toThrow()
})
