import type { FrameId, NodeId } from '../../workflow/document.ts'
import type { Edit } from '../../workflow/edits.ts'
import { changeFrame, frameOf } from '../../workflow/frames.ts'
import { listen } from '../parts/listen.ts'
import type { Editor } from '../state/editor.ts'
import type { Texts } from '../texts/texts.ts'
import { carriedBy, type FrameEdge, frameEdges, rectOfFrame, withEdgeMoved } from './frame-rects.ts'
import type { Projection } from './projection.ts'
import type { Point, Rect } from './rects.ts'
import { cardRects, type Scene } from './scene.ts'
import type { Snap } from './snap.ts'
import type { Viewport } from './viewport.ts'

export interface FrameGestureParts {
  readonly editor: Editor
  readonly scene: Scene
  readonly viewport: Viewport
  readonly projection: Projection
  readonly container: HTMLElement
  readonly snap: Snap
  /** The texts of the chosen language. */
  texts(): Texts['canvas']
  spaceHeld(): boolean
}

/** Where frames are while a person drags them; the document hears of it at the end. */
export interface FrameGestures {
  /** The rectangle of a frame as it is seen now. */
  rectOf(id: FrameId): Rect | undefined
  destroy(): void
}

/** A press that moved less than this many pixels is a click. */
const clickSlack = 4

interface Gesture {
  readonly id: FrameId
  /** The edge or corner that is dragged; of none, the whole frame. */
  readonly edge: FrameEdge | undefined
  readonly from: Point
  /** Where everything was that moves with it. */
  readonly frames: ReadonlyMap<FrameId, Rect>
  readonly nodes: ReadonlyMap<NodeId, Point>
  moved: boolean
}

/**
 * Drags of frames, by their titles (their cards and the frames in them go with them) and by their edges and corners.
 * Elements name the frame in `data-frame` and what is dragged in `data-frame-grip`.
 */
export const listenToFrames = (parts: FrameGestureParts): FrameGestures => {
  const { editor, scene, viewport, projection, container, snap, texts } = parts
  const live = new Map<FrameId, Rect>()
  let gesture: Gesture | undefined

  const rectOf = (id: FrameId): Rect | undefined => {
    const frame = frameOf(editor.workflow(), id)
    return live.get(id) ?? (frame && rectOfFrame(frame))
  }
  const show = (id: FrameId, rect: Rect) => {
    live.set(id, rect)
    const element = container.querySelector<HTMLElement>(`[data-frame="${CSS.escape(id)}"]`)
    if (!element) return
    element.style.left = `${rect.x}px`
    element.style.top = `${rect.y}px`
    element.style.width = `${rect.width}px`
    element.style.height = `${rect.height}px`
  }

  const down = (event: PointerEvent) => {
    const { target } = event
    const grip = target instanceof Element ? target.closest<HTMLElement>('[data-frame-grip]') : null
    const id = grip?.closest<HTMLElement>('[data-frame]')?.dataset.frame
    if (!grip || id === undefined || event.button !== 0 || parts.spaceHeld()) return
    const rect = rectOf(id)
    if (!rect) return
    // Neither the view nor a box begins here.
    event.stopPropagation()
    const edge = frameEdges.find((each) => each === grip.dataset.frameGrip)
    const workflow = editor.workflow()
    const cards = cardRects(scene, workflow)
    const carried = edge === undefined ? carriedBy(workflow, id, rect, cards) : { nodes: [], frames: [] }
    gesture = {
      id,
      edge,
      from: viewport.world(event),
      frames: new Map([id, ...carried.frames].map((each) => [each, rectOf(each)!])),
      nodes: new Map(carried.nodes.map((each) => [each, projection.placeOf(each)!])),
      moved: false,
    }
  }

  const move = (event: PointerEvent) => {
    if (!gesture) return
    const { id, edge, from, frames, nodes } = gesture
    const at = viewport.world(event)
    if (!gesture.moved) {
      if (Math.hypot(at.x - from.x, at.y - from.y) * scene.transform.k < clickSlack) return
      gesture.moved = true
      projection.hold(nodes.keys())
      scene.raise(...nodes.keys())
      container.dataset.moving = ''
    }
    const own = frames.get(id)!
    const held = event.shiftKey
    if (edge !== undefined) {
      // The edge itself comes onto the grid.
      const x = edge.includes('w') ? own.x : own.x + own.width
      const y = edge.includes('n') ? own.y : own.y + own.height
      const dx = snap.apply(x + at.x - from.x, held) - x
      const dy = snap.apply(y + at.y - from.y, held) - y
      show(id, withEdgeMoved(own, edge, dx, dy))
    } else {
      const dx = Math.round(snap.apply(own.x + at.x - from.x, held) - own.x)
      const dy = Math.round(snap.apply(own.y + at.y - from.y, held) - own.y)
      for (const [each, rect] of frames) show(each, { ...rect, x: rect.x + dx, y: rect.y + dy })
      for (const [each, { x, y }] of nodes) projection.move(each, { x: x + dx, y: y + dy })
    }
    scene.invalidate()
  }

  const finish = (commit: boolean) => {
    const done = gesture
    if (!done) return
    gesture = undefined
    if (!done.moved) return
    delete container.dataset.moving
    const edit: Edit = (workflow) =>
      [...done.frames.keys()].reduce((next, each) => {
        const rect = live.get(each)
        return rect ? changeFrame(each, { at: [rect.x, rect.y], size: [rect.width, rect.height] })(next) : next
      }, workflow)
    const title = frameOf(editor.workflow(), done.id)?.title || texts().aFrame
    const verb = done.edge === undefined ? texts().moveEdit : texts().resizeEdit
    if (commit) projection.release({ label: verb(title), edit })
    else {
      for (const [each, rect] of done.frames) show(each, rect)
      projection.free()
    }
    live.clear()
    scene.invalidate()
  }
  const up = () => finish(true)
  const cancel = () => finish(false)
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !gesture?.moved) return
    event.preventDefault()
    event.stopPropagation()
    finish(false)
  }

  const ends = [
    listen(container, { pointerdown: down }, true),
    listen(window, { pointermove: move, pointerup: up, pointercancel: cancel }),
    listen(window, { keydown: key }, true),
  ]
  return {
    rectOf,
    destroy() {
      for (const end of ends) end()
    },
  }
}
