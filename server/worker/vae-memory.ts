/** At most this much for what a VAE computes with at once: more frames in a call make it no faster. */
const largestBytes = 2 ** 30

/**
 * How many pixels a VAE should decode or encode at once, all frames of a call together: as many as an eighth of the memory
 * holds, and no more than 1 GiB. Most is held where pictures have their full size: there a few tensors of the widths of the
 * last two blocks live at once, measured as `tensors` of the wider and the narrower each (npm run bench -- decode-memory).
 * @param widths `block_out_channels`, the width of the full size first
 */
export const pixelsAtOnce = (
  widths: readonly number[],
  memoryBytes: number,
  precision: 'float32' | 'float16',
): number => {
  const [narrow = 1, wide = narrow] = widths
  const bytesPerPixel = tensors * (narrow + wide) * (precision === 'float32' ? 4 : 2)
  return Math.max(1, Math.floor(Math.min(memoryBytes / 8, largestBytes) / bytesPerPixel))
}

const tensors = 3
