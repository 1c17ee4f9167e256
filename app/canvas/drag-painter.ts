import { type NodeId, nodeOf } from '../../workflow/document.ts'
import type { FarPicture } from './far-pictures.ts'
import type { Hold } from './near-index.ts'
import { hasPicture, leastPictured, type PaintedCards } from './paint-card.ts'
import { type PaintedFrame, paintFrames } from './paint-frames.ts'
import { paintGrid } from './paint-grid.ts'
import { type PaintedWire, paintWires } from './paint-wires.ts'
import type { PainterParts } from './painter.ts'
import type { Rect } from './rects.ts'
import { createStillLayers } from './still-layers.ts'
import type { Theme } from './theme.ts'
import { rectOnScreen, type Transform } from './transform.ts'

export interface DragPainterParts
  extends Pick<
    PainterParts,
    'scene' | 'theme' | 'size' | 'workflow' | 'selection' | 'nodeStates' | 'held' | 'dropTarget' | 'picture'
  > {
  /** What is seen in a part of the screen; of `hold`, only that. */
  framesIn(part: Rect): readonly PaintedFrame[]
  wiresIn(theme: Theme, part: Rect, hold: Hold): readonly PaintedWire[]
  cardsIn(part: Rect, hold: Hold): PaintedCards
  paintCards(context: CanvasRenderingContext2D, cards: PaintedCards): void
  /** A time in milliseconds. */
  now(): number
}

/** Milliseconds between two looks at the pictures of still cards: every one in sight is asked for. */
const pace = 100
/** How far the edge of a card and its sockets reach beyond it, in pixels. */
const bleed = 4

/** Paints a frame of a drag: what is held anew, over and under pictures of what stays. */
export const createDragPainter = (parts: DragPainterParts) => {
  const { scene } = parts
  const layers = createStillLayers()
  let stillWires = 0
  /** What each still card that has a place for it shows in the layers. */
  const pictures = new Map<NodeId, FarPicture | undefined>()
  let looked = 0

  const remember = ({ cards }: PaintedCards) => {
    for (const { id, picture, rect, layout } of cards)
      if (rect.width >= leastPictured && hasPicture(layout)) pictures.set(id, picture)
  }
  /** Paints still cards anew that show another picture, with what overlaps them. */
  const renewPictures = () => {
    if (pictures.size === 0 || parts.now() - looked < pace) return
    looked = parts.now()
    const workflow = parts.workflow()
    for (const [id, shown] of pictures) {
      const node = nodeOf(workflow, id)
      const world = scene.rectOf(id)
      if (!node || !world || parts.picture(id, node) === shown) continue
      const { x, y, width, height } = rectOnScreen(scene.transform, world)
      const around = { x: x - bleed, y: y - bleed, width: width + 2 * bleed, height: height + 2 * bleed }
      layers.patch(around, (over) => {
        const near = parts.cardsIn(around, 'still')
        parts.paintCards(over, near)
        remember(near)
      })
    }
  }

  return {
    /** @returns where the view was and which part of it was painted, or undefined where the browser gives no canvas for it */
    paint(context: CanvasRenderingContext2D): { readonly at: Transform; readonly part: Rect } | undefined {
      const theme = parts.theme()
      const size = parts.size()
      const part = { x: 0, y: 0, ...size }
      const at = { ...scene.transform }
      const frames = parts.framesIn(part)
      const causes = [
        ...[parts.workflow(), parts.selection(), parts.nodeStates(), parts.held(), scene.mounted.getState(), theme],
        ...[at.x, at.y, at.k, parts.dropTarget()?.link],
        // Frames move with what is in them.
        ...frames.flatMap(({ rect: { x, y, width, height } }) => [x, y, width, height]),
      ]
      const moving = parts.wiresIn(theme, part, 'held')
      let fresh = false
      const still = layers.of(causes, size, window.devicePixelRatio || 1, (under, over) => {
        fresh = true
        paintGrid(under, part, at, theme)
        paintFrames(under, frames, at.k, theme)
        const wires = parts.wiresIn(theme, part, 'still')
        stillWires = wires.length
        paintWires(under, wires, at.k, theme, stillWires + moving.length)
        const cards = parts.cardsIn(part, 'still')
        parts.paintCards(over, cards)
        pictures.clear()
        remember(cards)
      })
      if (!still) return undefined
      if (!fresh) renewPictures()
      context.drawImage(still.under, 0, 0, size.width, size.height)
      paintWires(context, moving, at.k, theme, stillWires + moving.length)
      context.drawImage(still.over, 0, 0, size.width, size.height)
      parts.paintCards(context, parts.cardsIn(part, 'held'))
      return { at, part }
    },
    /** The drag is over. */
    end() {
      layers.drop()
      pictures.clear()
    },
  }
}
