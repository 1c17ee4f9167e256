import type { NodeId, Workflow } from '../../workflow/document.ts'
import { framesOf } from '../../workflow/frames.ts'
import { tintOf } from '../../workflow/tints.ts'
import { rectOfFrame } from './frame-rects.ts'
import type { MountedCanvas } from './mounted-canvas.ts'
import type { PlacedCard } from './near-index.ts'
import { boundsOf, type Rect } from './rects.ts'
import type { Theme } from './theme.ts'

/** How the world lies on the map: map = (world - (left, top)) · scale. */
export interface MapPlace {
  readonly scale: number
  readonly left: number
  readonly top: number
}

/** Between the edge of the map and the world, in pixels of the map. */
const air = 6

/**
 * A painter of the map of a workflow on an element. The cards are painted anew only when they, the selection, the theme or the
 * part of the world on the map changed: while the view moves over them, they are one picture, and while some are held, the
 * others are. Where nothing of it differs, nothing is painted: an edit of a value would cost a frame more of the whole page.
 * @returns a function that paints, `size` in CSS pixels, and tells how the world lies on the map
 */
export const createMapPainter = (element: HTMLCanvasElement) => {
  const picture = document.createElement('canvas')
  let shown: readonly unknown[] = []
  /** The part in view and the cards that are held, as they are drawn on the map. */
  let drawn: readonly number[] = []
  /** The part of the world that is on the map. */
  let world: Rect | undefined
  /** What stays where it is, and its bounds. */
  let known:
    | {
        readonly every: readonly PlacedCard[]
        readonly held: ReadonlyMap<NodeId, unknown>
        readonly frames: unknown
        readonly cards: readonly PlacedCard[]
        readonly bounds: Rect | undefined
      }
    | undefined

  return (
    { viewport, parts, held: heldNow }: Pick<MountedCanvas, 'viewport' | 'parts' | 'held'>,
    theme: Theme,
    { width, height }: { readonly width: number; readonly height: number },
    window: { readonly width: number; readonly height: number },
  ): MapPlace => {
    const density = globalThis.devicePixelRatio || 1
    for (const canvas of [element, picture]) {
      const [wide, tall] = [Math.round(width * density), Math.round(height * density)]
      if (canvas.width === wide && canvas.height === tall) continue
      canvas.width = wide
      canvas.height = tall
      shown = []
    }
    const { editor, scene } = parts
    const workflow = editor.workflow()
    const every = scene.everyCard()
    const held = heldNow()
    if (known?.every !== every || known.held !== held || known.frames !== workflow.frames) {
      const frames = framesOf(workflow).map(([, frame]) => rectOfFrame(frame))
      const cards = held.size > 0 ? every.filter(({ id }) => !held.has(id)) : every
      const bounds = boundsOf([...frames, ...cards.map(({ rect }) => rect)])
      known = { every, held, frames: workflow.frames, cards, bounds }
    }
    const { cards, bounds } = known
    const moving = [...held.keys()].flatMap((id) => {
      const rect = scene.rectOf(id)
      return rect ? [{ id, rect }] : []
    })
    const { x, y, k } = viewport.now
    const view: Rect = { x: -x / k, y: -y / k, width: window.width / k, height: window.height / k }
    const seen = [view, ...(bounds ? [bounds] : []), ...moving.map(({ rect }) => rect)]
    // While cards are held it only grows: at its edge, each of their steps would have all of the map painted anew.
    world = boundsOf(world && held.size > 0 ? [...seen, world] : seen) ?? view
    const scale = Math.min((width - 2 * air) / world.width, (height - 2 * air) / world.height)
    const left = world.x - (width / scale - world.width) / 2
    const top = world.y - (height / scale - world.height) / 2
    const place = { scale, left, top }
    const { selection } = editor.store.getState()
    const what = [cards, workflow.frames, selection, theme, scale, left, top]
    const part = [view, ...moving.map(({ rect }) => rect)].flatMap(({ x, y, width, height }) => [x, y, width, height])
    const differs = what.some((each, index) => each !== shown[index])
    if (!differs && part.length === drawn.length && part.every((each, index) => each === drawn[index])) return place
    drawn = part
    const [brush, context] = [picture.getContext('2d'), element.getContext('2d')]
    if (!brush || !context) return place
    if (differs) {
      shown = what
      brush.setTransform(density, 0, 0, density, 0, 0)
      brush.clearRect(0, 0, picture.width, picture.height)
      paintFrames(brush, workflow, theme, place)
      paintCards(brush, cards, selection, theme, place)
    }
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, element.width, element.height)
    if (picture.width > 0 && picture.height > 0) context.drawImage(picture, 0, 0)
    context.setTransform(density, 0, 0, density, 0, 0)
    paintCards(context, moving, selection, theme, place)
    context.strokeStyle = theme.accent
    context.lineWidth = 1
    context.beginPath()
    context.roundRect((view.x - left) * scale, (view.y - top) * scale, view.width * scale, view.height * scale, 3)
    context.stroke()
    return place
  }
}

const paintFrames = (
  context: CanvasRenderingContext2D,
  workflow: Workflow,
  theme: Theme,
  { scale, left, top }: MapPlace,
): void => {
  context.globalAlpha = 0.3
  for (const [, frame] of framesOf(workflow)) {
    const rect = rectOfFrame(frame)
    context.fillStyle = theme.tints[tintOf(frame) ?? 'slate']
    context.fillRect((rect.x - left) * scale, (rect.y - top) * scale, rect.width * scale, rect.height * scale)
  }
  context.globalAlpha = 1
}

const paintCards = (
  context: CanvasRenderingContext2D,
  cards: readonly PlacedCard[],
  selection: ReadonlySet<NodeId>,
  theme: Theme,
  { scale, left, top }: MapPlace,
): void => {
  // One path for all of a colour: thousands of fills would take longer than a frame.
  for (const marked of [false, true]) {
    context.beginPath()
    for (const { id, rect } of cards)
      if (selection.has(id) === marked)
        context.rect(
          (rect.x - left) * scale,
          (rect.y - top) * scale,
          Math.max(2, rect.width * scale),
          Math.max(2, rect.height * scale),
        )
    context.fillStyle = marked ? theme.faint : theme.line
    context.fill()
  }
}
