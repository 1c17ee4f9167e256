import { expect, test } from 'vitest'
import { failedRuns } from '../../../app/shell/failed-runs.ts'
import { noRuns, withEvents, withJobs } from '../../../app/state/runs.ts'
import type { JobEvent } from '../../../workflow/wire.ts'

const of = { job: 'j', workflow: 'w' }
const queued: JobEvent = { ...of, seq: 1, at: 1, type: 'queued', title: '', nodes: ['a'] }
const failed: JobEvent = { ...of, seq: 3, at: 3, type: 'failed', message: 'a: no memory' }

test('a run that was under way and failed is told of once, also where the line was down meanwhile', () => {
  const waiting = withEvents(noRuns, [queued])
  const ended = withEvents(waiting, [{ ...of, seq: 2, at: 2, type: 'started', device: 'CPU' }, failed])
  expect(failedRuns(waiting, ended).map(({ job, error }) => [job, error])).toEqual([['j', 'a: no memory']])
  expect(failedRuns(waiting, withJobs(waiting, Object.values(ended.jobs)))).toHaveLength(1)
  expect(failedRuns(ended, withEvents(ended, [{ ...of, seq: 4, at: 4, type: 'starred', starred: true }]))).toEqual([])
})

test('what had failed before this window knew of it is no news, nor is what was cancelled', () => {
  const ended = withEvents(noRuns, [queued, failed])
  expect(failedRuns(noRuns, ended)).toEqual([])
  const waiting = withEvents(noRuns, [queued])
  expect(failedRuns(waiting, withEvents(waiting, [{ ...of, seq: 2, at: 2, type: 'cancelled' }]))).toEqual([])
})
