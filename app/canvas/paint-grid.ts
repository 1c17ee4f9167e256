import type { Rect } from './rects.ts'
import type { Theme } from './theme.ts'
import type { Transform } from './transform.ts'

const gridStep = 24

/** Dots on the grid in a part of the screen, every fourth larger; where they would stand too close, every second is left out. */
export const paintGrid = (context: CanvasRenderingContext2D, part: Rect, transform: Transform, theme: Theme): void => {
  let step = gridStep * transform.k
  while (step < 14) step *= 2
  const dots = (every: number, side: number) => {
    const gap = step * every
    const left = part.x + ((((transform.x - part.x) % gap) + gap) % gap)
    const top = part.y + ((((transform.y - part.y) % gap) + gap) % gap)
    context.beginPath()
    for (let y = top; y < part.y + part.height; y += gap)
      for (let x = left; x < part.x + part.width; x += gap)
        context.rect(Math.round(x) - side / 2, Math.round(y) - side / 2, side, side)
    context.fill()
  }
  context.fillStyle = theme.grid
  dots(1, 2)
  dots(4, 3)
}
