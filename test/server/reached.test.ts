import { expect, test } from 'vitest'
import { farthest } from '../../server/reached.ts'
import type { JobState } from '../../workflow/job-state.ts'

const progress = (node: string, done: number) => ({ type: 'progress', node, done, total: 9, seconds: 1 }) as const
const finished = (node: string, cached = false) =>
  ({ type: 'node-finished', node, cached, ms: 1, outputs: {} }) as const

test('only what was never reached before is further', () => {
  const reached = farthest()
  expect(reached.at()).toBeUndefined()
  expect(reached.further({ type: 'started', device: 'cpu' })).toBe(false)
  expect(reached.further({ type: 'node-started', node: 'a' })).toBe(false)
  expect(reached.at()).toBe('a')
  expect(reached.further(progress('a', 1))).toBe(true)
  expect(reached.further(progress('a', 1))).toBe(false)
  expect(reached.further(progress('a', 3))).toBe(true)
  expect(reached.further(progress('a', 2))).toBe(false)
  expect(reached.further(finished('a'))).toBe(true)
  expect(reached.further(finished('a', true))).toBe(false)
  expect(reached.further(progress('b', 0))).toBe(false)
  expect(reached.at()).toBe('b')
  expect(reached.further({ type: 'node-failed', node: 'b', message: 'no' })).toBe(true)
  expect(reached.further({ type: 'node-failed', node: 'b', message: 'no' })).toBe(false)
  expect(reached.further({ type: 'warning', node: 'c', message: 'hm' })).toBe(false)
})

test('what the journal knows is no progress when it is done again', () => {
  const nodes = {
    a: { status: 'done' },
    b: { status: 'cached' },
    c: { status: 'waiting', done: 4, total: 9 },
    d: { status: 'waiting' },
  } as const
  const reached = farthest({ nodes } as unknown as JobState)
  for (const node of ['a', 'b']) expect(reached.further(finished(node, true)), node).toBe(false)
  expect(reached.further(progress('c', 4))).toBe(false)
  expect(reached.further(progress('c', 5))).toBe(true)
  expect(reached.further(finished('d'))).toBe(true)
})
