import type { Json } from '../../workflow/json.ts'
import { SaidError } from '../../workflow/said/said.ts'
import type { PartRef } from '../../workflow/values.ts'
import type { CheckpointInfo, CheckpointTerms } from '../../workflow/wire.ts'
import type { PartFiles } from './part-files.ts'

/** A diffusers folder that was found: what it says of itself. Nothing of its weights was read but their headers. */
export interface Checkpoint {
  /** As the person named it: a name under a models root, or an absolute path. */
  readonly name: string
  readonly folder: string
  readonly variant: string
  /** Hexadecimal digest over configurations and weight files. */
  readonly fingerprint: string
  readonly parts: { readonly textEncoder: PartRef; readonly unet3d: PartRef; readonly vae: PartRef }
  /** The files of one part. @throws CheckpointError or WeightError naming the file and the tensor */
  files(part: PartRef['part']): Promise<PartFiles>
  /** scheduler/scheduler_config.json */
  readonly schedulerConfig: { readonly [key: string]: Json }
}

/** The checkpoints under the models roots. */
export interface Checkpoints {
  /** @throws CheckpointError naming the folder, what is wrong there and what to do */
  open(name: string, variant: string): Promise<Checkpoint>
  /** The checkpoint that a part belongs to. @throws CheckpointError where its files are no longer those of the fingerprint */
  of(part: PartRef): Promise<Checkpoint>
  /** Every checkpoint of every root; one that cannot be used is there with its `problem`. */
  list(): Promise<CheckpointInfo[]>
  /** Its scheduler/scheduler_config.json, read without its weights. @throws as `open` */
  schedulerConfig(name: string, variant: string): Promise<Checkpoint['schedulerConfig']>
  /** How many tokens a text has under its tokenizer, and the words that do not fit, read without its weights. @throws as `open` */
  countTokens(name: string, variant: string, text: string): Promise<{ tokens: number; limit: number; lost: string }>
  /** Token ids of a prompt, padded to the encoder's limit, by the checkpoint's own tokenizer. */
  tokenize(textEncoder: PartRef, text: string): Promise<{ ids: number[]; tokens: number; limit: number; lost: string }>
  /**
   * The model card of a checkpoint, usable or not: its README.md as Markdown without front matter, at most 64 KiB; empty
   * where there is none. @throws CheckpointError where there is no checkpoint of this name
   */
  card(name: string): Promise<{ licence: string; text: string }>
  /** What that card says of how the checkpoint may be used. @throws as `card` */
  terms(name: string): Promise<CheckpointTerms>
}

/** A folder that is no usable checkpoint: what is wrong, where, and what to do. */
export class CheckpointError extends SaidError {
  override name = 'CheckpointError'
}
