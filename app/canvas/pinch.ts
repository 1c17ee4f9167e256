import type { Viewport } from './viewport.ts'

/** What Safari alone sends for a pinch; the scale is that since its beginning. */
interface GestureEvent extends UIEvent {
  readonly scale: number
  readonly clientX: number
  readonly clientY: number
}

/**
 * Zooms with a pinch on a trackpad in Safari, which sends no wheel with Ctrl for it, and keeps the page from being zoomed.
 * Where fingers touch the screen, touch.ts zooms.
 * @returns a function that ends it
 */
export const listenToPinch = (
  container: HTMLElement,
  viewport: Pick<Viewport, 'local' | 'zoomAbout'>,
): (() => void) => {
  let before = 1
  let touches = 0
  const touch = (event: TouchEvent) => {
    touches = event.touches.length
  }
  const pinch = (event: Event) => {
    event.preventDefault()
    const { scale, clientX, clientY } = event as GestureEvent
    if (event.type === 'gesturestart') before = 1
    if (touches === 0 && scale > 0) viewport.zoomAbout(viewport.local({ clientX, clientY }), scale / before)
    before = scale
  }
  const gestures = ['gesturestart', 'gesturechange', 'gestureend']
  const touched = ['touchstart', 'touchend', 'touchcancel'] as const
  for (const name of gestures) container.addEventListener(name, pinch, { passive: false })
  for (const name of touched) container.addEventListener(name, touch, { passive: true })
  return () => {
    for (const name of gestures) container.removeEventListener(name, pinch)
    for (const name of touched) container.removeEventListener(name, touch)
  }
}
