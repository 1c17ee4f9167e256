import { createHash } from 'node:crypto'
import type { Scheduler } from '../../diffusion/scheduler.ts'
import {
  Cancelled,
  type Context,
  type Prediction,
  type ReadSettings,
  type VideoSettings,
} from '../../nodes/contract/context.ts'
import type { Asset } from '../../workflow/asset.ts'
import { canonicalJson, type Json } from '../../workflow/json.ts'
import { inEnglish } from '../../workflow/said/said.ts'
import type { Frames, PartRef } from '../../workflow/values.ts'
import { allSchedulers } from '../diffusion/all-schedulers.ts'

/** A context that keeps what a node told it. */
export interface FakeContext extends Context {
  readonly told: {
    readonly progress: (readonly [done: number, total: number, within?: { done: number; total: number }])[]
    readonly previews: { clean: Float32Array; shape: readonly number[]; step: number; steps: number; of: PartRef }[]
    readonly warnings: string[]
    readonly saved: unknown[]
    readonly predictions: Prediction[]
    readonly encoded: { frames: Frames; settings: VideoSettings }[]
    readonly decoded: (readonly number[])[]
    readonly encodedPictures: (readonly number[])[]
    readonly read: { asset: Asset; settings: ReadSettings }[]
  }
}

export interface FakeWorld {
  /** In place of the small analytic network. */
  readonly predict?: (call: Prediction) => Float32Array
  readonly schedulerConfig?: Readonly<Record<string, Json>>
  /** Frames that the VAE can decode at once before it runs out of memory. */
  readonly memory?: number
  /** What the device has for a call of the UNet, which takes 1 GB for each frame of each clip. */
  readonly deviceBytes?: number
  /** Pixels that the VAE should decode at once. */
  readonly pixelsAtOnce?: number
  /** Calls of `check` and of the network that pass before the job is cancelled. */
  readonly patience?: number
  /** What the node saved when it was interrupted. */
  readonly resume?: unknown
  readonly fingerprint?: () => string
  /** Frames of every video file. */
  readonly framesInFile?: number
  /** Words that the text encoder reads. */
  readonly words?: number
}

export const part = (name: PartRef['part'], fingerprint = 'f0'): PartRef => ({
  part: name,
  checkpoint: 'demo',
  variant: '',
  fingerprint,
})

/** The width of the fake text encoder's states. */
const width = 6

/** A network that mixes the sample, its time and its prompt, each value with its neighbour, so that nothing can be swapped unseen. */
const analytic = ({ sample, shape: [batch], timestep, conditioning }: Prediction): Float32Array => {
  const [size, words] = [sample.length / batch, conditioning.length / batch]
  return sample.map((value, i) => {
    const b = Math.floor(i / size)
    const beside = sample[b * size + ((i + 1) % size)]!
    const prompt = conditioning[b * words + (i % words)]!
    return 0.5 * value + 0.2 * Math.sin(beside) + 0.3 * prompt * Math.cos(timestep / 300)
  })
}

/** A small world for one node: its networks are formulas, its files are lists. */
export const createFakeContext = (world: FakeWorld = {}): FakeContext => {
  const told: FakeContext['told'] = {
    progress: [],
    previews: [],
    warnings: [],
    saved: [],
    predictions: [],
    encoded: [],
    decoded: [],
    encodedPictures: [],
    read: [],
  }
  let patience = world.patience ?? Number.POSITIVE_INFINITY
  const check = () => {
    if (patience-- <= 0) throw new Cancelled()
  }
  return {
    told,
    check,
    async openCheckpoint() {
      const fingerprint = world.fingerprint?.() ?? 'f0'
      return {
        textEncoder: part('text-encoder', fingerprint),
        unet3d: part('unet3d', fingerprint),
        vae: part('vae', fingerprint),
      }
    },
    schedulerConfig: async () =>
      world.schedulerConfig ?? {
        _class_name: 'DDIMScheduler',
        num_train_timesteps: 1000,
        beta_start: 0.00085,
        beta_end: 0.012,
        beta_schedule: 'scaled_linear',
        clip_sample: false,
        steps_offset: 1,
        timestep_spacing: 'leading',
      },
    scheduler(kind): Scheduler {
      const found = allSchedulers.get(kind)
      if (!found) throw new Error(`There is no scheduler "${kind}".`)
      return found
    },
    async tokenize(_, text) {
      const limit = world.words ?? 8
      const words = text.split(/\s+/).filter((word) => word !== '')
      const ids = Array.from({ length: limit }, (_, i) => words[i]?.length ?? 0)
      return { ids, tokens: Math.min(words.length, limit), limit, lost: words.slice(limit).join(' ') }
    },
    async encodeText(_, ids, skip) {
      const tokens = ids[0]!.length
      const data = Float32Array.from({ length: ids.length * tokens * width }, (_, i) =>
        Math.sin(ids.flat()[Math.floor(i / width)]! + i + skip),
      )
      return { data, shape: [ids.length, tokens, width] }
    },
    async predict(_, call) {
      check()
      told.predictions.push(call)
      return (world.predict ?? analytic)(call)
    },
    predictMemory: async (_, [batch, , frames]) => ({
      bytes: batch * frames * 1e9,
      available: world.deviceBytes ?? Number.POSITIVE_INFINITY,
    }),
    vaeScale: async () => ({
      scalingFactor: 0.5,
      shiftFactor: 0,
      spatialFactor: 2,
      pixelsAtOnce: world.pixelsAtOnce ?? 2 ** 20,
    }),
    async decode(_, latents, [frames, channels, height, wide]) {
      if (frames > (world.memory ?? Number.POSITIVE_INFINITY))
        throw new Error('Non-zero status code returned: std::bad_alloc')
      told.decoded.push([frames, channels, height, wide])
      const [h, w] = [height * 2, wide * 2]
      const data = new Float32Array(frames * 3 * h * w)
      for (let f = 0; f < frames; f++)
        for (let c = 0; c < 3; c++)
          for (let y = 0; y < h; y++)
            for (let x = 0; x < w; x++)
              data[((f * 3 + c) * h + y) * w + x] = latents[((f * channels + c) * height + (y >> 1)) * wide + (x >> 1)]!
      return { data, shape: [frames, 3, h, w] }
    },
    async encode(_, pictures, [frames, colours, height, wide]) {
      told.encodedPictures.push([frames, colours, height, wide])
      const [h, w] = [height / 2, wide / 2]
      const mean = new Float32Array(frames * 4 * h * w)
      for (let f = 0; f < frames; f++)
        for (let c = 0; c < 4; c++)
          for (let y = 0; y < h; y++)
            for (let x = 0; x < w; x++)
              mean[((f * 4 + c) * h + y) * w + x] = pictures[((f * 3 + (c % 3)) * height + 2 * y) * wide + 2 * x]!
      return { mean, logvar: mean.map((value) => value - 1), shape: [frames, 4, h, w] }
    },
    async readVideo(asset, settings) {
      told.read.push({ asset, settings })
      const { width, height } = settings
      const count = Math.min(settings.count, world.framesInFile ?? Number.POSITIVE_INFINITY)
      return { data: new Uint8Array(count * width * height * 3), count, width, height }
    },
    async encodeVideo(frames, settings) {
      told.encoded.push({ frames, settings })
      return {
        artifact: 'a'.repeat(64),
        extension: settings.format,
        mime: `video/${settings.format}`,
        bytes: 1,
        width: frames.width,
        height: frames.height,
        frames: frames.count,
        framesPerSecond: settings.framesPerSecond,
      }
    },
    progress: (done, total, within) => void told.progress.push(within ? [done, total, within] : [done, total]),
    preview: (clean, shape, step, steps, of) => void told.previews.push({ clean, shape, step, steps, of }),
    warn: (words) => void told.warnings.push(inEnglish(words)),
    digest: (value) => createHash('sha256').update(canonicalJson(value)).digest('hex'),
    resume: async <T>() => world.resume as T | undefined,
    save: async (progress) => void told.saved.push(structuredClone(progress)),
  }
}
