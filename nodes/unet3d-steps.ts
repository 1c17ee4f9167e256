import { channelsFirst, framesFirst } from '../diffusion/frame-order.ts'
import type { Draw, Schedule, Scheduler, SolverState } from '../diffusion/scheduler.ts'
import { type NoiseSource, skipDraws } from '../diffusion/torch-noise.ts'
import { curveOver } from '../workflow/curve.ts'
import { SaidError, say, sayAround } from '../workflow/said/said.ts'
import type { Latent } from '../workflow/values.ts'
import { Cancelled } from './contract/context.ts'
import { defineNode } from './contract/define.ts'
import { checkFinite, float32 } from './sampling/finite.ts'
import { denoiser } from './sampling/guided.ts'
import { warnOfMemory } from './sampling/memory-estimate.ts'
import { planRun } from './sampling/plan-run.ts'

/** Takes noise away, step by step, from one step of the schedule to another. Several in a row share one schedule. */
export default defineNode({
  version: 2,
  title: 'UNet3D steps',
  about: 'Takes the noise away, step by step. Several in a row can share one schedule, each with its own prompt.',
  category: 'sampling',
  icon: 'waves',
  aliases: [
    'KSampler',
    'text to video',
    'txt2vid',
    'KSamplerAdvanced',
    'SamplerCustom',
    'sample',
    'denoise',
    'cfg',
    'CFG scale',
    'guidance_scale',
    'UNet3DConditionModel',
    'start_at_step',
    'end_at_step',
  ],
  inputs: {
    latent: {
      kind: 'port',
      title: 'latent',
      about: 'Noise, or the latent of the UNet3D steps before these.',
      type: 'latent',
    },
    schedule: { kind: 'port', title: 'schedule', about: 'Solver and steps, from a Scheduler.', type: 'schedule' },
    unet3d: { kind: 'port', title: 'UNet3D', about: 'The network, from Load checkpoint.', type: 'unet3d' },
    positive: { kind: 'port', title: 'positive', about: 'What the clip should show.', type: 'conditioning' },
    negative: {
      kind: 'port',
      title: 'negative',
      about: 'What it should keep away from; an Encode text without text will do. Not needed at guidance 1.',
      type: 'conditioning',
      optional: true,
    },
    guidance: {
      kind: 'curve',
      title: 'Guidance',
      about:
        'How strictly the prompt is followed; 1 leaves the negative out and takes half the time. As a curve it changes over the steps of the schedule.',
      default: 4,
      min: 1,
      max: 50,
      step: 0.1,
      soft: [1, 15],
    },
    from: {
      kind: 'number',
      title: 'From step',
      about: 'The steps that were taken before: 0 for noise. "auto" goes on from where the latent is.',
      default: 0,
      min: -1,
      max: 1000,
      step: 1,
      strict: true,
      soft: [-1, 50],
      words: { '-1': 'auto' },
      row: 'From – to step',
    },
    to: {
      kind: 'number',
      title: 'To step',
      about: 'The step to stop after; "last" goes on to the end of the schedule.',
      default: -1,
      min: -1,
      max: 1000,
      step: 1,
      strict: true,
      soft: [-1, 50],
      words: { '-1': 'last' },
      row: 'From – to step',
      join: '–',
    },
  },
  outputs: { latent: { title: 'latent', type: 'latent' } },
  view: 'latent',

  async run({ latent, schedule, unet3d, positive, negative, guidance, from: wanted, to }, context) {
    const { scheduler, plan, name } = await planRun(context, schedule, unet3d)
    const from = wanted === -1 ? (latent.solver?.step ?? 0) : wanted
    checkOrder(latent, name, scheduler, plan, from)
    const end = to === -1 ? plan.steps : to
    checkEnd(end, from, plan)
    if (end === from) context.warn(say('noStepToTake', { from, to: end }))

    const scales = curveOver(guidance, plan.steps).slice(from, end)
    const denoise = denoiser(context, {
      unet3d,
      positive,
      negative,
      guidance: scales,
      step: () => state.step - from,
      calls: Math.ceil(plan.timesteps.length / plan.steps),
      within: (done, total) => context.progress(state.step - from, end - from, { done, total }),
      shape: latent.shape,
    })
    if (end > from) await warnOfMemory(context, unet3d, latent.shape, scales.some((scale) => scale > 1) ? 2 : 1)
    const saved = await context.resume<SolverState>()
    let state = saved ?? firstState(latent, scheduler, plan)
    const draw = drawer(latent, () => state.draws)
    context.progress(state.step - from, end - from)
    while (state.step < end) {
      context.check()
      const { clean, ...next } = await atStep(state.step + 1, plan.steps, () =>
        scheduler.step(state, plan, denoise, draw, latent.shape),
      )
      checkFinite(next.sample, (broken, count) =>
        say('stepLeftNoNumbers', { step: next.step, steps: plan.steps, broken, count }),
      )
      state = next
      // Before it is saved: a run that goes on from there does not come by here again.
      context.preview(framesFirst(clean, latent.shape), frameShape(latent.shape), state.step, plan.steps, unet3d)
      await context.save(state)
      context.progress(state.step - from, end - from)
    }
    return { latent: latentAt(latent, state, name, plan) }
  },
})

/** The state of a latent that is under way, or the first one of fresh noise. `draws` counts from the generator's start. */
const firstState = (latent: Latent, scheduler: Scheduler, plan: Schedule): SolverState => {
  const { sample, draws, solver } = latent
  if (!solver) return { ...scheduler.start(plan, sample), draws }
  const { step, history, extra } = solver
  return { step, sample, history, draws, ...(extra === undefined ? {} : { extra }) }
}

const latentAt = (latent: Latent, state: SolverState, schedule: string, { steps }: Schedule): Latent => ({
  ...latent,
  sample: float32(state.sample),
  draws: state.draws,
  solver: {
    schedule,
    step: state.step,
    steps,
    // After the last step nothing looks back, and the history is twice the latent's size.
    history: state.step < steps ? state.history.map(float32) : [],
    ...(state.extra === undefined ? {} : { extra: state.extra }),
  },
})

const checkOrder = ({ solver }: Latent, name: string, scheduler: Scheduler, plan: Schedule, from: number): void => {
  if (solver && solver.schedule !== name) {
    const [kind = '', steps = ''] = solver.schedule.split(' ')
    const same = kind === plan.kind && Number(steps) === plan.steps
    const both = { kind, steps, step: solver.step, hereKind: scheduler.id, hereSteps: plan.steps }
    throw new SaidError(say(same ? 'otherSettings' : 'otherSchedule', both))
  }
  const done = solver?.step ?? 0
  if (from === done) return
  throw new SaidError(
    solver ? say('fromNotWhereItIs', { from, done, steps: plan.steps }) : say('fromNotFresh', { from }),
  )
}

const checkEnd = (end: number, from: number, { steps }: Schedule): void => {
  if (!Number.isInteger(end) || end < from) throw new SaidError(say('toBeforeFrom', { to: end, from }))
  if (end > steps) throw new SaidError(say('toPastEnd', { to: end, steps }))
}

/** The step noise of a run: torch's generator, after all that was drawn from it so far. */
const drawer = (latent: Latent, draws: () => number): Draw => {
  let source: NoiseSource | undefined
  return (count) => {
    source ??= skipDraws(latent.seed, draws(), count)
    return channelsFirst(source.normal(count), latent.shape)
  }
}

/** Puts the step before the message of an error; the error stays the same one, since a stop is an error too. */
const atStep = async <T>(step: number, steps: number, run: () => Promise<T>): Promise<T> => {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Error && !(error instanceof Cancelled))
      sayAround(error, (what) => say('atStep', { step, steps, what }))
    throw error
  }
}

const frameShape = ([, channels, frames, height, width]: Latent['shape']) => [frames, channels, height, width] as const
