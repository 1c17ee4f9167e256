import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginningOf } from '../../../app/cards/text-beginning.ts'

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
