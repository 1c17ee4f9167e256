import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asTyped,
  fitsSlider,
  numberText,
  onStep,
  perPixel,
  placeInRange,
  readNumber,
} from '../../../app/cards/number-text.ts'

const plain = { step: 1 }
const field = { min: 0, max: 100, step: 0.05, words: { '-1': 'last' }, unit: 's' }

describe('numbers on cards', () => {
  test('a slider is for ranges whose every step it can hit', () => {
    expect(fitsSlider({ min: 0, max: 100, step: 1 })).toBe(true)
    expect(fitsSlider({ min: 1, max: 50, step: 0.1, soft: [1, 15] })).toBe(true)
    expect(fitsSlider({ min: 0, max: 1e9, step: 0.01 })).toBe(false)
    expect(fitsSlider({ min: 3, max: 3, step: 1 })).toBe(false)
  })

  test('large ones in groups, with the decimals of the step, a word where the field has one', () => {
    expect(numberText(4815162, plain, '.')).toBe('4\u2009815\u2009162')
    expect(numberText(1024, plain, '.')).toBe('1024')
    expect(numberText(-12345, plain, '.')).toBe('−12\u2009345')
    expect(numberText(6, { step: 0.1 }, '.')).toBe('6.0')
    expect(numberText(6.25, { step: 0.1 }, '.')).toBe('6.25')
    expect(numberText(-1, field, '.')).toBe('last')
    expect(numberText(2, { step: 1, unit: 'px' }, '.')).toBe('2\u2009px')
    expect(numberText('text', plain, '.')).toBe('text')
    expect(numberText({ a: [1] }, plain, '.')).toBe('{"a":[1]}')
    expect(numberText(-12345.5, { step: 0.1 }, ',')).toBe('−12\u2009345,5')
  })

  test('what is shown can be typed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 15), max: 10 ** 15 }),
        fc.constantFrom(1, 0.1, 0.05),
        fc.constantFrom<'.' | ','>('.', ','),
        (whole, step, point) => {
          const value = Number((whole * step).toPrecision(12))
          expect(readNumber(numberText(value, { step, unit: 's' }, point), { unit: 's' })).toBeCloseTo(value, 6)
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })

  test('a comma is a point, a word is its number, and what is no number is none', () => {
    expect(readNumber('6,5', plain as never)).toBe(6.5)
    expect(readNumber('Last', field)).toBe(-1)
    expect(readNumber('1.234,5', {})).toBe(1234.5)
    expect(readNumber('-12,345,678.25', {})).toBe(-12345678.25)
    expect(readNumber('1e3', {})).toBe(1000)
    for (const text of ['', 'abc', '1.2.3', '1,2,3', '--4', '5 apples', '12,34.5', '1.234,5,6'])
      expect(readNumber(text, {})).toBeUndefined()
  })

  test('a sum is worked out, and what only begins as one is none', () => {
    expect(readNumber('512*2', {})).toBe(1024)
    expect(readNumber('3,5+1', {})).toBe(4.5)
    expect(readNumber('2024-11-30', {})).toBe(1983)
    for (const text of ['12 -', '5 (apples)', '1 + x']) expect(readNumber(text, {})).toBeUndefined()
  })

  test('a typed number stays as it was typed, but on a grid that is strict or of whole numbers', () => {
    expect(asTyped(7.25, { min: 1, step: 0.1 })).toBe(7.25)
    expect(asTyped(7.25, { min: 1, step: 0.1, strict: true })).toBeCloseTo(7.3, 9)
    expect(asTyped(61, { min: 8, step: 8 })).toBe(64)
  })

  test('the grid counts from the least number and leaves no dust', () => {
    expect(onStep(0.1 + 0.2, { min: 0, step: 0.1 })).toBe(0.3)
    expect(onStep(61, { min: 8, step: 8 })).toBe(64)
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (value) => {
        const snapped = onStep(value, field)
        expect(Math.abs(snapped - value)).toBeLessThanOrEqual(field.step / 2 + 1e-9)
        expect(onStep(snapped, field)).toBe(snapped)
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  test('the line under a number stays in its range', () => {
    expect(placeInRange(25, { min: 0, max: 100 })).toBe(0.25)
    expect(placeInRange(500, { min: 0, max: 100 })).toBe(1)
    expect(placeInRange(3, { min: 0, max: 1000, soft: [2, 4] })).toBe(0.5)
    expect(placeInRange(3, { min: 3, max: 3 })).toBe(0)
  })

  test('a wide range is dragged a step at a time, a narrow one from end to end in a hand’s width', () => {
    expect(perPixel({ min: 0, max: 1_000_000, step: 1 })).toBe(0.5)
    expect(perPixel({ min: 0, max: 1, step: 0.05 }) * 220).toBeCloseTo(1)
  })
})
