import type { Samples } from '../../diffusion/scheduler.ts'
import { type Said, SaidError } from '../../workflow/said/said.ts'

/** @throws where values are NaN or infinite: what `told` says of so many of all */
export const checkFinite = (samples: Samples, told: (broken: number, count: number) => Said): void => {
  let broken = 0
  for (let i = 0; i < samples.length; i++) if (!Number.isFinite(samples[i])) broken++
  if (broken > 0) throw new SaidError(told(broken, samples.length))
}

/** The samples in single precision, as networks and latents have them. */
export const float32 = (samples: Samples): Float32Array =>
  samples instanceof Float32Array ? samples : new Float32Array(samples)
