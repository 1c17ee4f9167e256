import { frameWindows } from '../../diffusion/frame-windows.ts'
import { say } from '../../workflow/said/said.ts'
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
  const memory = { frames, bytes, available }
  if (fit < 2) context.warn(say('clipTooLarge', memory))
  else context.warn(say(unet3d.windows ? 'windowTooLarge' : 'framesTooMany', { ...memory, fit }))
}
