import type { Expected } from '../../workflow/speeds.ts'
import type { JobId } from '../../workflow/wire.ts'
import type { Journal } from '../journal.ts'
import { Refusal, type Route } from '../router.ts'

const maxLimit = 200
const maxSearch = 500

/**
 * GET /api/jobs (with `limit`, `before`, `search`, `starred=1`), /api/jobs/:id and /api/jobs/:id/document: what ran, the
 * newest first, and the workflow that it ran. GET /api/estimates: what is expected of each job that has not ended.
 */
export const jobRoutes = (
  journal: Pick<Journal, 'recent' | 'jobState' | 'document' | 'unfinished'>,
  expected: (job: JobId) => Promise<Expected>,
): Route[] => [
  {
    method: 'GET',
    path: '/api/jobs',
    answer: ({ query }) => {
      const limit = Number(query.get('limit') ?? 50)
      if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit)
        throw new Refusal(400, `limit is "${query.get('limit')}": give a whole number from 1 to ${maxLimit}.`)
      const before = query.get('before') ?? undefined
      if (before !== undefined && !journal.jobState(before)) throw unknown(before)
      const search = query.get('search') ?? ''
      if (search.length > maxSearch)
        throw new Refusal(400, `The search has more than ${maxSearch} signs. Look for fewer words.`)
      return { json: journal.recent(limit, before, { search, starred: query.get('starred') === '1' }) }
    },
  },
  {
    method: 'GET',
    path: '/api/jobs/:id',
    answer: ({ params: { id = '' } }) => {
      const state = journal.jobState(id)
      if (!state) throw unknown(id)
      return { json: state }
    },
  },
  {
    method: 'GET',
    path: '/api/jobs/:id/document',
    answer: ({ params: { id = '' } }) => {
      const text = journal.document(id)
      if (text === undefined) throw unknown(id)
      return { bytes: { type: 'application/json; charset=utf-8', data: Buffer.from(text) } }
    },
  },
  {
    method: 'GET',
    path: '/api/estimates',
    answer: async () => {
      const jobs = journal.unfinished().map(async ({ job }) => [job, await expected(job)] as const)
      return { json: Object.fromEntries(await Promise.all(jobs)) satisfies Record<JobId, Expected> }
    },
  },
]

const unknown = (id: string): Refusal =>
  new Refusal(404, `There is no job "${id.slice(0, 100)}". GET /api/jobs lists those that there are.`)
