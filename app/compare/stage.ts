import { paintDifference } from './difference.ts'

/** How two or more clips are laid against each other. */
export type Mode = 'side' | 'wipe' | 'difference'

export interface Look {
  readonly mode: Mode
  /** Which two clips a wipe or a difference is of. */
  readonly pair: readonly [number, number]
  /** Where a wipe is divided, from 0 to 1 of the width. */
  readonly divider: number
  /** What a difference is multiplied with. */
  readonly gain: number
}

const contextOf = (canvas: HTMLCanvasElement, width: number, height: number, read = false) => {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  return canvas.getContext('2d', { willReadFrequently: read })
}

/** Draws frames on canvases of their own size, one for each. */
export const drawSide = (canvases: readonly (HTMLCanvasElement | null)[], frames: readonly ImageBitmap[]): void => {
  for (const [index, frame] of frames.entries()) {
    const canvas = canvases[index]
    if (canvas) contextOf(canvas, frame.width, frame.height)?.drawImage(frame, 0, 0)
  }
}

/** Draws the left part of one frame and the right part of another, at the first one's size. */
export const drawWipe = (canvas: HTMLCanvasElement, a: ImageBitmap, b: ImageBitmap, divider: number): void => {
  const { width, height } = a
  const context = contextOf(canvas, width, height)
  if (!context) return
  context.drawImage(a, 0, 0)
  context.save()
  context.beginPath()
  context.rect(width * divider, 0, width, height)
  context.clip()
  context.clearRect(0, 0, width, height)
  context.drawImage(b, 0, 0, width, height)
  context.restore()
}

/** Draws the amplified difference of two frames, at the first one's size. @returns its mean, from 0 to 255 */
export const drawDifference = (canvas: HTMLCanvasElement, a: ImageBitmap, b: ImageBitmap, gain: number): number => {
  const { width, height } = a
  const context = contextOf(canvas, width, height, true)
  if (!context) return 0
  const pixels = (frame: ImageBitmap) => {
    context.clearRect(0, 0, width, height)
    context.drawImage(frame, 0, 0, width, height)
    return context.getImageData(0, 0, width, height)
  }
  const [one, two] = [pixels(a), pixels(b)]
  const mean = paintDifference(one.data, two.data, gain, two.data)
  context.putImageData(two, 0, 0)
  return mean
}
