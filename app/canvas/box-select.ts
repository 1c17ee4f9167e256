import type { NodeId } from '../../workflow/document.ts'
import { listen } from '../parts/listen.ts'
import { additive, onCard } from './pointer.ts'
import { overlaps, type Point } from './rects.ts'
import type { Scene } from './scene.ts'
import { rectOnScreen } from './transform.ts'
import type { Viewport } from './viewport.ts'

export interface BoxParts {
  readonly scene: Scene
  readonly viewport: Viewport
  readonly container: HTMLElement
  /** The rectangle that is drawn. */
  readonly box: HTMLElement
  ids(): Iterable<NodeId>
  spaceHeld(): boolean
  selection(): ReadonlySet<NodeId>
  select(ids: Iterable<NodeId>): void
}

/** Adds to the selection what a box holds, drawn with Shift or Ctrl on the empty canvas; Escape, and a drag that the browser ends, leave it as it was. @returns a function that ends it */
export const listenToBox = ({ scene, viewport, container, box, ...parts }: BoxParts): (() => void) => {
  let start: { at: Point; before: ReadonlySet<NodeId> } | undefined

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || onCard(event) || parts.spaceHeld() || !additive(event)) return
    start = { at: viewport.world(event), before: new Set(parts.selection()) }
  }
  const move = (event: PointerEvent) => {
    if (!start) return
    const at = viewport.world(event)
    const world = {
      x: Math.min(at.x, start.at.x),
      y: Math.min(at.y, start.at.y),
      width: Math.abs(at.x - start.at.x),
      height: Math.abs(at.y - start.at.y),
    }
    const { x, y, width, height } = rectOnScreen(scene.transform, world)
    box.hidden = false
    box.style.transform = `translate(${x}px, ${y}px)`
    box.style.width = `${width}px`
    box.style.height = `${height}px`
    const inside = [...parts.ids()].filter((id) => {
      const rect = scene.rectOf(id)
      return rect && overlaps(rect, world)
    })
    parts.select([...start.before, ...inside])
  }
  const up = () => {
    start = undefined
    box.hidden = true
  }
  const cancel = () => {
    if (start) parts.select(start.before)
    up()
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !start || box.hidden) return
    event.preventDefault()
    event.stopPropagation()
    cancel()
  }
  const ends = [
    listen(window, { keydown: key }, true),
    listen(container, { pointerdown: down }),
    listen(window, { pointermove: move, pointerup: up, pointercancel: cancel }),
  ]
  return () => {
    for (const end of ends) end()
  }
}
