import { describe, expect, test } from 'vitest'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Denoise, Json, Samples, Scheduler, SchedulerConfig, SolverState } from '../../diffusion/scheduler.ts'
import { createTorchNoise, skipDraws } from '../../diffusion/torch-noise.ts'
import { allSchedulers } from './all-schedulers.ts'

const published: SchedulerConfig = {
  _class_name: 'DDIMScheduler',
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  num_train_timesteps: 1000,
  clip_sample: false,
  steps_offset: 1,
  skip_prk_steps: true,
}

const denoise: Denoise = async (x, t) => x.map((v) => 0.6 * v + 0.3 * Math.sin(3 * v) + 0.05 * Math.cos(t / 100))

/** Settings that a run should survive, by option: every value of every choice and both ends of every switch. */
function settingsOf(scheduler: Scheduler): SchedulerConfig[] {
  const single = scheduler.options.flatMap((option): SchedulerConfig[] => {
    if (option.kind === 'toggle') return [{ [option.name]: !option.default }]
    if (option.kind === 'choice') return (option.choices ?? []).map(({ value }) => ({ [option.name]: value }))
    return [option.min, option.max].map((value): SchedulerConfig => ({ [option.name]: value as Json }))
  })
  return [{}, ...single].map((overrides) => {
    const extra: Record<string, Json> = { ...overrides }
    // What the class itself demands beside a value.
    if (['dpmsolver', 'sde-dpmsolver'].includes(String(extra.algorithm_type))) extra.final_sigmas_type = 'sigma_min'
    if (extra.predict_x0 === false || extra.lower_order_final === false) extra.final_sigmas_type = 'sigma_min'
    if (extra.rescale_betas_zero_snr === true) extra.prediction_type = 'v_prediction'
    if (extra.steps_offset === 999) extra.steps_offset = 1
    if (extra.original_inference_steps === 1) extra.original_inference_steps = 25
    return extra
  })
}

async function run(
  scheduler: Scheduler,
  config: SchedulerConfig,
  steps: number,
  stopAt?: number,
): Promise<SolverState> {
  const schedule = scheduler.plan(config, steps)
  const size = 32
  const seed = 7
  let source = createTorchNoise(seed)
  let state = scheduler.start(schedule, source.normal(size))
  for (let step = 0; step < steps; step++) {
    if (step === stopAt) {
      state = structuredClone(state)
      source = skipDraws(seed, state.draws + 1, size)
    }
    const { clean, ...next } = await scheduler.step(state, structuredClone(schedule), denoise, (n) => source.normal(n))
    expect(clean).toHaveLength(size)
    state = next
  }
  return state
}

describe.each([...allSchedulers])('%s', (id, scheduler) => {
  test('is named for its file and its options for its config keys', () => {
    expect(scheduler.id).toBe(id)
    for (const option of scheduler.options) expect(scheduler.defaults).toHaveProperty(option.name)
    for (const option of scheduler.options.filter((o) => o.kind !== 'number' || o.name !== 'solver_order'))
      expect(option.default, option.name).toEqual(scheduler.defaults[option.name])
  })

  test.each(settingsOf(scheduler).map((o) => [JSON.stringify(o), o] as const))(
    'stops and resumes bit for bit: %s',
    async (_title, overrides) => {
      const config = resolveConfig(scheduler, published, overrides)
      const steps = 12
      const whole = await run(scheduler, config, steps)
      expect(whole.sample.every(Number.isFinite)).toBe(true)
      for (const stopAt of [1, 2, 7, 11]) expect(await run(scheduler, config, steps, stopAt)).toEqual(whole)
      expect(whole.draws > 0).toBe(scheduler.stochastic(config))
    },
  )

  test('a plan is plain JSON', () => {
    const schedule = scheduler.plan(resolveConfig(scheduler, published, {}), 10)
    expect(JSON.parse(JSON.stringify(schedule))).toStrictEqual(schedule)
    expect(schedule.levels.every((level) => Number.isFinite(level.sigma) && Number.isFinite(level.t))).toBe(true)
  })

  test('refuses what it does not know, naming it', () => {
    for (const option of scheduler.options) {
      const config = resolveConfig(scheduler, published, { [option.name]: 'nonsense' })
      expect(() => scheduler.plan(config, 10), option.name).toThrow(option.name)
    }
    for (const key of ['prediction_type', 'beta_schedule'])
      expect(() => scheduler.plan({ ...published, [key]: 'nonsense' }, 10), key).toThrow(key)
    expect(() => scheduler.plan(published, 0)).toThrow('0 steps')
    expect(() => scheduler.plan({ ...published, trained_betas: [0.1] }, 10)).toThrow('trained_betas')
  })

  test('refuses a foreign schedule and a step too many', async () => {
    const schedule = scheduler.plan(resolveConfig(scheduler, published, {}), 5)
    const state = scheduler.start(schedule, new Float32Array(16))
    const draw = (n: number): Samples => new Float32Array(n)
    await expect(scheduler.step(state, { ...schedule, kind: 'other' }, denoise, draw)).rejects.toThrow('other')
    await expect(scheduler.step({ ...state, step: 5 }, schedule, denoise, draw)).rejects.toThrow('5 steps')
  })
})

describe('exclusive and unsupported options', () => {
  const euler = allSchedulers.get('euler') as Scheduler
  const dpm = allSchedulers.get('dpm-solver-multistep') as Scheduler
  const ddim = allSchedulers.get('ddim') as Scheduler

  test('two spacings of sigmas', () => {
    const config = { ...published, use_karras_sigmas: true, use_beta_sigmas: true }
    expect(() => euler.plan(config, 10)).toThrow(/use_karras_sigmas and use_beta_sigmas/)
  })

  test('DPM-Solver to zero noise', () => {
    expect(() => dpm.plan({ ...published, algorithm_type: 'dpmsolver' }, 10)).toThrow('final_sigmas_type')
  })

  test('flow sigmas', () => {
    expect(() => dpm.plan({ ...published, use_flow_sigmas: true }, 10)).toThrow('use_flow_sigmas')
  })

  test('epsilon at pure noise', () => {
    const config = { ...published, rescale_betas_zero_snr: true, timestep_spacing: 'trailing' }
    expect(() => ddim.plan(config, 10)).toThrow('rescale_betas_zero_snr')
  })
})
