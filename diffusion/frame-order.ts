import type { Samples } from './scheduler.ts'

type LatentShape = readonly [batch: number, channels: number, frames: number, height: number, width: number]

/** Of one latent (1, channels, frames, height, width), the values in the order (frames, channels, height, width). */
export const framesFirst = (samples: Samples, [, channels, frames, height, width]: LatentShape): Float32Array =>
  swapped(samples, channels, frames, height * width)

/** From the order (frames, channels, height, width) to that of a latent (1, channels, frames, height, width). */
export const channelsFirst = (samples: Samples, [, channels, frames, height, width]: LatentShape): Float32Array =>
  swapped(samples, frames, channels, height * width)

/** From (outer, inner, size) to (inner, outer, size). */
const swapped = (samples: Samples, outer: number, inner: number, size: number): Float32Array => {
  const out = new Float32Array(samples.length)
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < inner; i++) {
      const from = (o * inner + i) * size
      out.set(samples.subarray(from, from + size), (i * outer + o) * size)
    }
  return out
}
