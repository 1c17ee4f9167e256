import type { Samples, VideoShape } from './scheduler.ts'

/** An empty array of the same type and length. */
function emptyLike(samples: Samples): Samples {
  return samples instanceof Float64Array ? new Float64Array(samples.length) : new Float32Array(samples.length)
}

/**
 * Σ weight · samples, value by value: summed in double from first to last, stored in the first term's type.
 * Terms of weight 0 are left out, so that what they hold cannot spoil the sum. Throws when lengths differ.
 */
export function combine(...terms: readonly (readonly [weight: number, samples: Samples])[]): Samples {
  const first = (terms[0] as readonly [number, Samples])[1]
  const sum = new Float64Array(first.length)
  for (const [weight, samples] of terms) {
    if (samples.length !== first.length)
      throw new Error(
        `A network output or noise has ${samples.length} values where the sample has ${first.length}. Check the shape that the network answers.`,
      )
    if (weight !== 0) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (samples[i] as number)
  }
  if (first instanceof Float64Array) return sum
  return new Float32Array(sum)
}

/**
 * The sample as float32 holds it, in its own type: some of diffusers' classes cast it so before they take the step,
 * whatever the network answers in.
 */
export function cast(samples: Samples): Samples {
  return samples instanceof Float32Array ? samples.slice() : new Float64Array(new Float32Array(samples))
}

/** Each value held within ± `range`. */
export function clamp(samples: Samples, range: number): Samples {
  const out = emptyLike(samples)
  for (let i = 0; i < out.length; i++) out[i] = Math.min(Math.max(samples[i] as number, -range), range)
  return out
}

/**
 * Dynamic thresholding (Saharia et al. 2022, arXiv 2205.11487): a picture's values are held within the `ratio` quantile
 * of their magnitudes, itself held within 1..max, and divided by it. Each frame of a video is a picture of its own, since
 * diffusers' video pipeline gives its solvers (batch · frames, channels, height, width).
 * @param shape of a video; without it all values are one picture
 */
export function threshold(samples: Samples, ratio: number, max: number, shape?: VideoShape): Samples {
  const [batch, channels, frames, height, width] = shape ?? [1, 1, 1, 1, samples.length]
  const area = height * width
  const out = emptyLike(samples)
  const magnitudes = new Float64Array(channels * area)
  for (let clip = 0; clip < batch; clip++)
    for (let frame = 0; frame < frames; frame++) {
      const starts = Array.from({ length: channels }, (_, c) => ((clip * channels + c) * frames + frame) * area)
      for (const [c, start] of starts.entries())
        for (let i = 0; i < area; i++) magnitudes[c * area + i] = Math.abs(samples[start + i] as number)
      const range = Math.min(Math.max(quantile(magnitudes, ratio), 1), max)
      for (const start of starts)
        for (let i = start; i < start + area; i++)
          out[i] = (1 / range) * Math.min(Math.max(samples[i] as number, -range), range)
    }
  return out
}

/** The value below which the share `ratio` of some numbers lies, between two of them where it falls there. Sorts them. */
function quantile(numbers: Float64Array, ratio: number): number {
  numbers.sort()
  const at = ratio * (numbers.length - 1)
  const low = numbers[Math.floor(at)] as number
  const high = numbers[Math.ceil(at)] as number
  return low + (high - low) * (at - Math.floor(at))
}
