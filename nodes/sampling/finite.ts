import type { Samples } from '../../diffusion/scheduler.ts'

/** @throws where a value is NaN or infinite: how many, and what to do. `what` begins the sentence: "Step 3 of 25 left" */
export const checkFinite = (samples: Samples, what: string): void => {
  let broken = 0
  for (let i = 0; i < samples.length; i++) if (!Number.isFinite(samples[i])) broken++
  if (broken > 0)
    throw new Error(
      `${what} ${broken} of ${samples.length} values that are no finite numbers. Lower the guidance, take another Scheduler, or choose float32 weights.`,
    )
}

/** The samples in single precision, as networks and latents have them. */
export const float32 = (samples: Samples): Float32Array =>
  samples instanceof Float32Array ? samples : new Float32Array(samples)
