import type { Factors } from '../../diffusion/latent-colour.ts'

/** Levels of colour for one unit of a latent value, whose mean is near 0 and whose variance is near 1. */
const gain = 0.2

/**
 * Colours for latents whose own are gone: the first three channels as red, green and blue about the middle, or the first
 * alone as grey where there are fewer. They show what is where, not how it looks.
 */
export const falseColours = (channels: number): Factors => {
  const rows = Array.from({ length: channels }, (_, channel) =>
    channels < 3 ? Array(3).fill(channel === 0 ? gain : 0) : [0, 1, 2].map((rgb) => (rgb === channel ? gain : 0)),
  )
  return { format: 'latent-colour', channels, kernel: 1, scale: 1, weights: [...rows.flat(), 0.5, 0.5, 0.5] }
}
