import type { AreaPlugin } from 'rete-area-plugin'
import { noMotion } from '../parts/no-motion.ts'
import type { Point, Rect } from './rects.ts'
import type { Scheme } from './rete-scheme.ts'
import { type Transform, toScreen, toWorld } from './transform.ts'

/** The least shows 5,000 nodes at once. */
const zoomRange = [0.02, 2.5] as const
const clampZoom = (zoom: number) => Math.min(zoomRange[1], Math.max(zoomRange[0], zoom))

/** The transform after a zoom by `factor` that leaves the point of the screen where it is. */
export const zoomedAbout = (transform: Transform, point: Point, factor: number): Transform => {
  const k = clampZoom(transform.k * factor)
  return {
    k,
    x: point.x - ((point.x - transform.x) * k) / transform.k,
    y: point.y - ((point.y - transform.y) * k) / transform.k,
  }
}

/** The transform that shows a rectangle of the world in the middle of a view with some air around, at 100 % or less. */
export const fitted = (bounds: Rect, size: { width: number; height: number }, air = 48): Transform => {
  const k = clampZoom(
    Math.min(
      1,
      (size.width - 2 * air) / Math.max(1, bounds.width),
      (size.height - 2 * air) / Math.max(1, bounds.height),
    ),
  )
  return {
    k,
    x: (size.width - bounds.width * k) / 2 - bounds.x * k,
    y: (size.height - bounds.height * k) / 2 - bounds.y * k,
  }
}

export interface Viewport {
  readonly now: Transform
  size(): { width: number; height: number }
  /** Ends an animation under way. */
  set(transform: Transform): void
  /** In 160 ms, or at once where the person wants no motion. */
  animate(transform: Transform): void
  pan(dx: number, dy: number): void
  zoomAbout(point: Point, factor: number): void
  /** From a point of the window to one of the view. */
  local(event: { clientX: number; clientY: number }): Point
  /** From a point of the window to one of the world. */
  world(event: { clientX: number; clientY: number }): Point
  /** From a point of the world to one of the window. */
  onWindow(point: Point): Point
  destroy(): void
}

const duration = 160

/** A place on whole pixels of the screen: what is moved by them is moved as it was rastered, between them it is made anew. */
export const onPixels = ({ x, y }: Point): Point => {
  const density = window.devicePixelRatio || 1
  return { x: Math.round(x * density) / density, y: Math.round(y * density) / density }
}

/** The view onto the canvas: Rete's area holds where it is. */
export const createViewport = (area: AreaPlugin<Scheme>, container: HTMLElement): Viewport => {
  let animation = 0
  const write = ({ k, ...place }: Transform) => {
    const { x, y } = k === area.area.transform.k ? onPixels(place) : place
    void area.area.zoom(k)
    void area.area.translate(x, y)
  }
  const stop = () => {
    cancelAnimationFrame(animation)
    animation = 0
  }
  const local = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = container.getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }
  const set = (transform: Transform) => {
    stop()
    write(transform)
  }
  return {
    get now() {
      return area.area.transform
    },
    size: () => ({ width: container.clientWidth, height: container.clientHeight }),
    set,
    animate(target) {
      if (noMotion()) {
        set(target)
        return
      }
      stop()
      const from = { ...area.area.transform }
      const start = performance.now()
      const step = (now: number) => {
        const share = Math.min(1, Math.max(0, (now - start) / duration))
        const eased = 1 - (1 - share) ** 3
        const k = from.k * (target.k / from.k) ** eased
        // The middle of the way is straight in the world, not on the screen, where the zoom changes much.
        const mix = from.k === target.k ? eased : (k - from.k) / (target.k - from.k)
        write({ k, x: from.x + (target.x - from.x) * mix, y: from.y + (target.y - from.y) * mix })
        animation = share < 1 ? requestAnimationFrame(step) : 0
      }
      animation = requestAnimationFrame(step)
    },
    pan(dx, dy) {
      const { x, y, k } = area.area.transform
      set({ x: x + dx, y: y + dy, k })
    },
    zoomAbout(point, factor) {
      set(zoomedAbout(area.area.transform, point, factor))
    },
    local,
    world: (event) => toWorld(area.area.transform, local(event)),
    onWindow(point) {
      const { left, top } = container.getBoundingClientRect()
      const { x, y } = toScreen(area.area.transform, point)
      return { x: x + left, y: y + top }
    },
    destroy: stop,
  }
}
