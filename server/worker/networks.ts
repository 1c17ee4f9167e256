import type { Decoded, Encoded, Posterior, Prediction, PredictMemory, VaeScale } from '../../nodes/contract/context.ts'
import type { PartRef } from '../../workflow/values.ts'

/** The networks of checkpoints, opened when they are first needed. */
export interface Networks {
  /** Hidden states, shape (batch, tokens, width), of the last layer or `skip` layers before it, after the final layer norm. */
  encodeText(textEncoder: PartRef, ids: readonly (readonly number[])[], skip: number): Promise<Encoded>
  /** The UNet's raw output, of the shape of `sample`. @throws where it holds a NaN or an infinity, saying how many */
  predict(unet3d: PartRef, call: Prediction): Promise<Float32Array>
  /** What a call of the UNet with a sample of this shape will hold in memory, by its configuration alone. */
  predictMemory(unet3d: PartRef, shape: Prediction['shape']): Promise<PredictMemory>
  vaeScale(vae: PartRef): Promise<VaeScale>
  /** Pictures (frames, 3, height · factor, width · factor), about −1 to 1, from latents (frames, channels, height, width). */
  decode(vae: PartRef, latents: Float32Array, shape: readonly [number, number, number, number]): Promise<Decoded>
  /** The distributions of the latents of pictures (frames, 3, height, width) from −1 to 1. */
  encode(vae: PartRef, pictures: Float32Array, shape: readonly [number, number, number, number]): Promise<Posterior>
  /** Calls to ONNX Runtime so far, and the milliseconds spent in them and in opening sessions. */
  readonly spent: { readonly calls: number; readonly ms: number; readonly openingMs: number }
  /** Closes all sessions. */
  close(): Promise<void>
}
