import { overlaps, type Point, type Rect } from './rects.ts'
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

/** False only where no point of a wire lies in a part of the screen. */
export const mayCross = ({ from, to }: Pick<PaintedWire, 'from' | 'to'>, part: Rect, scale: number): boolean => {
  const bounds = wireBounds({ x: from.x / scale, y: from.y / scale }, { x: to.x / scale, y: to.y / scale })
  const { x, y, width, height } = bounds
  return overlaps({ x: x * scale, y: y * scale, width: width * scale, height: height * scale }, part)
}

/** Above this number of wires on the screen they go without casing: it cannot be seen then. */
const casingLimit = 500
/** How many of them are stroked as one path: one for each takes longer, and one for all longest. */
const batch = 64

/** Wires on a dark casing that sets each off from those below it. `crowd`: of how many they are a part, which decides on the casing. */
export const paintWires = (
  context: CanvasRenderingContext2D,
  wires: readonly PaintedWire[],
  scale: number,
  theme: Theme,
  crowd = wires.length,
): void => {
  const width = Math.min(2.4, Math.max(1, 2 * scale))
  const alphas = { weak: 0.5, normal: 0.82, strong: 1 }
  context.lineCap = 'round'
  for (const weight of ['weak', 'normal', 'strong'] as const) {
    const own = weight === 'strong' ? width * 1.3 : width
    const among = wires.filter((wire) => wire.weight === weight)
    const stroke = (colour: string) => {
      context.globalAlpha = alphas[weight]
      context.strokeStyle = colour
      context.lineWidth = own
      context.stroke()
    }
    if (crowd > casingLimit) {
      for (const colour of new Set(among.map((wire) => wire.colour))) {
        const alike = among.filter((wire) => wire.colour === colour)
        for (let start = 0; start < alike.length; start += batch) {
          context.beginPath()
          for (const { from, to } of alike.slice(start, start + batch)) trace(context, from, to, scale)
          stroke(colour)
        }
      }
      continue
    }
    for (const { from, to, colour } of among) {
      context.beginPath()
      trace(context, from, to, scale)
      context.globalAlpha = 1
      context.strokeStyle = theme.canvas
      context.lineWidth = own + 3 * Math.min(1, scale)
      context.stroke()
      stroke(colour)
    }
  }
  context.globalAlpha = 1
}
