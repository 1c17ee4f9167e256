import { CheckpointError, type Checkpoints } from '../checkpoint/checkpoint.ts'
import { Refusal, type Route } from '../router.ts'

const noCard = 'This checkpoint came without a model card (README.md).'

/** GET /api/checkpoints and /api/checkpoints/:name/card: the checkpoints that there are, and the card of one as Markdown. */
export const checkpointRoutes = (checkpoints: Pick<Checkpoints, 'list' | 'card'>): Route[] => [
  { method: 'GET', path: '/api/checkpoints', answer: async () => ({ json: await checkpoints.list() }) },
  {
    method: 'GET',
    path: '/api/checkpoints/:name/card',
    answer: async ({ params: { name = '' } }) => {
      try {
        const { text } = await checkpoints.card(name)
        return { bytes: { type: 'text/markdown; charset=utf-8', data: Buffer.from(text || noCard) } }
      } catch (error) {
        throw error instanceof CheckpointError ? new Refusal(404, error.message) : error
      }
    },
  },
]
