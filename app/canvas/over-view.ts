import type { Rect } from './rects.ts'
import type { Viewport } from './viewport.ts'

/** What lies over the canvas now (all children of elements with `data-over-canvas`), in pixels of the view. */
export const overView = (viewport: Pick<Viewport, 'local'>): Rect[] =>
  [...document.querySelectorAll('[data-over-canvas] > *')].flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0 ? [{ ...viewport.local({ clientX: left, clientY: top }), width, height }] : []
  })
