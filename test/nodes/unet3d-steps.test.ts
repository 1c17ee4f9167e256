import { describe, expect, test } from 'vitest'
import { Cancelled, type Prediction } from '../../nodes/contract/context.ts'
import noise from '../../nodes/noise.ts'
import steps from '../../nodes/unet3d-steps.ts'
import type { Curve } from '../../workflow/curve.ts'
import type { Conditioning, Latent, ScheduleChoice } from '../../workflow/values.ts'
import { allSchedulers } from '../diffusion/all-schedulers.ts'
import { createFakeContext, type FakeContext, type FakeWorld, part } from '../fakes/context.ts'

const prompt = (tint: number, tokens = 3, width = 4): Conditioning => ({
  text: `prompt ${tint}`,
  data: Float32Array.from({ length: tokens * width }, (_, i) => Math.sin(i + tint)),
  shape: [1, tokens, width],
  tokens,
  limit: tokens,
  lost: '',
})

const freshNoise = async (seed = 5): Promise<Latent> => {
  const { latent } = await noise.run({ seed, frames: 3, width: 16, height: 24 }, createFakeContext())
  return latent as Latent
}

interface Inputs {
  latent: Latent
  schedule: ScheduleChoice
  guidance?: number | Curve
  from?: number
  to?: number
  positive?: Conditioning
  negative?: Conditioning
}

const run = async (inputs: Inputs, context: FakeContext = createFakeContext()): Promise<Latent> => {
  const all = {
    unet3d: part('unet3d'),
    positive: prompt(1),
    negative: prompt(2),
    guidance: 4,
    from: 0,
    to: -1,
    ...inputs,
  }
  return (await steps.run(all, context)).latent as Latent
}

const choice = (kind: string, count = 8, options: ScheduleChoice['options'] = {}): ScheduleChoice => ({
  kind,
  steps: count,
  options,
})

/** Every scheduler, and those that can add noise with it. */
const choices: ScheduleChoice[] = [
  ...[...allSchedulers.keys()].map((kind) => choice(kind)),
  choice('ddim', 8, { eta: 0.7 }),
  choice('dpm-solver-multistep', 8, { algorithm_type: 'sde-dpmsolver++' }),
  choice('dpm-solver-multistep', 8, { use_karras_sigmas: true, solver_order: 3 }),
]

const label = ({ kind, options }: ScheduleChoice) => `${kind} ${JSON.stringify(options)}`

describe.each(choices.map((each) => [label(each), each] as const))('%s', (_, schedule) => {
  test('steps in a chain give the very bytes of one run', async () => {
    const latent = await freshNoise()
    const whole = await run({ latent, schedule })
    const count = whole.solver!.steps
    for (const cut of [1, 3, count - 1]) {
      const first = await run({ latent, schedule, to: cut })
      expect(first.solver).toMatchObject({ step: cut, steps: count })
      const second = await run({ latent: structuredClone(first), schedule, from: cut })
      expect(second).toEqual(whole)
    }
  })

  test('a run that was interrupted after any step goes on to the very bytes', async () => {
    const latent = await freshNoise()
    const context = createFakeContext()
    const whole = await run({ latent, schedule }, context)
    for (const saved of [context.told.saved[0], context.told.saved[2], context.told.saved.at(-1)]) {
      const again = createFakeContext({ resume: structuredClone(saved) })
      expect(await run({ latent, schedule }, again)).toEqual(whole)
      const { step } = saved as { step: number }
      expect(again.told.previews).toHaveLength(whole.solver!.steps - step)
    }
  })
})

test('step noise is drawn for (frames, channels, height, width), after the first noise', async () => {
  // With a network that says nothing and ancestral steps, what is added in a step is that noise alone.
  const latent = await freshNoise(11)
  const still = createFakeContext({ predict: ({ sample }) => new Float32Array(sample.length) })
  const schedule = choice('euler-ancestral', 4)
  const one = await run({ latent, schedule, to: 1, guidance: 1 }, still)
  const { createTorchNoise } = await import('../../diffusion/torch-noise.ts')
  const source = createTorchNoise(11)
  source.normal(latent.sample.length)
  const drawn = source.normal(latent.sample.length)
  const [, channels, frames, height, width] = latent.shape
  const scheduler = allSchedulers.get('euler-ancestral')!
  const plan = scheduler.plan(
    { ...(await still.schedulerConfig(part('unet3d'))) } as Parameters<typeof scheduler.plan>[0],
    4,
  )
  const area = height * width
  let up: number | undefined
  for (let f = 0; f < frames; f++)
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < area; i++) {
        const at = (c * frames + f) * area + i
        const added = one.sample[at]! - latent.sample[at]! * plan.initNoiseSigma
        const normal = drawn[(f * channels + c) * area + i]!
        up ??= added / normal
        expect(added).toBeCloseTo(up * normal, 3)
      }
  expect(Math.abs(up!)).toBeGreaterThan(0.1)
})

describe('guidance', () => {
  const calls = async (guidance: number) => {
    const context = createFakeContext()
    await run({ latent: await freshNoise(), schedule: choice('ddim', 2), guidance }, context)
    return context.told.predictions
  }

  test('above 1 it is one batch of two, the negative first', async () => {
    const [first] = await calls(4)
    expect(first!.shape).toEqual([2, 4, 3, 3, 2])
    expect(first!.conditioningShape).toEqual([2, 3, 4])
    expect([...first!.conditioning]).toEqual([...prompt(2).data, ...prompt(1).data])
    const half = first!.sample.length / 2
    expect(first!.sample.subarray(0, half)).toEqual(first!.sample.subarray(half))
  })

  test('at 1 it is one call with the positive alone', async () => {
    const [first] = await calls(1)
    expect(first!.shape).toEqual([1, 4, 3, 3, 2])
    expect([...first!.conditioning]).toEqual([...prompt(1).data])
  })

  test('it is uncond + scale · (text − uncond)', async () => {
    const latent = await freshNoise()
    const schedule = choice('ddim', 1)
    const told = (value: (half: number) => number): FakeWorld => ({
      predict: ({ sample, shape: [batch] }) =>
        sample.map((_, i) => value(batch === 1 ? 1 : Math.floor((i * 2) / sample.length))),
    })
    const guided = await run(
      { latent, schedule, guidance: 3 },
      createFakeContext(told((half) => (half === 0 ? 0.2 : 0.5))),
    )
    const direct = await run({ latent, schedule, guidance: 1 }, createFakeContext(told(() => 0.2 + 3 * 0.3)))
    guided.sample.forEach((value, i) => {
      expect(value).toBeCloseTo(direct.sample[i]!, 5)
    })
  })
})

describe('guidance as a curve', () => {
  const falling: Curve = { curve: 'linear', from: 5, to: 1 }

  test('a level curve gives the very bytes of its number', async () => {
    const latent = await freshNoise()
    const schedule = choice('dpm-solver-multistep', 5)
    const level = await run({ latent, schedule, guidance: { curve: 'cosine', from: 4, to: 4 } })
    expect(level).toEqual(await run({ latent, schedule, guidance: 4 }))
  })

  test('it goes over the schedule: a chain gives the very bytes of one run, and a run that is resumed too', async () => {
    const latent = await freshNoise()
    const schedule = choice('euler', 6)
    const context = createFakeContext()
    const whole = await run({ latent, schedule, guidance: falling }, context)
    const first = await run({ latent, schedule, guidance: falling, to: 2 })
    expect(await run({ latent: first, schedule, guidance: falling, from: 2 })).toEqual(whole)
    const resume = structuredClone(context.told.saved[3])
    expect(await run({ latent, schedule, guidance: falling }, createFakeContext({ resume }))).toEqual(whole)
    expect(await run({ latent, schedule, guidance: 5 })).not.toEqual(whole)
  })

  test('steps that it leaves at 1 are calls with the positive alone', async () => {
    const context = createFakeContext()
    await run({ latent: await freshNoise(), schedule: choice('ddim', 3), guidance: falling }, context)
    expect(context.told.predictions.map(({ shape: [batch] }) => batch)).toEqual([2, 2, 1])
  })
})

test('after each step it saves, says so and shows the estimate frame by frame', async () => {
  const context = createFakeContext()
  const latent = await freshNoise()
  const first = await run({ latent, schedule: choice('dpm-solver-multistep', 6), to: 2 }, context)
  expect(context.told.progress).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
  ])
  expect(context.told.saved).toHaveLength(2)
  expect(context.told.previews.map(({ step, steps, shape }) => [step, steps, shape])).toEqual([
    [1, 6, [3, 4, 3, 2]],
    [2, 6, [3, 4, 3, 2]],
  ])
  expect(first.draws).toBe(1)
  // The last estimate of a run that ends without noise is the finished latent itself, in another order of axes.
  const end = createFakeContext()
  const done = await run({ latent, schedule: choice('ddim', 3, { set_alpha_to_one: true }) }, end)
  const { clean } = end.told.previews.at(-1)!
  const area = 6
  for (let f = 0; f < 3; f++)
    for (let c = 0; c < 4; c++)
      for (let i = 0; i < area; i++)
        expect(clean[(f * 4 + c) * area + i]).toBeCloseTo(done.sample[(c * 3 + f) * area + i]!, 4)
})

describe('what does not fit is said', () => {
  const schedule = choice('ddim', 10)

  test('a first step that was not reached', async () => {
    const latent = await freshNoise()
    await expect(run({ latent, schedule, from: 3 })).rejects.toThrow(/From step is 3.*fresh noise.*to 0/)
    const half = await run({ latent, schedule, to: 5 })
    await expect(run({ latent: half, schedule, from: 4 })).rejects.toThrow(
      /From step is 4.*5 of 10.*Set From step to 5/,
    )
  })

  test('a last step before the first, or beyond the schedule', async () => {
    const latent = await freshNoise()
    const half = await run({ latent, schedule, to: 5 })
    await expect(run({ latent: half, schedule, from: 5, to: 4 })).rejects.toThrow(
      /To step is 4, before From step \(5\)/,
    )
    await expect(run({ latent, schedule, to: 11 })).rejects.toThrow(/To step is 11.*10 steps/)
  })

  test('no step at all passes the latent on, with a remark', async () => {
    const half = await run({ latent: await freshNoise(), schedule, to: 5 })
    const context = createFakeContext()
    expect(await run({ latent: half, schedule, from: 5, to: 5 }, context)).toEqual(half)
    expect(context.told.warnings).toHaveLength(1)
    expect(context.told.predictions).toHaveLength(0)
  })

  test('another schedule, by the names of both', async () => {
    const half = await run({ latent: await freshNoise(), schedule, to: 5 })
    await expect(run({ latent: half, schedule: choice('euler', 12), from: 5 })).rejects.toThrow(
      /ddim, 10 steps, at step 5; here it is euler, 12 steps/,
    )
    await expect(run({ latent: half, schedule: choice('ddim', 10, { eta: 1 }), from: 5 })).rejects.toThrow(
      /ddim, 10 steps.*other settings/,
    )
  })

  test('prompts of two text encoders', async () => {
    const latent = await freshNoise()
    await expect(run({ latent, schedule, negative: prompt(2, 5) })).rejects.toThrow(
      /Positive has 3 tokens of width 4, negative 5/,
    )
    // Without guidance the negative does not matter.
    await run({ latent, schedule, guidance: 1, negative: prompt(2, 5) })
  })

  test('a NaN of the network, with its step', async () => {
    let calls = 0
    const predict = ({ sample }: Prediction) => {
      calls++
      return sample.map((value, i) => (calls === 4 && i === 2 ? Number.NaN : value))
    }
    const context = createFakeContext({ predict })
    await expect(run({ latent: await freshNoise(), schedule }, context)).rejects.toThrow(
      /^Step 4 of 10: The UNet3D answered, at timestep \d+, 1 of 144 values that are no finite numbers\. Lower the guidance/,
    )
    expect(context.told.saved).toHaveLength(3)
  })

  test('a noise that is not finite', async () => {
    const latent = await freshNoise()
    const sample = latent.sample.map((value, i) => (i === 0 ? Number.POSITIVE_INFINITY : value))
    await expect(run({ latent: { ...latent, sample }, schedule })).rejects.toThrow(/no finite numbers/)
  })
})

test('a cancel ends it before the next call to the network', async () => {
  const context = createFakeContext({ patience: 5 })
  await expect(run({ latent: await freshNoise(), schedule: choice('ddim', 10) }, context)).rejects.toThrow(Cancelled)
  expect(context.told.predictions.length).toBeLessThan(4)
  expect(context.told.saved).toHaveLength(context.told.predictions.length)
})
