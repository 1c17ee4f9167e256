import type { PartRef } from '../../workflow/values.ts'

/** Latent-to-colour factors of VAEs, fitted when they are first needed and kept in a file each. */
export interface LatentColours {
  /** The name of a VAE's factors (`PreviewHeader.colour`): their file is there when this resolves. */
  of(vae: PartRef): Promise<string>
}
