import { listen } from '../parts/listen.ts'
import type { Point } from './rects.ts'
import type { Viewport } from './viewport.ts'

/** Where the pointer was last, for what a key does there. Points are of the window, unless said otherwise. */
export interface PointerPlace {
  /** Undefined while it is not over the canvas. */
  readonly now: Point | undefined
  /** The middle of the view. */
  middle(): Point
  /** The point of the world that is seen at one of the window. */
  worldAt(point: Point): Point
  destroy(): void
}

/** Follows the pointer over the container of the cards. @param moved told of each of its moves */
export const createPointerPlace = (container: HTMLElement, viewport: Viewport, moved: () => void): PointerPlace => {
  let now: Point | undefined
  const destroy = listen(window, {
    pointermove(event) {
      moved()
      now = container.contains(event.target as Node) ? { x: event.clientX, y: event.clientY } : undefined
    },
  })
  return {
    get now() {
      return now
    },
    middle() {
      const { left, top, width, height } = container.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    },
    worldAt: ({ x, y }) => viewport.world({ clientX: x, clientY: y }),
    destroy,
  }
}
