import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumIn } from '../../../app/cards/arithmetic.ts'

type Sum = number | readonly [Sum, '+' | '-' | '*' | '/', Sum]

const { sum } = fc.letrec<{ sum: Sum }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 99 }),
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/'), tie('sum')),
  ),
}))
const written = (all: Sum): string =>
  typeof all === 'number' ? String(all) : `(${written(all[0])}${all[1]} ${written(all[2])})`
const worth = (all: Sum): number => {
  if (typeof all === 'number') return all
  const [a, b] = [worth(all[0]), worth(all[2])]
  return { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[all[1]]
}

test('a sum has the value that arithmetic gives it, or none', () => {
  fc.assert(
    fc.property(sum, (all) => {
      const value = worth(all)
      const found = sumIn(written(all))
      if (Number.isFinite(value)) expect(Math.abs(found! - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-10)
      else expect(found).toBeUndefined()
    }),
    { seed: 8, numRuns: 300 },
  )
})

test('products come before sums, from left to right, and what is no sum has no value', () => {
  expect(sumIn('2+3*4')).toBe(14)
  expect(sumIn('10-4-3')).toBe(3)
  expect(sumIn('64 ÷ 2 × 3')).toBe(96)
  expect(sumIn('-(1.5 - .5)')).toBe(-1)
  expect(sumIn('0.1+0.2')).toBe(0.3)
  for (const text of ['', '2+', '*2', '(1', '1)', '2 3', '1/0', 'a+1', '2**3', `${'('.repeat(9000)}1`])
    expect(sumIn(text), text.slice(0, 20)).toBeUndefined()
})
