import type { NodeId } from '../../workflow/document.ts'
import type { NodeMode } from '../../workflow/modes.ts'
import type { Tint } from '../../workflow/tints.ts'
import { type SocketType, socketTypes } from '../../workflow/values.ts'
import type { FarPicture } from './far-pictures.ts'
import type { CardLayout } from './geometry.ts'
import type { Point, Rect } from './rects.ts'
import type { Theme } from './theme.ts'
import type { TitleFit } from './title-fit.ts'

/** The sign of a socket type, so that colour is never the only one. */
const traceSocket = (context: CanvasRenderingContext2D, type: SocketType, { x, y }: Point, radius: number): void => {
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

/** Cards narrower than this, in pixels of the screen, show no picture. */
export const leastPictured = 24

export interface PaintedCard {
  readonly id: NodeId
  readonly rect: Rect
  readonly layout: CardLayout
  readonly title: string
  readonly sign: CardSign
  /** From 0 to 1, where the node is running. */
  readonly share: number
  readonly selected: boolean
  readonly unknown: boolean
  readonly mode: NodeMode | undefined
  /** Left out of the next run, by a mute of its own or of what it needs. */
  readonly silent: boolean
  readonly tint: Tint | undefined
  readonly sockets: readonly { readonly at: Point; readonly type: SocketType }[]
  readonly picture: FarPicture | undefined
}

/** Cards that are painted: the ones of which nothing is to be told, and the others. */
export interface PaintedCards {
  readonly shapes: readonly Pick<PaintedCard, 'rect' | 'layout'>[]
  readonly cards: readonly PaintedCard[]
}

/** Below this scale a card is its shape, its picture's place and its sign: the dots of its sockets would hide it. */
export const shapesBelow = 0.12

/** Cards of which nothing is to be told, from so far away that they are only shapes: all of them at once. `rect` is in screen pixels. */
export const paintShapes = (
  context: CanvasRenderingContext2D,
  cards: readonly Pick<PaintedCard, 'rect' | 'layout'>[],
  scale: number,
  theme: Theme,
): void => {
  context.beginPath()
  for (const { rect } of cards) context.rect(rect.x, rect.y, rect.width, rect.height)
  context.fillStyle = theme.card
  context.fill()
  context.lineWidth = 1
  context.strokeStyle = theme.line
  context.stroke()
  context.beginPath()
  const inset = 10 * scale
  for (const { rect, layout } of cards) {
    if (!hasPicture(layout)) continue
    const width = rect.width - inset * 2
    context.rect(rect.x + inset, rect.y + layout.view.y * scale, width, Math.min(layout.view.height * scale, width))
  }
  context.fillStyle = theme.canvas
  context.fill()
}

/** With what cards are painted. */
export interface CardBrush {
  readonly context: CanvasRenderingContext2D
  readonly scale: number
  readonly theme: Theme
  readonly cut: TitleFit
}

/** A card as it is seen from far away, or for the moment before its element is there. `rect` is in screen pixels. */
export const paintCard = (brush: CardBrush, card: PaintedCard): void => {
  const { context } = brush
  context.globalAlpha = card.silent ? 0.42 : card.mode === 'bypass' ? 0.7 : 1
  paintBody(brush, card)
  context.globalAlpha = 1
}

const paintBody = (brush: CardBrush, card: PaintedCard): void => {
  const { context, scale, theme } = brush
  const { x, y, width, height } = card.rect
  const relay = card.layout.shape === 'relay'
  const radius = relay ? height / 2 : 9 * scale
  context.beginPath()
  if (radius < 1.5) context.rect(x, y, width, height)
  else context.roundRect(x, y, width, height, radius)
  context.fillStyle = theme.card
  context.fill()
  if (card.tint) {
    const alpha = context.globalAlpha
    context.globalAlpha = alpha * 0.26
    context.fillStyle = theme.tints[card.tint]
    context.fill()
    context.globalAlpha = alpha
  }
  context.lineWidth = card.selected || card.sign === 'running' ? 1.5 : 1
  context.strokeStyle =
    card.sign === 'wrong' ? theme.wrong : card.selected || card.sign === 'running' ? theme.accent : theme.line
  context.setLineDash(card.unknown || card.mode === 'bypass' ? [4, 3] : [])
  context.stroke()
  context.setLineDash([])

  if (!relay) paintFace(brush, card)
  if (scale < shapesBelow) return
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

/** True where a card shows a picture, and not a line. */
export const hasPicture = (
  layout: CardLayout,
): layout is CardLayout & { readonly view: NonNullable<CardLayout['view']> } =>
  layout.view !== undefined && layout.view.height > 100

/** A picture as large as its box lets it be, in the middle. */
const paintPicture = (context: CanvasRenderingContext2D, source: HTMLCanvasElement, box: Rect): void => {
  const scale = Math.min(box.width / source.width, box.height / source.height)
  const width = source.width * scale
  const height = source.height * scale
  context.drawImage(source, box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)
}

/** What stands on a card: the place of its picture, its title, its sign. */
const paintFace = ({ context, scale, theme, cut }: CardBrush, card: PaintedCard): void => {
  const { x, y, width } = card.rect
  const header = 34 * scale
  if (hasPicture(card.layout)) {
    const inset = 10 * scale
    const wide = width - inset * 2
    const box = {
      x: x + inset,
      y: y + card.layout.view.y * scale,
      width: wide,
      height: Math.min(card.layout.view.height * scale, wide),
    }
    context.beginPath()
    context.roundRect(box.x, box.y, box.width, box.height, 6 * scale)
    context.fillStyle = theme.canvas
    context.fill()
    if (card.picture) paintPicture(context, card.picture.source, box)
  }
  const far = scale < 0.45
  const narrow = width < 64
  const size = Math.max(narrow ? 8 : far ? 9 : 0, 12.5 * scale)
  const margin = narrow ? 3 : far ? 5 : 33 * scale
  const room = width - (far ? margin * 2 : 56 * scale) - (card.sign === 'none' ? 0 : size)
  if (room > 20) {
    context.font = `600 ${size}px ${theme.font}`
    context.textBaseline = 'middle'
    context.fillStyle = theme.text
    context.fillText(cut(context, card.title, room), x + margin, y + (far ? Math.max(header, 16) / 2 : header / 2))
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
}
