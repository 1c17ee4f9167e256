import type { Journal } from '../journal.ts'
import { Refusal, type Route } from '../router.ts'

const maxLimit = 200

/** GET /api/jobs, /api/jobs/:id and /api/jobs/:id/document: what ran, the newest first, and the workflow that it ran. */
export const jobRoutes = (journal: Pick<Journal, 'recent' | 'jobState' | 'document'>): Route[] => [
  {
    method: 'GET',
    path: '/api/jobs',
    answer: ({ query }) => {
      const limit = Number(query.get('limit') ?? 50)
      if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit)
        throw new Refusal(400, `limit is "${query.get('limit')}": give a whole number from 1 to ${maxLimit}.`)
      const before = query.get('before') ?? undefined
      if (before !== undefined && !journal.jobState(before)) throw unknown(before)
      return { json: journal.recent(limit, before) }
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
]

const unknown = (id: string): Refusal =>
  new Refusal(404, `There is no job "${id.slice(0, 100)}". GET /api/jobs lists those that there are.`)
