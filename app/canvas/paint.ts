import { type SocketType, socketTypes } from '../../workflow/values.ts'
import type { CardLayout, Point, Rect } from './geometry.ts'
import type { Theme } from './theme.ts'

/** Where the world lies on the screen: screen = world · k + (x, y). */
export interface Transform extends Point {
  readonly k: number
}

export const toScreen = (transform: Transform, point: Point): Point => ({
  x: point.x * transform.k + transform.x,
  y: point.y * transform.k + transform.y,
})

export const toWorld = (transform: Transform, point: Point): Point => ({
  x: (point.x - transform.x) / transform.k,
  y: (point.y - transform.y) / transform.k,
})

const gridStep = 24

/** Dots of one pixel on the grid, every fourth stronger; where they would stand too close, every second is left out. */
export const paintGrid = (
  context: CanvasRenderingContext2D,
  size: { width: number; height: number },
  transform: Transform,
  theme: Theme,
): void => {
  let step = gridStep * transform.k
  while (step < 14) step *= 2
  const dots = (every: number, side: number) => {
    const gap = step * every
    const left = ((transform.x % gap) + gap) % gap
    const top = ((transform.y % gap) + gap) % gap
    context.beginPath()
    for (let y = top; y < size.height; y += gap)
      for (let x = left; x < size.width; x += gap)
        context.rect(Math.round(x) - side / 2, Math.round(y) - side / 2, side, side)
    context.fill()
  }
  context.fillStyle = theme.grid
  dots(1, 1)
  dots(4, 2)
}

/** How far the ends of a wire reach before it turns. */
const bend = (from: Point, to: Point): number => {
  const across = to.x - from.x
  const distance = Math.hypot(across, to.y - from.y)
  return across >= 0
    ? Math.max(Math.min(distance * 0.5, 36), Math.min(across * 0.5, 180))
    : Math.min(220, 48 + distance * 0.3)
}

const trace = (context: CanvasRenderingContext2D, from: Point, to: Point, scale: number): void => {
  const reach =
    bend({ x: from.x / scale, y: from.y / scale }, { x: to.x / scale, y: to.y / scale }) * scale
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
    context.globalAlpha = wire.weight === 'weak' ? 0.35 : wire.weight === 'strong' ? 1 : 0.82
    context.strokeStyle = wire.colour
    context.lineWidth = own
    context.stroke()
  }
  context.globalAlpha = 1
}

/** The sign of a socket type, so that colour is never the only one. */
export const traceSocket = (
  context: CanvasRenderingContext2D,
  type: SocketType,
  { x, y }: Point,
  radius: number,
): void => {
  const { shape } = socketTypes[type]
  if (shape === 'square') context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8)
  else if (shape === 'diamond') {
    const reach = radius * 1.25
    context.moveTo(x, y - reach)
    context.lineTo(x + reach, y)
    context.lineTo(x, y + reach)
    context.lineTo(x - reach, y)
    context.closePath()
  } else {
    const size = shape === 'dot' ? radius * 0.75 : radius
    context.moveTo(x + size, y)
    context.arc(x, y, size, 0, Math.PI * 2)
  }
}

export type CardSign = 'none' | 'waiting' | 'running' | 'done' | 'wrong'

export interface PaintedCard {
  readonly rect: Rect
  readonly layout: CardLayout
  readonly title: string
  readonly sign: CardSign
  /** From 0 to 1, where the node is running. */
  readonly share: number
  readonly selected: boolean
  readonly unknown: boolean
  readonly sockets: readonly { readonly at: Point; readonly type: SocketType }[]
}

/** A card as it is seen from far away, or for the moment before its element is there. `rect` is in screen pixels. */
export const paintCard = (
  context: CanvasRenderingContext2D,
  card: PaintedCard,
  scale: number,
  theme: Theme,
): void => {
  const { x, y, width, height } = card.rect
  const radius = 9 * scale
  context.beginPath()
  context.roundRect(x, y, width, height, radius)
  context.fillStyle = theme.card
  context.fill()
  context.lineWidth = card.selected || card.sign === 'running' ? 1.5 : 1
  context.strokeStyle =
    card.sign === 'wrong' ? theme.wrong : card.selected || card.sign === 'running' ? theme.accent : theme.line
  context.setLineDash(card.unknown ? [4, 3] : [])
  context.stroke()
  context.setLineDash([])

  const header = 34 * scale
  if (card.layout.view && card.layout.view.height > 100) {
    const inset = 10 * scale
    context.beginPath()
    context.roundRect(x + inset, y + card.layout.view.y * scale, width - inset * 2, (width / scale - 20) * scale, 6 * scale)
    context.fillStyle = theme.canvas
    context.fill()
  }
  const far = scale < 0.45
  const size = Math.max(far ? 9 : 0, 12.5 * scale)
  const room = width - (far ? 10 : 56 * scale) - (card.sign === 'none' ? 0 : size)
  if (room > 12) {
    context.font = `600 ${size}px ${theme.font}`
    context.textBaseline = 'middle'
    context.fillStyle = theme.text
    context.fillText(
      cut(context, card.title, room),
      x + (far ? 5 : 33 * scale),
      y + (far ? Math.max(header, 16) / 2 : header / 2),
    )
  }
  if (card.sign !== 'none') {
    const reach = Math.max(2.5, 5 * scale)
    const at = { x: x + width - reach - Math.max(4, 10 * scale), y: y + Math.max(header, far ? 16 : 0) / 2 }
    context.beginPath()
    context.lineWidth = Math.max(1, 2 * scale)
    if (card.sign === 'running') {
      context.arc(at.x, at.y, reach, 0, Math.PI * 2)
      context.strokeStyle = theme.line
      context.stroke()
      context.beginPath()
      context.arc(at.x, at.y, reach, -Math.PI / 2, -Math.PI / 2 + Math.max(0.05, card.share) * Math.PI * 2)
      context.strokeStyle = theme.accent
      context.stroke()
    } else {
      context.arc(at.x, at.y, reach * 0.8, 0, Math.PI * 2)
      context.fillStyle = card.sign === 'done' ? theme.ok : theme.wrong
      context.strokeStyle = theme.faint
      if (card.sign === 'waiting') context.stroke()
      else context.fill()
    }
  }
  for (const socket of card.sockets) {
    context.beginPath()
    traceSocket(
      context,
      socket.type,
      { x: x + socket.at.x * scale, y: y + socket.at.y * scale },
      Math.max(1.5, 4.5 * scale),
    )
    context.fillStyle = theme.types[socket.type]
    context.fill()
  }
}

/** The text with an ellipsis where it is wider than `room` pixels in the context's font. */
const cut = (context: CanvasRenderingContext2D, text: string, room: number): string => {
  if (context.measureText(text).width <= room) return text
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle
    else high = middle - 1
  }
  return low === 0 ? '' : `${text.slice(0, low).trimEnd()}…`
}
