import { CheckpointError, type Checkpoints } from '../checkpoint/checkpoint.ts'
import { jsonBody } from '../json-body.ts'
import { Refusal, type Route } from '../router.ts'

/** POST /api/tokens: how many tokens a text has under a checkpoint's own tokenizer, and which words do not fit. */
export const tokenRoutes = (checkpoints: Pick<Checkpoints, 'countTokens'>): Route[] => [
  {
    method: 'POST',
    path: '/api/tokens',
    answer: async (call) => {
      const body = await jsonBody(call)
      const [name, variant, text] = [body.text('checkpoint'), body.optionalText('variant', ''), body.text('text')]
      try {
        return { json: await checkpoints.countTokens(name, variant, text) }
      } catch (error) {
        throw error instanceof CheckpointError ? new Refusal(422, error.message) : error
      }
    },
  },
]
