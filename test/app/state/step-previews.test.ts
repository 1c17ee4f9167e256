import { expect, test } from 'vitest'
import type { Preview } from '../../../app/state/app-context.ts'
import { createStepPreviews } from '../../../app/state/step-previews.ts'

const preview = (address: string, step: number, bytes = 10) =>
  ({ header: { address, step }, latent: new Uint8Array(bytes) }) as Preview
const stepsOf = (previews: readonly Preview[]) => previews.map(({ header }) => header.step)

test('the steps of a result are kept in their order, each once, until that node makes another', () => {
  const kept = createStepPreviews()
  for (const step of [1, 3, 2, 3]) kept.add('n', preview('first', step))
  kept.add('other', preview('first', 7))
  const before = kept.of('n')
  expect(stepsOf(before)).toEqual([1, 2, 3])
  expect(kept.of('n')).toBe(before)
  kept.add('n', preview('second', 5))
  expect(stepsOf(kept.of('n'))).toEqual([5])
  expect(stepsOf(kept.of('other'))).toEqual([7])
  expect(kept.of('never')).toEqual([])
})

test('beyond the bytes that are allowed the oldest go, whichever node they are of, and what went counts no more', () => {
  const kept = createStepPreviews(35)
  kept.add('a', preview('j', 1))
  for (const step of [1, 2, 3]) kept.add('b', preview('j', step))
  expect([stepsOf(kept.of('a')), stepsOf(kept.of('b'))]).toEqual([[], [1, 2, 3]])
  kept.add('b', preview('k', 1))
  for (const step of [2, 3]) kept.add('a', preview('j', step))
  expect([stepsOf(kept.of('a')), stepsOf(kept.of('b'))]).toEqual([[2, 3], [1]])
})

test('what is looked at stays, and goes as soon as nobody looks at it any more', () => {
  const kept = createStepPreviews(35)
  const ends = [kept.hold('a'), kept.hold('a')]
  for (const step of [1, 2, 3, 4, 5]) kept.add('a', preview('j', step))
  kept.add('b', preview('j', 1))
  expect([stepsOf(kept.of('a')), stepsOf(kept.of('b'))]).toEqual([[1, 2, 3, 4, 5], []])
  ends[0]!()
  ends[0]!()
  expect(stepsOf(kept.of('a'))).toHaveLength(5)
  ends[1]!()
  expect(stepsOf(kept.of('a'))).toEqual([3, 4, 5])
})
