import { CheckpointError, type Checkpoints } from '../checkpoint/checkpoint.ts'
import { jsonBody } from '../json-body.ts'
import type { Route } from '../router.ts'
import { problemAnswer } from '../worded-answers.ts'

/**
 * POST /api/tokens: how many tokens a text has under a checkpoint's own tokenizer, and which words do not fit; or the `problem`
 * where the checkpoint cannot say, which is no error for whoever asks while somebody types.
 */
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
        if (error instanceof CheckpointError) return { json: problemAnswer(error) }
        throw error
      }
    },
  },
]
