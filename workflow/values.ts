import type { Json } from './json.ts'
import { type Statistics, statisticsOf } from './statistics.ts'
import { framesThumbnail, latentThumbnail, type Thumbnail } from './thumbnail.ts'

/** What can flow along a link. Every value is plain data, so that it can be hashed, stored and sent. */
export interface Values {
  'text-encoder': PartRef
  unet3d: PartRef
  vae: PartRef
  conditioning: Conditioning
  latent: Latent
  schedule: ScheduleChoice
  frames: Frames
  clip: Clip
  text: string
  number: number
}

/** The name of a kind of value: the type of a socket. */
export type SocketType = keyof Values

/** The name shown to a person for each socket type, and the shape its sockets have (colour is never the only sign). */
export const socketTypes: Readonly<
  Record<SocketType, { title: string; shape: 'diamond' | 'circle' | 'square' | 'dot' }>
> = {
  'text-encoder': { title: 'text encoder', shape: 'diamond' },
  unet3d: { title: 'UNet3D', shape: 'diamond' },
  vae: { title: 'VAE', shape: 'diamond' },
  conditioning: { title: 'conditioning', shape: 'circle' },
  latent: { title: 'latent', shape: 'square' },
  schedule: { title: 'schedule', shape: 'circle' },
  frames: { title: 'frames', shape: 'square' },
  clip: { title: 'clip', shape: 'circle' },
  text: { title: 'text', shape: 'dot' },
  number: { title: 'number', shape: 'dot' },
}

/** True for the name of a kind of value. */
export const isSocketType = (type: string | undefined): type is SocketType =>
  type !== undefined && Object.hasOwn(socketTypes, type)

/** One part of a checkpoint, by reference: where its folder lies and the fingerprint of what was found there. */
export interface PartRef {
  readonly part: 'text-encoder' | 'unet3d' | 'vae'
  /** The checkpoint as the person named it: a name under a models root, or an absolute path. */
  readonly checkpoint: string
  /** The weight variant, for example `fp16`; empty for the default files. */
  readonly variant: string
  /** Hexadecimal digest over the checkpoint's configuration and weights. */
  readonly fingerprint: string
  /** Of a UNet3D that looks at a clip through windows: their frames, those shared with the next, and whether the clip is a loop. */
  readonly windows?: { readonly length: number; readonly overlap: number; readonly loop: boolean }
}

/** An encoded prompt. */
export interface Conditioning {
  readonly text: string
  /** Hidden states, shape (1, tokens, width). */
  readonly data: Float32Array
  readonly shape: readonly [batch: number, tokens: number, width: number]
  /** Tokens that the prompt uses, its start and end marks included, and the most that the encoder takes. */
  readonly tokens: number
  readonly limit: number
  /** The words that did not fit; empty when all did. */
  readonly lost: string
}

/**
 * A latent on its way from noise to picture: the sample and all that its solver needs to go on.
 * A fresh latent has no `solver`; a chain of UNet3D steps hands it on.
 */
export interface Latent {
  /** Shape (1, channels, frames, height / 8, width / 8), in that order in memory. */
  readonly sample: Float32Array
  readonly shape: readonly [batch: number, channels: number, frames: number, height: number, width: number]
  /** The seed of the generator that drew the noise, and how many times it was asked so far. */
  readonly seed: number
  readonly draws: number
  readonly solver?: {
    /** Names the schedule that this latent is under way on (kind, steps, digest): another schedule cannot continue it. */
    readonly schedule: string
    /** Steps done so far, of how many. */
    readonly step: number
    readonly steps: number
    readonly history: readonly Float32Array[]
    /** What else the solver keeps between steps. */
    readonly extra?: Json
  }
}

/** A choice of solver and its options. It becomes a list of noise levels where a checkpoint's training noise is known. */
export interface ScheduleChoice {
  readonly kind: string
  readonly steps: number
  readonly options: { readonly [name: string]: Json }
}

/** Decoded pictures: 8-bit RGB, frame by frame, row by row. */
export interface Frames {
  readonly data: Uint8Array
  readonly count: number
  readonly height: number
  readonly width: number
}

/** A finished file in the artifact store. */
export interface Clip {
  /** Content address: the SHA-256 of the file's bytes, hexadecimal. */
  readonly artifact: string
  /** File extension without the dot, for example `mp4`. */
  readonly extension: string
  readonly mime: string
  readonly bytes: number
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly framesPerSecond: number
}

/**
 * What a person (and the journal) sees of a value: small, plain JSON, never the numbers themselves. Journals from before
 * there were `numbers` and thumbnails have summaries without them.
 */
export type Summary =
  | { readonly type: 'text-encoder' | 'unet3d' | 'vae'; readonly checkpoint: string; readonly fingerprint: string }
  | {
      readonly type: 'conditioning'
      readonly shape: readonly number[]
      readonly tokens: number
      readonly limit: number
      readonly lost: string
      readonly numbers?: Statistics
    }
  | {
      readonly type: 'latent'
      readonly shape: readonly number[]
      readonly step: number
      readonly steps: number
      readonly numbers?: Statistics
      readonly thumbnail?: Thumbnail
    }
  | { readonly type: 'schedule'; readonly kind: string; readonly steps: number }
  | {
      readonly type: 'frames'
      readonly count: number
      readonly height: number
      readonly width: number
      readonly numbers?: Statistics
      readonly thumbnail?: Thumbnail
    }
  | ({ readonly type: 'clip' } & Clip)
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly number: number }

const pictured = (thumbnail: Thumbnail | undefined) => (thumbnail ? { thumbnail } : {})

/** The summary of a value of the given type, in time linear in its numbers; text is cut after 200 characters. */
export const summarise = <T extends SocketType>(type: T, value: Values[T]): Summary => {
  switch (type) {
    case 'text-encoder':
    case 'unet3d':
    case 'vae': {
      const part = value as PartRef
      return { type, checkpoint: part.checkpoint, fingerprint: part.fingerprint }
    }
    case 'conditioning': {
      const { data, shape, tokens, limit, lost } = value as Conditioning
      return { type, shape, tokens, limit, lost, numbers: statisticsOf(data) }
    }
    case 'latent': {
      const latent = value as Latent
      const { shape, solver, sample } = latent
      return {
        type,
        shape,
        step: solver?.step ?? 0,
        steps: solver?.steps ?? 0,
        numbers: statisticsOf(sample),
        ...pictured(latentThumbnail(latent)),
      }
    }
    case 'schedule': {
      const { kind, steps } = value as ScheduleChoice
      return { type, kind, steps }
    }
    case 'frames': {
      const frames = value as Frames
      const { data, count, height, width } = frames
      return { type, count, height, width, numbers: statisticsOf(data), ...pictured(framesThumbnail(frames)) }
    }
    case 'clip':
      return { type, ...(value as Clip) }
    case 'text':
      return { type, text: (value as string).slice(0, 200) }
    case 'number':
      return { type, number: value as number }
  }
  throw new Error(`No summary is known for a value of type "${type}". Add it to workflow/values.ts.`)
}
