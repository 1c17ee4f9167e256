import { expect, test } from 'vitest'
import { type Move, moveBy, moveTo } from '../../../app/panels/queue-order.ts'

const waiting = ['a', 'b', 'c', 'd']
/** The order after a move, as the server makes it. */
const after = (move: Move | undefined): string => {
  if (!move) return 'as it was'
  const others = waiting.filter((each) => each !== move.job)
  const at = move.before === null ? others.length : others.indexOf(move.before)
  return [...others.slice(0, at), move.job, ...others.slice(at)].join('')
}

test('the arrows move a job by one, and stop at the ends', () => {
  expect(after(moveBy(waiting, 'c', -1))).toBe('acbd')
  expect(after(moveBy(waiting, 'b', 1))).toBe('acbd')
  expect(after(moveBy(waiting, 'c', 1))).toBe('abdc')
  expect(after(moveBy(waiting, 'a', -1))).toBe('as it was')
  expect(after(moveBy(waiting, 'd', 1))).toBe('as it was')
  expect(after(moveBy(waiting, 'gone', 1))).toBe('as it was')
})

test('a drop puts a job where it fell; where nothing would change, nothing is asked', () => {
  expect(after(moveTo(waiting, 'a', 'c', true))).toBe('bcad')
  expect(after(moveTo(waiting, 'a', 'c', false))).toBe('bacd')
  expect(after(moveTo(waiting, 'd', 'a', false))).toBe('dabc')
  expect(after(moveTo(waiting, 'a', 'd', true))).toBe('bcda')
  for (const [onto, below] of [
    ['b', true],
    ['b', false],
    ['a', true],
    ['c', false],
    ['gone', true],
  ] as const)
    expect(after(moveTo(waiting, 'b', onto, below))).toBe('as it was')
})
