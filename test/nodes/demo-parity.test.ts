import { resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { SolverState } from '../../diffusion/scheduler.ts'
import encodeText from '../../nodes/encode-text.ts'
import loadCheckpoint from '../../nodes/load-checkpoint.ts'
import noise from '../../nodes/noise.ts'
import scheduler from '../../nodes/scheduler.ts'
import steps from '../../nodes/unet3d-steps.ts'
import vaeDecode from '../../nodes/vae-decode.ts'
import type { PipelineRun } from '../../server/parity/pipeline-cases.ts'
import { readPythonJson, readReferences } from '../../server/parity/reference-files.ts'
import type { Frames, Latent } from '../../workflow/values.ts'
import { allSchedulers } from '../diffusion/all-schedulers.ts'
import { openDemoWorld } from './demo-world.ts'

const reference = resolve(import.meta.dirname, '../golden/reference/demo')
const runs = await readPythonJson<readonly PipelineRun[]>(resolve(reference, 'runs.json'))
const io = await readReferences(resolve(reference, 'io.safetensors'))
const world = await openDemoWorld()
afterAll(world.close)

/** Norm of the difference over norm of the reference. */
const relativeError = (made: ArrayLike<number>, wanted: Float32Array): number => {
  expect(made.length).toBe(wanted.length)
  let [difference, norm] = [0, 0]
  wanted.forEach((value, i) => {
    difference += (made[i]! - value) ** 2
    norm += value ** 2
  })
  return Math.sqrt(difference / norm)
}

test('prompts and latents of another model are refused in words', async () => {
  const context = world.context()
  const { unet3d } = await context.openCheckpoint('demo', '')
  const { latent } = await noise.run({ seed: 1, frames: 2, width: 16, height: 16 }, context)
  const prompt = (width: number) => ({
    text: '',
    data: new Float32Array(32 * width),
    shape: [1, 32, width],
    tokens: 2,
    limit: 32,
    lost: '',
  })
  const run = (width: number, shape: readonly number[]) =>
    steps.run(
      {
        latent: { ...(latent as Latent), shape },
        schedule: { kind: 'ddim', steps: 3, options: {} },
        unet3d,
        positive: prompt(width),
        negative: prompt(width),
        guidance: 4,
        from: 0,
        to: 1,
      },
      context,
    )
  await run(64, [1, 4, 2, 2, 2])
  await expect(run(1024, [1, 4, 2, 2, 2])).rejects.toThrow(/^Step 1 of 3: the prompts.*width 1024.*one checkpoint/)
  await expect(run(64, [1, 2, 4, 2, 2])).rejects.toThrow(/^Step 1 of 3: the latent has 2 channels/)
})

test.each(runs.map((run, index) => [index, run.scheduler, run] as const))(
  'the nodes make the latents and frames of run %i of diffusers on the demo checkpoint (%s)',
  { timeout: 120_000 },
  async (index, name, run) => {
    const [kind] = [...allSchedulers].find(([, { diffusersClass }]) => diffusersClass === name)!
    const { textEncoder, unet3d, vae } = await loadCheckpoint.run({ checkpoint: 'demo', variant: '' }, world.context())
    const encode = async (text: string) =>
      (await encodeText.run({ textEncoder, text, skip: 0 }, world.context())).conditioning
    const { num_frames: frames, width, height, seed } = run
    const { latent: fresh } = await noise.run({ seed, frames, width, height }, world.context())
    // The checkpoint's own settings, which are those of the reference.
    const { schedule } = await scheduler.run(
      { kind, steps: run.num_inference_steps, settings: 'published' },
      world.context(),
    )
    const context = world.context()
    const { latent } = await steps.run(
      {
        latent: fresh,
        schedule,
        unet3d,
        positive: await encode(run.prompt),
        negative: await encode(run.negative_prompt ?? ''),
        guidance: run.guidance_scale,
        from: 0,
        to: -1,
      },
      context,
    )

    const { data: wanted } = io.numbers(`${index}.latents`)
    const size = wanted.length / run.num_inference_steps
    expect(context.told.saved).toHaveLength(run.num_inference_steps)
    for (const { step, sample } of context.told.saved as SolverState[])
      expect(relativeError(sample, wanted.subarray((step - 1) * size, step * size)), `step ${step}`).toBeLessThan(1e-3)
    expect((latent as Latent).sample).toEqual((context.told.saved.at(-1) as SolverState).sample)

    const decoded = (await vaeDecode.run({ latent, vae, chunk: 5 }, world.context())).frames as Frames
    expect(decoded).toMatchObject({ count: frames, width, height })
    const { data: pictures } = io.numbers(`${index}.frames`)
    const area = width * height
    let worst = 0
    for (let frame = 0; frame < frames; frame++)
      for (let colour = 0; colour < 3; colour++)
        for (let i = 0; i < area; i++) {
          const value = pictures[(frame * 3 + colour) * area + i]! * 255
          worst = Math.max(worst, Math.abs(decoded.data[(frame * area + i) * 3 + colour]! - value))
        }
    // Half a level is rounding to bytes; the rest is what float32 leaves after the steps.
    expect(worst).toBeLessThan(1)
  },
)
