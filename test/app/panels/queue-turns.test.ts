import { expect, test } from 'vitest'
import { turnsOf } from '../../../app/panels/queue-turns.ts'
import type { JobState, JobStatus, NodeState } from '../../../workflow/job-state.ts'

const job = (id: string, status: JobStatus, steps: NodeState): JobState => ({
  job: id,
  workflow: 'w',
  title: '',
  status,
  queuedAt: 0,
  nodes: { steps },
  clips: [],
  seq: 1,
})
const running = job('now', 'running', { status: 'running', done: 2, total: 12, seconds: 3 })
const waits = (id: string) => job(id, 'queued', { status: 'waiting' })
const takes = (units: number) => ({ steps: { seconds: 2, units } })
const exactly = (seconds: number) => ({ seconds, more: false })

test('each waiting run starts after what runs and all that wait before it, in whatever order they are', () => {
  const expected = { a: takes(5), b: takes(10), c: takes(1) }
  const starts = (...order: readonly string[]) =>
    order.map((id) => turnsOf([running, ...order.map(waits)], expected).get(id)?.starts?.seconds)
  expect(starts('a', 'b', 'c')).toEqual([30, 40, 60])
  expect(starts('c', 'b', 'a')).toEqual([30, 32, 52])
  expect(starts('a', 'c')).toEqual([30, 40])
  expect(turnsOf([running, waits('a')], expected).get('a')).toEqual({
    ahead: 1,
    starts: exactly(30),
    takes: exactly(10),
  })
  expect(turnsOf([waits('a')], expected).get('a')?.starts).toEqual(exactly(0))
})

test('after a run of which nothing is known, only the place of the next is known', () => {
  const turns = turnsOf([running, waits('a'), waits('unknown'), waits('b')], { a: takes(5), b: takes(1) })
  expect(turns.get('unknown')).toEqual({ ahead: 2, starts: exactly(40) })
  expect(turns.get('b')).toEqual({ ahead: 3, takes: exactly(2) })
  const opening = job('now', 'running', { status: 'running' })
  expect(turnsOf([opening, waits('a'), waits('b')], {}).get('b')).toEqual({ ahead: 2 })
})

test('where a part of the work is of unknown length, all that comes after it starts later than what is known', () => {
  const half = { ...waits('half'), nodes: { steps: { status: 'waiting' }, decode: { status: 'waiting' } } } as const
  const turns = turnsOf([running, half, waits('a')], { half: takes(5), a: takes(1) })
  expect(turns.get('half')).toEqual({ ahead: 1, starts: exactly(30), takes: { seconds: 10, more: true } })
  expect(turns.get('a')?.starts).toEqual({ seconds: 40, more: true })
})

test('a cancelled run holds the line until its step ends, and one from the cache for a second', () => {
  const stopping = job('now', 'cancelling', {
    status: 'running',
    done: 2,
    total: 12,
    seconds: 8,
    within: { done: 1, total: 4 },
  })
  const turns = turnsOf([stopping, waits('a'), waits('b')], { now: takes(12), a: takes(0), b: takes(5) })
  expect(turns.get('a')).toEqual({ ahead: 1, starts: exactly(6), takes: exactly(1) })
  expect(turns.get('b')?.starts).toEqual(exactly(7))
})
