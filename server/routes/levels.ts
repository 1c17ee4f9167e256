import { overridesOf } from '../../diffusion/published.ts'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Schedule, Scheduler } from '../../diffusion/scheduler.ts'
import { say } from '../../workflow/said/said.ts'
import { CheckpointError, type Checkpoints } from '../checkpoint/checkpoint.ts'
import { jsonBody } from '../json-body.ts'
import { Refusal, type Route } from '../router.ts'
import { problemAnswer } from '../worded-answers.ts'

/**
 * POST /api/levels: the noise levels that a schedule has under a checkpoint's training noise, or the `problem` why it has none:
 * whoever asks while somebody types expects that, so it is no error.
 */
export const levelRoutes = (
  checkpoints: Pick<Checkpoints, 'schedulerConfig'>,
  schedulers: ReadonlyMap<string, Scheduler>,
): Route[] => [
  {
    method: 'POST',
    path: '/api/levels',
    answer: async (call) => {
      const body = await jsonBody(call)
      const kind = body.text('kind')
      const scheduler = schedulers.get(kind)
      if (!scheduler)
        throw new Refusal(400, say('noSuchScheduler', { kind: kind.slice(0, 100), known: [...schedulers.keys()] }))
      const [name, variant] = [body.text('checkpoint'), body.optionalText('variant', '')]
      const steps = body.wholeNumber('steps', 1, 10_000)
      // What the fields of a Scheduler hold, or overrides in diffusers' words.
      const options = overridesOf(scheduler.options, body.object('options'))
      try {
        const schedulerConfig = await checkpoints.schedulerConfig(name, variant)
        return { json: levelsOf(() => scheduler.plan(resolveConfig(scheduler, schedulerConfig, options), steps)) }
      } catch (error) {
        if (error instanceof CheckpointError) return { json: problemAnswer(error) }
        throw error
      }
    },
  },
]

/** A schedule that cannot be planned is the fault of its options, and says which. */
const levelsOf = (plan: () => Schedule) => {
  try {
    const { timesteps, sigmas, levels } = plan()
    // Solvers that work on ᾱ give no sigmas of their own: there those of the levels stand in.
    return { timesteps, sigmas: sigmas.length > 0 ? sigmas : levels.map((level) => level.sigma) }
  } catch (error) {
    return problemAnswer(error as Error)
  }
}
