import { say } from '../../workflow/said/said.ts'
import type { Expected } from '../../workflow/speeds.ts'
import type { JobId } from '../../workflow/wire.ts'
import type { Journal, OpenJob } from '../journal.ts'
import { Refusal, type Route } from '../router.ts'

const maxLimit = 200
const maxSearch = 500

/**
 * GET /api/jobs (with `limit`, `before`, `search`, `starred=1`), /api/jobs/:id and /api/jobs/:id/document: what ran, the
 * newest first, and the workflow that it ran. /api/jobs/:id/events?node=ID: what happened to one of its nodes.
 * GET /api/estimates: what is expected of each job that has not ended.
 */
export const jobRoutes = (
  journal: Pick<Journal, 'recent' | 'jobState' | 'nodeEvents' | 'document' | 'unfinished'>,
  expected: (jobs: readonly JobId[]) => Promise<Readonly<Record<JobId, Expected>>>,
): Route[] => [
  {
    method: 'GET',
    path: '/api/jobs',
    answer: ({ query }) => {
      const limit = Number(query.get('limit') ?? 50)
      if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit)
        throw new Refusal(400, say('wrongLimit', { limit: String(query.get('limit')), most: maxLimit }))
      const before = query.get('before') ?? undefined
      if (before !== undefined && !journal.jobState(before)) throw unknown(before)
      const search = query.get('search') ?? ''
      if (search.length > maxSearch) throw new Refusal(400, say('searchTooLong', { most: maxSearch }))
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
    path: '/api/jobs/:id/events',
    answer: ({ params: { id = '' }, query }) => {
      const node = query.get('node')
      if (!node) throw new Refusal(400, say('noNodeNamed'))
      if (!journal.jobState(id)) throw unknown(id)
      return { json: journal.nodeEvents(id, node) }
    },
  },
  {
    method: 'GET',
    path: '/api/estimates',
    answer: async () => {
      const begun = ({ state }: OpenJob) => Number(state.startedAt !== undefined)
      const open = journal.unfinished().sort((a, b) => begun(b) - begun(a))
      return { json: await expected(open.map(({ job }) => job)) }
    },
  },
]

const unknown = (id: string): Refusal => new Refusal(404, say('noSuchJob', { job: id.slice(0, 100) }))
