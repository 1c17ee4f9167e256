import type { Config } from '../../onnx/config.ts'
import type { Picture } from '../../workflow/sizes.ts'

/** Checkpoints whose configuration still names the size of the one that they were trained on from. */
const retrained: readonly (readonly [name: RegExp, width: number, height: number])[] = [
  [/zeroscope.*576/i, 576, 320],
  [/zeroscope.*xl/i, 1024, 576],
]

const whole = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0
const levels = (config: Config): number | undefined =>
  Array.isArray(config.block_out_channels) ? config.block_out_channels.length : undefined

/**
 * The pictures that a checkpoint makes best, from the UNet's `sample_size` and the levels of UNet and VAE (each but the last
 * halves the sides); undefined where its configurations do not say.
 */
export const pictureOf = (name: string, unet: Config, vae: Config): Picture | undefined => {
  const [inside, outside] = [levels(unet), levels(vae)]
  if (inside === undefined || outside === undefined) return undefined
  const factor = 2 ** (outside - 1)
  const grid = factor * 2 ** (inside - 1)
  const known = retrained.find(([pattern]) => pattern.test(name))
  if (known) return { width: known[1], height: known[2], grid }
  const [height, width] = Array.isArray(unet.sample_size) ? unet.sample_size : [unet.sample_size, unet.sample_size]
  return whole(height) && whole(width) ? { width: width * factor, height: height * factor, grid } : undefined
}
