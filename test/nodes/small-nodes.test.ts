import { describe, expect, test } from 'vitest'
import { createTorchNoise } from '../../diffusion/torch-noise.ts'
import encodeText from '../../nodes/encode-text.ts'
import exportClip from '../../nodes/export.ts'
import loadCheckpoint from '../../nodes/load-checkpoint.ts'
import noise from '../../nodes/noise.ts'
import note from '../../nodes/note.ts'
import number from '../../nodes/number.ts'
import preview from '../../nodes/preview.ts'
import scheduler from '../../nodes/scheduler.ts'
import seed from '../../nodes/seed.ts'
import text from '../../nodes/text.ts'
import type { Conditioning, Frames, Latent } from '../../workflow/values.ts'
import { createFakeContext, part } from '../fakes/context.ts'

describe('Load checkpoint', () => {
  test('gives the three parts, and is another once the weights are', async () => {
    const inputs = { checkpoint: 'demo', variant: '' }
    let fingerprint = 'before'
    const context = createFakeContext({ fingerprint: () => fingerprint })
    const outputs = await loadCheckpoint.run(inputs, context)
    expect(outputs).toEqual({
      textEncoder: part('text-encoder', 'before'),
      unet3d: part('unet3d', 'before'),
      vae: part('vae', 'before'),
    })
    const first = await loadCheckpoint.identity!(inputs, context)
    expect(await loadCheckpoint.identity!(inputs, context)).toBe(first)
    fingerprint = 'after'
    expect(await loadCheckpoint.identity!(inputs, context)).not.toBe(first)
  })
})

describe('Encode text', () => {
  const encode = async (words: string, skip = 0) => {
    const context = createFakeContext({ words: 4 })
    const outputs = await encodeText.run({ textEncoder: part('text-encoder'), text: words, skip }, context)
    return { conditioning: outputs.conditioning as Conditioning, warnings: context.told.warnings }
  }

  test('gives hidden states with how many tokens were used', async () => {
    const { conditioning, warnings } = await encode('a red ball')
    expect(conditioning).toMatchObject({ text: 'a red ball', shape: [1, 4, 6], tokens: 3, limit: 4, lost: '' })
    expect(conditioning.data).toHaveLength(24)
    expect(warnings).toEqual([])
    expect((await encode('a red ball', 1)).conditioning.data).not.toEqual(conditioning.data)
  })

  test('says which words were lost', async () => {
    const { conditioning, warnings } = await encode('a red ball bouncing on green grass')
    expect(conditioning.lost).toBe('on green grass')
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/4 tokens.*"on green grass"/)
  })
})

test('Noise is what torch draws for that seed, in the order of a latent', async () => {
  const { latent } = (await noise.run({ seed: 42, frames: 5, width: 40, height: 24 }, createFakeContext())) as {
    latent: Latent
  }
  expect(latent.shape).toEqual([1, 4, 5, 3, 5])
  expect(latent.sample).toEqual(createTorchNoise(42).normal(4 * 5 * 3 * 5))
  expect(latent).toMatchObject({ seed: 42, draws: 1 })
  expect(latent.solver).toBeUndefined()
})

describe('Scheduler', () => {
  const choose = async (values: Record<string, unknown>) =>
    (await scheduler.run({ kind: 'dpm-solver-multistep', steps: 20, ...values }, createFakeContext())).schedule

  test('leaves all to the checkpoint where nothing was chosen', async () => {
    expect(await choose({ settings: 'published', use_karras_sigmas: 'on' })).toEqual({
      kind: 'dpm-solver-multistep',
      steps: 20,
      options: {},
    })
  })

  test('gives what was chosen in the words of diffusers, of the solver’s own options alone', async () => {
    const values = {
      settings: 'own',
      use_karras_sigmas: 'on',
      lower_order_final: 'off',
      timestep_spacing: 'trailing',
      solver_order: 3,
      algorithm_type: 'published',
      steps_offset: -1,
      eta: 0.5,
    }
    expect(await choose(values)).toMatchObject({
      options: {
        use_karras_sigmas: true,
        lower_order_final: false,
        timestep_spacing: 'trailing',
        solver_order: 3,
      },
    })
    expect(await choose(values)).not.toHaveProperty('options.eta')
    expect(await choose(values)).not.toHaveProperty('options.steps_offset')
    expect(await choose(values)).not.toHaveProperty('options.algorithm_type')
  })
})

test('Export and Preview write the frames as they came', async () => {
  const frames: Frames = { data: new Uint8Array(2 * 12), count: 2, width: 2, height: 2 }
  const context = createFakeContext()
  await exportClip.run({ frames, format: 'webm', framesPerSecond: 12, quality: 40 }, context)
  await preview.run({ frames, framesPerSecond: 10 }, context)
  expect(context.told.encoded.map(({ settings }) => settings)).toMatchObject([
    { format: 'webm', framesPerSecond: 12, quality: 40 },
    { format: 'mp4', framesPerSecond: 10 },
  ])
  expect(context.told.encoded.every((each) => each.frames === frames)).toBe(true)
  await expect(exportClip.run({ frames, format: 'avi', framesPerSecond: 12, quality: 40 }, context)).rejects.toThrow(
    /"avi".*mp4, webm or gif/,
  )
})

test('values and notes pass on what is written in them', async () => {
  const context = createFakeContext()
  expect(await text.run({ text: 'a ball' }, context)).toEqual({ text: 'a ball' })
  expect(await number.run({ number: 2.5 }, context)).toEqual({ number: 2.5 })
  expect(await seed.run({ seed: 9 }, context)).toEqual({ seed: 9 })
  expect(await note.run({ text: 'look' }, context)).toEqual({})
})
