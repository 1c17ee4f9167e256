import type { Rect } from './rects.ts'
import type { Theme } from './theme.ts'
import type { Transform } from './transform.ts'

const gridStep = 24

/** Dots on the grid in a part of the screen, every fourth larger; where they would stand too close, every second is left out. */
export const paintGrid = (context: CanvasRenderingContext2D, part: Rect, transform: Transform, theme: Theme): void => {
  let step = gridStep * transform.k
  while (step < 14) step *= 2
  const density = context.getTransform().a
  const dots = (every: number, side: number) => {
    const gap = step * every
    const left = part.x + ((((transform.x - part.x) % gap) + gap) % gap)
    const top = part.y + ((((transform.y - part.y) % gap) + gap) % gap)
    // One row is drawn and put down again and again: thousands of dots cost more than all that stands on them.
    const row = new OffscreenCanvas(Math.ceil(part.width * density), Math.ceil(side * density))
    const brush = row.getContext('2d')
    if (!brush) return
    brush.setTransform(density, 0, 0, density, -part.x * density, 0)
    brush.fillStyle = theme.grid
    for (let x = left; x < part.x + part.width; x += gap) brush.fillRect(Math.round(x) - side / 2, 0, side, side)
    for (let y = top; y < part.y + part.height; y += gap)
      context.drawImage(row, part.x, Math.round(y) - side / 2, row.width / density, row.height / density)
  }
  dots(1, 2)
  dots(4, 3)
}
