import type { Point, Rect } from './rects.ts'
import type { Theme } from './theme.ts'

/** How far the ends of a wire reach before it turns, in the world's pixels. */
export const bend = (from: Point, to: Point): number => {
  const across = to.x - from.x
  const distance = Math.hypot(across, to.y - from.y)
  return across >= 0
    ? Math.max(Math.min(distance * 0.5, 36), Math.min(across * 0.5, 180))
    : Math.min(220, 48 + distance * 0.3)
}

const trace = (context: CanvasRenderingContext2D, from: Point, to: Point, scale: number): void => {
  const reach = bend({ x: from.x / scale, y: from.y / scale }, { x: to.x / scale, y: to.y / scale }) * scale
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.bezierCurveTo(from.x + reach, from.y, to.x - reach, to.y, to.x, to.y)
}

/** The rectangle in which a wire between two points of the world can lie. */
export const wireBounds = (from: Point, to: Point): Rect => {
  const reach = to.x >= from.x ? 0 : bend(from, to) * 0.75
  const x = Math.min(from.x, to.x) - reach
  const y = Math.min(from.y, to.y)
  return { x, y, width: Math.abs(to.x - from.x) + reach * 2, height: Math.abs(to.y - from.y) }
}

export interface PaintedWire {
  /** In screen pixels. */
  readonly from: Point
  readonly to: Point
  readonly colour: string
  /** `strong` belongs to what is selected or running, `weak` to the rest while something is selected. */
  readonly weight: 'normal' | 'strong' | 'weak'
}

/** Above this number of wires on the screen they go without casing: it cannot be seen then. */
const casingLimit = 500

/** Wires on a dark casing that sets each off from those below it. */
export const paintWires = (
  context: CanvasRenderingContext2D,
  wires: readonly PaintedWire[],
  scale: number,
  theme: Theme,
): void => {
  const width = Math.min(2.4, Math.max(1, 2 * scale))
  const order = { weak: 0, normal: 1, strong: 2 }
  context.lineCap = 'round'
  for (const wire of [...wires].sort((a, b) => order[a.weight] - order[b.weight])) {
    const own = wire.weight === 'strong' ? width * 1.3 : width
    trace(context, wire.from, wire.to, scale)
    if (wires.length <= casingLimit) {
      context.globalAlpha = 1
      context.strokeStyle = theme.canvas
      context.lineWidth = own + 3 * Math.min(1, scale)
      context.stroke()
    }
    context.globalAlpha = wire.weight === 'weak' ? 0.5 : wire.weight === 'strong' ? 1 : 0.82
    context.strokeStyle = wire.colour
    context.lineWidth = own
    context.stroke()
  }
  context.globalAlpha = 1
}
