import type { Tint } from '../../workflow/tints.ts'
import type { Rect } from './rects.ts'
import type { Theme } from './theme.ts'

export interface PaintedFrame {
  /** In screen pixels. */
  readonly rect: Rect
  readonly tint: Tint | undefined
}

/** The areas of frames, the larger ones first as they come. */
export const paintFrames = (
  context: CanvasRenderingContext2D,
  frames: readonly PaintedFrame[],
  scale: number,
  theme: Theme,
): void => {
  for (const { rect, tint } of frames) {
    const colour = theme.tints[tint ?? 'slate']
    context.beginPath()
    context.roundRect(rect.x, rect.y, rect.width, rect.height, Math.max(2, 12 * scale))
    context.fillStyle = colour
    context.globalAlpha = tint ? 0.11 : 0.08
    context.fill()
    context.globalAlpha = tint ? 0.55 : 0.38
    context.strokeStyle = colour
    context.lineWidth = 1
    context.stroke()
  }
  context.globalAlpha = 1
}
