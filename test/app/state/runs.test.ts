import { expect, test } from 'vitest'
import { noRuns, openedRuns, openJobOf, withEvents, withJobs, withOpened } from '../../../app/state/runs.ts'
import type { JobState } from '../../../workflow/job-state.ts'
import type { JobEvent } from '../../../workflow/wire.ts'

const job = (id: string, workflow: string, status: JobState['status'] = 'finished'): JobState => ({
  ...{ job: id, workflow, title: '', status, queuedAt: 1, nodes: {}, clips: [], seq: 1 },
})
const queued: JobEvent = { ...{ type: 'queued', job: 'own', workflow: 'copy', title: '', nodes: [], seq: 5, at: 5 } }

test('a workflow that was opened from a run shows that run, also after a new hello, until it has one of its own', () => {
  const opened = withOpened(withJobs(noRuns, [job('b', 'other')]), 'copy', job('a', 'maker'))
  expect(opened.jobs[opened.shown.copy!]).toEqual(job('a', 'maker'))
  const again = withJobs(opened, [job('b', 'other')])
  expect(again.jobs[again.shown.copy!]).toEqual(job('a', 'maker'))
  expect(openedRuns(again)).toEqual({ copy: 'a' })
  const newer = { ...job('a', 'maker'), starred: true as const }
  expect(withJobs(opened, [newer]).jobs.a).toBe(newer)
  const own = withEvents(again, [queued])
  expect([own.shown.copy, openedRuns(own)]).toEqual(['own', {}])
  expect(withOpened(own, 'copy', job('a', 'maker')).shown.copy).toBe('own')
  expect(withJobs(again, [job('own', 'copy')]).shown.copy).toBe('own')
})

test('a run that is shown where its graph was opened is not ended from there', () => {
  const opened = withOpened(withJobs(noRuns, [job('a', 'maker', 'running')]), 'copy', job('a', 'maker', 'running'))
  expect(openJobOf(opened, 'maker')?.job).toBe('a')
  expect(openJobOf(opened, 'copy')).toBeUndefined()
})
