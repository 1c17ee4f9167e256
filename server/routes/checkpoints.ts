import { wordsOf } from '../../workflow/said/said.ts'
import { CheckpointError, type Checkpoints } from '../checkpoint/checkpoint.ts'
import { Refusal, type Route } from '../router.ts'

const noCard = 'This checkpoint came without a model card (README.md).'

/**
 * GET /api/checkpoints, /api/checkpoints/:name/card and /api/checkpoints/:name/terms: the checkpoints that there are, the
 * card of one as Markdown, and what that says of how it may be used.
 */
export const checkpointRoutes = (checkpoints: Pick<Checkpoints, 'list' | 'card' | 'terms'>): Route[] => [
  { method: 'GET', path: '/api/checkpoints', answer: async () => ({ json: await checkpoints.list() }) },
  {
    method: 'GET',
    path: '/api/checkpoints/:name/card',
    answer: async ({ params: { name = '' } }) => {
      const { text } = await orNotFound(checkpoints.card(name))
      return { bytes: { type: 'text/markdown; charset=utf-8', data: Buffer.from(text || noCard) } }
    },
  },
  {
    method: 'GET',
    path: '/api/checkpoints/:name/terms',
    answer: async ({ params: { name = '' } }) => ({ json: await orNotFound(checkpoints.terms(name)) }),
  },
]

const orNotFound = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw error instanceof CheckpointError ? new Refusal(404, wordsOf(error)) : error
  }
}
