import { join, resolve } from 'node:path'
import { guide } from '../../diffusion/guidance.ts'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Samples, SchedulerConfig, SolverState } from '../../diffusion/scheduler.ts'
import { createTorchNoise } from '../../diffusion/torch-noise.ts'
import { openPart } from '../checkpoint/part.ts'
import { readTokenizer } from '../checkpoint/tokenizer-files.ts'
import type { Numbers } from '../worker/open-session.ts'
import { openFloat32, type ParityTools } from './open-float32.ts'
import { largestError, type Outcome, relativeError } from './outcome.ts'
import { readPythonJson, readReferences } from './reference-files.ts'
import { loadSchedulers } from './scheduler-cases.ts'

/** One run of TextToVideoSDPipeline, as runs.json describes it. */
export interface PipelineRun {
  /** Where the checkpoint lies, from the folder of runs.json; that folder itself where it is left out. */
  readonly checkpoint?: string
  readonly scheduler: string
  readonly scheduler_config: SchedulerConfig
  readonly prompt: string
  readonly negative_prompt?: string
  readonly seed: number
  readonly num_frames: number
  readonly height: number
  readonly width: number
  readonly num_inference_steps: number
  readonly guidance_scale: number
}

/** The bound of the latents after each step: relative error. */
const latentBound = 1e-3
/** The bound of every value of the frames, 0 to 1: half of what one step of 8 bits is. */
const frameBound = 0.5 / 255

/**
 * The runs of a folder with runs.json and io.safetensors: latents after every step, then the frames.
 * @param wanted which of the runs, by index; all where it is left out
 */
export async function* pipelineCases(
  tools: ParityTools,
  folder: string,
  name: string,
  wanted?: readonly number[],
): AsyncGenerator<Outcome> {
  const runs = await readPythonJson<readonly PipelineRun[]>(join(folder, 'runs.json'))
  const io = await readReferences(join(folder, 'io.safetensors'))
  for (const [index, run] of runs.entries()) {
    if (wanted && !wanted.includes(index)) continue
    const title = `${name} ${index} ${run.scheduler}`
    const latents = io.numbers(`${index}.latents`)
    const size = latents.data.length / run.num_inference_steps
    let worst = 0
    let steps = 0
    for await (const made of followRun(tools, folder, run)) {
      if ('latents' in made) {
        worst = Math.max(worst, relativeError(made.latents, latents.data.subarray(steps * size, (steps + 1) * size)))
        steps++
        continue
      }
      if (steps !== run.num_inference_steps) worst = Number.POSITIVE_INFINITY
      yield {
        name: `${title}, latents of ${steps} steps`,
        error: worst,
        bound: latentBound,
        unit: 'relative, worst step',
      }
      const error = largestError(made.frames, io.numbers(`${index}.frames`).data)
      yield { name: `${title}, ${run.num_frames} frames`, error, bound: frameBound, unit: 'absolute, worst value' }
    }
  }
}

/** A run, step by step: the latents (1, 4, frames, h, w) after each, at the end the frames (frames, 3, height, width), 0 to 1. */
async function* followRun(
  tools: ParityTools,
  folder: string,
  run: PipelineRun,
): AsyncGenerator<{ readonly latents: Samples } | { readonly frames: Float32Array }> {
  const checkpoint = resolve(folder, run.checkpoint ?? '.')
  const part = (name: string) => openPart(join(checkpoint, name), { name })
  const guided = run.guidance_scale > 1
  const prompts = guided ? [run.negative_prompt ?? '', run.prompt] : [run.prompt]
  const text = await encode(tools, checkpoint, prompts)

  const vae = await part('vae')
  const factor = 2 ** ((vae.config.block_out_channels as number[]).length - 1)
  const channels = vae.config.latent_channels as number
  const shape = [channels, run.num_frames, run.height / factor, run.width / factor] as const
  const [, frames, height, width] = shape
  const pixels = height * width

  const noise = createTorchNoise(run.seed)
  const count = channels * frames * pixels
  const scheduler = (await loadSchedulers()).get(run.scheduler)
  if (!scheduler)
    throw new Error(`There is no solver that agrees with ${run.scheduler}. Add it to diffusion/schedulers.`)
  const schedule = scheduler.plan(resolveConfig(scheduler, run.scheduler_config, {}), run.num_inference_steps)
  let state: SolverState = scheduler.start(schedule, noise.normal(count))
  const unet = await openFloat32(tools, await part('unet'), 'unet')
  try {
    const denoise = async (input: Samples, timestep: number): Promise<Samples> => {
      const batch = Float32Array.from(guided ? [...input, ...input] : input)
      const { out_sample } = await unet.run({
        sample: { data: batch, shape: [prompts.length, ...shape] },
        timestep: { data: Float32Array.of(timestep), shape: [1] },
        encoder_hidden_states: text,
      })
      const { data } = out_sample as Numbers
      return guided ? guide(data, run.guidance_scale) : data
    }
    // The pipeline folds frames into the batch before it steps: step noise is drawn for (frames, channels, h, w).
    const draw = (): Samples => swapAxes(noise.normal(count), frames, channels, pixels)
    while (state.step < schedule.steps) {
      state = await scheduler.step(state, schedule, denoise, draw)
      yield { latents: state.sample }
    }
  } finally {
    await unet.close()
  }

  const decoder = await openFloat32(tools, vae, 'decoder')
  try {
    const scaling = vae.config.scaling_factor as number
    const scaled = Float32Array.from(swapAxes(state.sample, channels, frames, pixels), (value) => value / scaling)
    const { pictures } = await decoder.run({ latents: { data: scaled, shape: [frames, channels, height, width] } })
    yield { frames: (pictures as Numbers).data.map((value) => Math.min(Math.max(value / 2 + 0.5, 0), 1)) }
  } finally {
    await decoder.close()
  }
}

const encode = async (tools: ParityTools, checkpoint: string, prompts: readonly string[]): Promise<Numbers> => {
  const tokenizer = await readTokenizer(join(checkpoint, 'tokenizer'))
  const rows = prompts.map((prompt) => tokenizer.encode(prompt).ids)
  const files = await openPart(join(checkpoint, 'text_encoder'), { name: 'text_encoder' })
  const session = await openFloat32(tools, files, 'text')
  try {
    const ids = { data: BigInt64Array.from(rows.flat(), BigInt), shape: [rows.length, rows[0]?.length ?? 0] }
    return (await session.run({ input_ids: ids })).last_hidden_state as Numbers
  } finally {
    await session.close()
  }
}

/** (a, b, rest) → (b, a, rest) */
const swapAxes = (data: Samples, a: number, b: number, rest: number): Float32Array => {
  const swapped = new Float32Array(data.length)
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      swapped.set(data.subarray((i * b + j) * rest, (i * b + j + 1) * rest), (j * a + i) * rest)
  return swapped
}
