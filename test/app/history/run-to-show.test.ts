import { expect, test, vi } from 'vitest'
import { runToShow } from '../../../app/history/run-to-show.ts'
import type { JobState, JobStatus, NodeState } from '../../../workflow/job-state.ts'

const job = (id: string, status: JobStatus, node: NodeState = { status: 'waiting' }): JobState => ({
  ...{ job: id, workflow: 'w', title: id, status, queuedAt: 1, clips: [], seq: 1 },
  nodes: { n: node },
})

const shown = async (...runs: JobState[]) => {
  const fetch = vi.fn(async (id: string) => {
    const found = runs.find((run) => run.job === id)
    if (!found || id === 'gone') throw new Error('gone')
    return found
  })
  const found = await runToShow(
    runs.map((run) => run.job),
    fetch,
  )
  return { job: found?.job, asked: fetch.mock.calls.map(([id]) => id) }
}

test('a run that was cancelled gives way to one that finished before it', async () => {
  expect(await shown(job('a', 'finished'), job('b', 'finished'), job('c', 'cancelled'))).toEqual({
    ...{ job: 'b', asked: ['c', 'b'] },
  })
})

test('where none finished, the last that computed anything is shown, else the last', async () => {
  const steps = { status: 'stopped', done: 3, total: 8 } as const
  expect(await shown(job('a', 'failed', steps), job('b', 'cancelled', steps), job('c', 'cancelled'))).toMatchObject({
    job: 'b',
  })
  expect(await shown(job('a', 'failed'), job('b', 'cancelled'))).toMatchObject({ job: 'b' })
  expect(await shown()).toEqual({ job: undefined, asked: [] })
})

test('a run that still goes on is shown, one that cannot be had is passed over, and few are asked for', async () => {
  expect(await shown(job('a', 'finished'), job('b', 'running'), job('gone', 'finished'))).toEqual({
    ...{ job: 'b', asked: ['gone', 'b'] },
  })
  const many = Array.from({ length: 40 }, (_, index) => job(`r${index}`, 'cancelled'))
  const { job: last, asked } = await shown(...many)
  expect(last).toBe('r39')
  expect(asked).toHaveLength(6)
})
