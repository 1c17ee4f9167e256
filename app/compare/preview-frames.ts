import { colouredFrames } from '../parts/latent-player.ts'
import type { Preview } from '../state/app-context.ts'
import type { ClipFrames } from './clip-frames.ts'

/** The latents of one step in colour, frame by frame, as a clip is. */
export const openPreviewFrames = (preview: Preview): ClipFrames => {
  const frame = colouredFrames(preview)
  const made = new Map<number, ImageBitmap>()
  let closed = false
  return {
    count: preview.header.frames,
    at: (index) => made.get(index),
    async load(index) {
      const known = made.get(index)
      if (known) return known
      const bitmap = await createImageBitmap(frame(index))
      if (closed) bitmap.close()
      else made.set(index, bitmap)
      return bitmap
    },
    destroy() {
      closed = true
      for (const bitmap of made.values()) bitmap.close()
      made.clear()
    },
  }
}
