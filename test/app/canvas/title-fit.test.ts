import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTitleFit, type Measure } from '../../../app/canvas/title-fit.ts'

/** Measures as a font does whose letters are as wide as its size, but for a narrow i and a narrow ellipsis. */
const pen = (font: string) => {
  const size = Number.parseFloat(font)
  const asked: string[] = []
  const width = (text: string) =>
    [...text].reduce((sum, letter) => sum + size * (letter === 'i' ? 0.3 : letter === '…' ? 0.8 : 1), 0)
  const measureText = (text: string) => {
    asked.push(text)
    return { width: width(text) } as TextMetrics
  }
  return { context: { font, measureText } satisfies Measure, asked, width }
}
const word = fc.string({ unit: fc.constantFrom('a', 'i', ' ', 'W'), maxLength: 20 })

test('a title fits its room, and one letter more would not', () => {
  const cut = createTitleFit()
  fc.assert(
    fc.property(
      word,
      fc.constantFrom('8px x', '9px x', '12px x'),
      fc.integer({ min: 0, max: 260 }),
      (title, font, room) => {
        const { context, width } = pen(font)
        const shown = cut(context, title, room)
        if (shown === title) {
          expect(width(title)).toBeLessThanOrEqual(room)
          return
        }
        expect(width(title)).toBeGreaterThan(room)
        if (shown !== '') expect(width(shown)).toBeLessThanOrEqual(room)
        const length = shown === '' ? 0 : shown.length - 1
        expect(title.startsWith(shown.slice(0, length))).toBe(true)
        // Spaces before an ellipsis are left out, which makes no room for a letter.
        const next = title.slice(0, length).length + (title.slice(length).match(/^ */)?.[0].length ?? 0) + 1
        if (next < title.length) expect(width(`${title.slice(0, next)}…`)).toBeGreaterThan(room)
      },
    ),
    { seed: 1 },
  )
})

test('a title is measured once for each font, in whatever room', () => {
  const cut = createTitleFit()
  const small = pen('9px x')
  cut(small.context, 'Encode text', 40)
  const measured = small.asked.length
  expect(measured).toBeGreaterThan(0)
  for (const room of [10, 20, 50, 300]) cut(small.context, 'Encode text', room)
  expect(small.asked).toHaveLength(measured)
  const large = pen('12px x')
  expect(cut(large.context, 'Encode text', 90)).not.toBe(cut(small.context, 'Encode text', 90))
})

test('a title as long as a file is measured no further than it can be seen', () => {
  const cut = createTitleFit()
  const { context, asked } = pen('10px x')
  expect(cut(context, 'W'.repeat(1e6), 100)).toBe(`${'W'.repeat(9)}…`)
  expect(cut(context, 'i'.repeat(1e6), 1e9)).toBe(`${'i'.repeat(400)}…`)
  expect(Math.max(...asked.map((text) => text.length))).toBeLessThan(410)
  expect(asked.length).toBeLessThan(1000)
})
