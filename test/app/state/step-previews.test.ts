import { expect, test } from 'vitest'
import type { Preview } from '../../../app/state/app-context.ts'
import { createStepPreviews } from '../../../app/state/step-previews.ts'

const preview = (job: string, step: number, bytes = 10) =>
  ({ header: { job, step }, latent: new Uint8Array(bytes) }) as Preview
const stepsOf = (previews: readonly Preview[]) => previews.map(({ header }) => header.step)

test('the steps of a run are kept in their order, each once, until another run takes steps in that node', () => {
  const kept = createStepPreviews()
  for (const step of [1, 3, 2, 3]) kept.add('n', preview('first', step))
  kept.add('other', preview('first', 7))
  expect(stepsOf(kept.of('n'))).toEqual([1, 2, 3])
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
