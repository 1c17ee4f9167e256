import type { Scheduler } from '../../diffusion/scheduler.ts'
import type { Asset } from '../../workflow/asset.ts'
import type { Json } from '../../workflow/json.ts'
import type { Words } from '../../workflow/said/said.ts'
import type { Clip, Frames, PartRef } from '../../workflow/values.ts'

/** The world as a node may reach it. The executor makes one for each run of a node. */
export interface Context {
  /** @throws Cancelled once the job was cancelled. Every call to a network asks this first. */
  check(): void

  /** The parts of a checkpoint, by its name under a models root or its absolute path. Opens no network. */
  openCheckpoint(name: string, variant: string): Promise<{ textEncoder: PartRef; unet3d: PartRef; vae: PartRef }>
  /** The checkpoint's scheduler/scheduler_config.json: how its network was trained and the solver it was published with. */
  schedulerConfig(part: PartRef): Promise<{ readonly [key: string]: Json }>
  /** The solver of this kind. @throws when there is none, naming those that there are */
  scheduler(kind: string): Scheduler

  /** Token ids padded to the encoder's limit; `tokens` of them are used, and the words in `lost` were cut. */
  tokenize(textEncoder: PartRef, text: string): Promise<{ ids: number[]; tokens: number; limit: number; lost: string }>
  /** Hidden states, shape (batch, tokens, width), of the last layer or `skip` layers before it. */
  encodeText(textEncoder: PartRef, ids: readonly (readonly number[])[], skip: number): Promise<Encoded>
  /** The network's raw output (noise, v or sample, as it was trained), of the shape of `sample`. */
  predict(unet3d: PartRef, call: Prediction): Promise<Float32Array>
  /** What a call of `predict` with a sample of this shape will hold in memory. Opens no network. */
  predictMemory(unet3d: PartRef, shape: Prediction['shape']): Promise<PredictMemory>
  vaeScale(vae: PartRef): Promise<VaeScale>
  /** Pictures from latents (frames, channels, height, width) that were divided by the scaling factor: about −1 to 1, shape (frames, 3, height · factor, width · factor). */
  decode(vae: PartRef, latents: Float32Array, shape: readonly [number, number, number, number]): Promise<Decoded>

  /** What the VAE takes pictures (frames, 3, height, width) from −1 to 1 for. Fewer frames at a time where memory does not suffice. */
  encode(vae: PartRef, pictures: Float32Array, shape: readonly [number, number, number, number]): Promise<Posterior>

  /**
   * Frames of a video file that the person gave, as `settings` wants them.
   * @throws where the file is not there or cannot be read, or the frames asked for are not in it
   */
  readVideo(asset: Asset, settings: ReadSettings): Promise<Frames>
  /** Writes frames as a video file into the artifact store. */
  encodeVideo(frames: Frames, settings: VideoSettings): Promise<Clip>

  /** Says that `done` of `total` units of the node's work are done, and how many calls of a network of the next one. */
  progress(done: number, total: number, within?: { readonly done: number; readonly total: number }): void
  /** Shows the estimate of the finished latent after a step, shape (frames, channels, height, width); never waits. */
  preview(
    clean: Float32Array,
    shape: readonly [number, number, number, number],
    step: number,
    steps: number,
    of: PartRef,
  ): void
  /** A remark that stands on the node: it ran, but the person should know this. */
  warn(words: Words): void

  /** Content address of plain data: SHA-256 of its canonical JSON, hexadecimal. */
  digest(value: Json): string
  /** What this very node, with these very inputs, saved when it was last interrupted; undefined where nothing was. */
  resume<T>(): Promise<T | undefined>
  /**
   * Saves how far this node has come (plain data and typed arrays) atomically, replacing what it saved before. When this
   * resolves it outlives the process; it outlives a power cut as soon as the disk has it, which the next step runs beside.
   */
  save(progress: unknown): Promise<void>
}

export interface Encoded {
  readonly data: Float32Array
  readonly shape: readonly [batch: number, tokens: number, width: number]
}

export interface Prediction {
  readonly sample: Float32Array
  readonly shape: readonly [batch: number, channels: number, frames: number, height: number, width: number]
  readonly timestep: number
  readonly conditioning: Float32Array
  readonly conditioningShape: readonly [batch: number, tokens: number, width: number]
}

export interface PredictMemory {
  /** About how many bytes the call takes beside the weights. */
  readonly bytes: number
  /** How many the device has beside the weights. */
  readonly available: number
}

export interface Decoded {
  readonly data: Float32Array
  readonly shape: readonly [frames: number, channels: number, height: number, width: number]
}

/** Normal distributions of latents, one for each value: shape (frames, channels, height, width), before the scaling factor. */
export interface Posterior {
  readonly mean: Float32Array
  /** The logarithm of the variance. */
  readonly logvar: Float32Array
  readonly shape: readonly [frames: number, channels: number, height: number, width: number]
}

export interface VaeScale {
  readonly scalingFactor: number
  readonly shiftFactor: number
  /** How many pixels a latent covers each way. */
  readonly spatialFactor: number
  /** How many pixels the device should decode at once, all frames of a chunk together: an estimate of its memory. */
  readonly pixelsAtOnce: number
}

/** Which frames are read from a video, and how they are brought to a size. */
export interface ReadSettings {
  /** Frames a second that are read, repeating or dropping some of the file's; 0 for those that the file has. */
  readonly framesPerSecond: number
  /** Where to begin, in frames at that rate. */
  readonly first: number
  /** The most frames that are read. */
  readonly count: number
  readonly width: number
  readonly height: number
  /** Cut off what stands over, add black bars, or change the proportions. */
  readonly fit: 'crop' | 'pad' | 'stretch'
}

export interface VideoSettings {
  readonly format: 'mp4' | 'webm' | 'gif'
  readonly framesPerSecond: number
  /** 0 (smallest) to 100 (best). */
  readonly quality: number
}

/** Thrown to end a node's run after its job was cancelled. */
export class Cancelled extends Error {
  override name = 'Cancelled'
  constructor() {
    super('The job was cancelled.')
  }
}
