import type { Precision } from '../../onnx/graph.ts'

/**
 * About how many bytes one call of a UNet3D takes beside its weights. Most is held where the latents have their full size:
 * there its blocks keep what the way up reads again, and work with a few tensors several times as wide, measured together as
 * `tensors` of the first width (npm run bench -- unet-memory).
 * @param widths `block_out_channels`, the width of the full size first
 * @param shape (batch, channels, frames, height, width) of the latents
 */
export const unetCallBytes = (
  widths: readonly number[],
  [batch, , frames, height, width]: readonly [number, number, number, number, number],
  precision: Precision,
): number => tensors * (widths[0] ?? 1) * batch * frames * height * width * (precision === 'float16' ? 2 : 4)

const tensors = 44
