import { overridesOf } from '../../diffusion/published.ts'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Schedule, Scheduler } from '../../diffusion/scheduler.ts'
import { CheckpointError, type Checkpoints } from '../checkpoint/checkpoint.ts'
import { jsonBody } from '../json-body.ts'
import { Refusal, type Route } from '../router.ts'

/** POST /api/levels: the noise levels that a schedule has under a checkpoint's training noise. */
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
        throw new Refusal(
          400,
          `There is no scheduler "${kind.slice(0, 100)}". Take one of ${[...schedulers.keys()].join(', ')}.`,
        )
      const [name, variant] = [body.text('checkpoint'), body.optionalText('variant', '')]
      const steps = body.wholeNumber('steps', 1, 10_000)
      // What the fields of a Scheduler hold, or overrides in diffusers' words.
      const options = overridesOf(scheduler.options, body.object('options'))
      try {
        const schedulerConfig = await checkpoints.schedulerConfig(name, variant)
        return {
          json: answerOf(planned(() => scheduler.plan(resolveConfig(scheduler, schedulerConfig, options), steps))),
        }
      } catch (error) {
        throw error instanceof CheckpointError ? new Refusal(422, error.message) : error
      }
    },
  },
]

/** A schedule that cannot be planned is the fault of its options, and says which. */
const planned = (plan: () => Schedule): Schedule => {
  try {
    return plan()
  } catch (error) {
    throw new Refusal(422, (error as Error).message)
  }
}

/** Solvers that work on ᾱ give no sigmas of their own: there those of the levels stand in. */
const answerOf = ({ timesteps, sigmas, levels }: Schedule) => ({
  timesteps,
  sigmas: sigmas.length > 0 ? sigmas : levels.map((level) => level.sigma),
})
