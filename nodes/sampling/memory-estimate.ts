import { frameWindows } from '../../diffusion/frame-windows.ts'
import type { Latent, PartRef } from '../../workflow/values.ts'
import type { Context } from '../contract/context.ts'

/**
 * Warns where one call of the network will hardly fit into the device's memory: how much it takes, how much there is, and
 * how many frames at a time would fit.
 * @param batch clips in a call: 2 under guidance
 */
export const warnOfMemory = async (
  context: Context,
  unet3d: PartRef,
  [, channels, count, height, width]: Latent['shape'],
  batch: number,
): Promise<void> => {
  const frames = unet3d.windows ? (frameWindows(count, unet3d.windows)[0]?.frames.length ?? count) : count
  const { bytes, available } = await context.predictMemory(unet3d, [batch, channels, frames, height, width])
  if (bytes <= available) return
  const fit = Math.floor((frames * available) / bytes)
  const remedy =
    fit < 2
      ? 'Make the clip smaller.'
      : unet3d.windows
        ? `Set Frames in a window to ${fit} or less, or make the clip smaller.`
        : `Put Frame windows of ${fit} frames or fewer between Load checkpoint and these steps, or make the clip smaller.`
  context.warn(
    `A call of the UNet3D on ${frames} frames of this size takes about ${gigabytes(bytes)} beside its weights, and the device has ${gigabytes(available)} for it: it may be very slow, or fail. ${remedy}`,
  )
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
