import type { NodeId, Workflow } from '../../workflow/document.ts'
import { framesOf } from '../../workflow/frames.ts'
import { tintOf } from '../../workflow/tints.ts'
import { rectOfFrame } from './frame-rects.ts'
import type { MountedCanvas } from './mounted-canvas.ts'
import type { PlacedCard } from './near-index.ts'
import { boundsOf, type Rect } from './rects.ts'
import { cardRects } from './scene.ts'
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
 * part of the world on the map changed: while the view moves over them, they are one picture. Where nothing of it differs,
 * nothing is painted: an edit of a value would cost a frame more of the whole page.
 * @returns a function that paints, `size` in CSS pixels, and tells how the world lies on the map
 */
export const createMapPainter = (element: HTMLCanvasElement) => {
  const picture = document.createElement('canvas')
  let shown: readonly unknown[] = []
  /** The part in view as it is drawn on the map. */
  let drawn: readonly number[] = []
  /** Around which cards and frames the bounds were found. */
  let known:
    | {
        readonly cards: readonly PlacedCard[]
        readonly frames: unknown
        readonly bounds: Rect | undefined
      }
    | undefined

  return (
    { viewport, parts, still }: Pick<MountedCanvas, 'viewport' | 'parts' | 'still'>,
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
    const cards = still ? scene.everyCard() : cardRects(scene, workflow).map(([id, rect]) => ({ id, rect }))
    if (known?.cards !== cards || known.frames !== workflow.frames) {
      const frames = framesOf(workflow).map(([, frame]) => rectOfFrame(frame))
      const bounds = boundsOf([...frames, ...cards.map(({ rect }) => rect)])
      known = { cards, frames: workflow.frames, bounds }
    }
    const { bounds } = known
    const { x, y, k } = viewport.now
    const view: Rect = { x: -x / k, y: -y / k, width: window.width / k, height: window.height / k }
    const all = boundsOf(bounds ? [view, bounds] : [view]) ?? view
    const scale = Math.min((width - 2 * air) / all.width, (height - 2 * air) / all.height)
    const left = all.x - (width / scale - all.width) / 2
    const top = all.y - (height / scale - all.height) / 2
    const place = { scale, left, top }
    const { selection } = editor.store.getState()
    const what = [cards, workflow.frames, selection, theme, scale, left, top]
    const part = [view.x, view.y, view.width, view.height]
    const differs = what.some((each, index) => each !== shown[index])
    if (!differs && part.every((each, index) => each === drawn[index])) return place
    drawn = part
    if (differs) {
      shown = what
      paintCards(picture, density, { workflow, cards, selection, theme, place })
    }
    const context = element.getContext('2d')
    if (!context) return place
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, element.width, element.height)
    if (picture.width > 0 && picture.height > 0) context.drawImage(picture, 0, 0)
    context.setTransform(density, 0, 0, density, 0, 0)
    context.strokeStyle = theme.accent
    context.lineWidth = 1
    context.beginPath()
    context.roundRect((view.x - left) * scale, (view.y - top) * scale, view.width * scale, view.height * scale, 3)
    context.stroke()
    return place
  }
}

interface PaintedMap {
  readonly workflow: Workflow
  readonly cards: readonly PlacedCard[]
  readonly selection: ReadonlySet<NodeId>
  readonly theme: Theme
  readonly place: MapPlace
}

const paintCards = (
  canvas: HTMLCanvasElement,
  density: number,
  { workflow, cards, selection, theme, place: { scale, left, top } }: PaintedMap,
): void => {
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(density, 0, 0, density, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.globalAlpha = 0.3
  for (const [, frame] of framesOf(workflow)) {
    const rect = rectOfFrame(frame)
    context.fillStyle = theme.tints[tintOf(frame) ?? 'slate']
    context.fillRect((rect.x - left) * scale, (rect.y - top) * scale, rect.width * scale, rect.height * scale)
  }
  context.globalAlpha = 1
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
