import type { PartRef } from '../../workflow/values.ts'

/** Latent-to-colour factors that are right for what is looked at. */
export interface LatentColours {
  /** Colours for the previews of one run of steps. Never rejects: what is wrong comes with the first answer. */
  follow(vae: PartRef): ColourFollower
}

/**
 * The name of the factors (`PreviewHeader.colour`) for the estimate after a step, shape (frames, channels, height, width),
 * scaled as the UNet has it. Their file is there when this resolves.
 */
export type ColourFollower = (
  clean: Float32Array,
  shape: readonly [frames: number, channels: number, height: number, width: number],
  step: number,
  steps: number,
) => Promise<string>
