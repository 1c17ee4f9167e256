import { blendWindows, cutWindow, frameWindows } from '../../diffusion/frame-windows.ts'
import type { PartRef } from '../../workflow/values.ts'
import type { Context } from '../contract/context.ts'

/**
 * Calls the network once for each window of frames and blends what it says of the frames that they share; at once on all
 * frames where the UNet3D has no windows or one is enough.
 * @param seen told after each window but the last how many of them were seen
 */
export const windowedPredict =
  (context: Context, seen: (done: number, total: number) => void): Context['predict'] =>
  async (unet3d: PartRef, call) => {
    const [batch, channels, count, height, width] = call.shape
    const windows = unet3d.windows ? frameWindows(count, unet3d.windows) : []
    if (windows.length <= 1) return context.predict(unet3d, call)
    const parts = []
    for (const [i, window] of windows.entries()) {
      if (i > 0) seen(i, windows.length)
      const sample = cutWindow(call.sample, call.shape, window.frames)
      const shape = [batch, channels, window.frames.length, height, width] as const
      parts.push({ window, values: await context.predict(unet3d, { ...call, sample, shape }) })
    }
    return blendWindows(parts, call.shape)
  }
