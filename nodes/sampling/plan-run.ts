import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Schedule, Scheduler } from '../../diffusion/scheduler.ts'
import type { PartRef, ScheduleChoice } from '../../workflow/values.ts'
import type { Context } from '../contract/context.ts'

/** A schedule as a UNet3D runs it. */
export interface PlannedRun {
  readonly scheduler: Scheduler
  readonly plan: Schedule
  /** Kind, steps and a digest of all settings: only a run of this very name can go on where another stopped. */
  readonly name: string
}

/** The noise levels of a chosen schedule over those that the UNet3D was trained on. @throws where the settings do not fit */
export const planRun = async (context: Context, schedule: ScheduleChoice, unet3d: PartRef): Promise<PlannedRun> => {
  const scheduler = context.scheduler(schedule.kind)
  const config = resolveConfig(scheduler, await context.schedulerConfig(unet3d), schedule.options)
  const plan = scheduler.plan(config, schedule.steps)
  const { kind, steps } = plan
  return { scheduler, plan, name: `${kind} ${steps} ${context.digest({ kind, steps, config: plan.config })}` }
}
