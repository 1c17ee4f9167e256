import type { JobState } from '../../workflow/job-state.ts'
import { say, wordsOf } from '../../workflow/said/said.ts'
import type { JobId } from '../../workflow/wire.ts'
import { JournalError } from '../journal.ts'
import { Refusal, type Route } from '../router.ts'

/** Marks a job, or takes its mark away. Gives its state then; undefined where there is no such job. */
export type Star = (job: JobId, starred: boolean) => JobState | undefined

/** PUT and DELETE /api/stars/:job: marks a run as worth keeping in sight, or takes the mark away. */
export const starRoutes = (star: Star): Route[] =>
  (['PUT', 'DELETE'] as const).map((method) => ({
    method,
    path: '/api/stars/:job',
    answer: ({ params: { job = '' } }) => {
      try {
        const state = star(job, method === 'PUT')
        if (state) return { json: state }
      } catch (error) {
        if (error instanceof JournalError) throw new Refusal(503, wordsOf(error))
        throw error
      }
      throw new Refusal(404, say('noSuchJob', { job: job.slice(0, 100) }))
    },
  }))
