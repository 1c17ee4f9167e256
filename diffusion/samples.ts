import type { Samples } from './scheduler.ts'

/** An empty array of the same type and length. */
export function emptyLike(samples: Samples): Samples {
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
  return Float32Array.from(sum)
}

/**
 * The sample as float32 holds it, in its own type: some of diffusers' classes cast it so before they take the step,
 * whatever the network answers in.
 */
export function cast(samples: Samples): Samples {
  return samples.map(Math.fround)
}

/** Each value held within ± `range`. */
export function clamp(samples: Samples, range: number): Samples {
  const out = emptyLike(samples)
  for (let i = 0; i < out.length; i++) out[i] = Math.min(Math.max(samples[i] as number, -range), range)
  return out
}

/**
 * Dynamic thresholding (Saharia et al. 2022, arXiv 2205.11487): values are held within the `ratio` quantile of their
 * magnitudes, itself held within 1..max, and divided by it. The whole array counts as one picture.
 */
export function threshold(samples: Samples, ratio: number, max: number): Samples {
  const sorted = Float64Array.from(samples, Math.abs).sort()
  const at = ratio * (sorted.length - 1)
  const low = sorted[Math.floor(at)] as number
  const high = sorted[Math.ceil(at)] as number
  const range = Math.min(Math.max(low + (high - low) * (at - Math.floor(at)), 1), max)
  return combine([1 / range, clamp(samples, range)])
}
