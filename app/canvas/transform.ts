import type { Point, Rect } from './rects.ts'

/** Where the world lies on the screen: screen = world · k + (x, y). */
export interface Transform extends Point {
  readonly k: number
}

export const toScreen = (transform: Transform, point: Point): Point => ({
  x: point.x * transform.k + transform.x,
  y: point.y * transform.k + transform.y,
})

export const toWorld = (transform: Transform, point: Point): Point => ({
  x: (point.x - transform.x) / transform.k,
  y: (point.y - transform.y) / transform.k,
})

/** A rectangle of the world on the screen. */
export const rectOnScreen = (transform: Transform, rect: Rect): Rect => ({
  ...toScreen(transform, rect),
  width: rect.width * transform.k,
  height: rect.height * transform.k,
})

/** Where a rectangle of the screen lies in the world. */
export const rectInWorld = (transform: Transform, rect: Rect): Rect => ({
  ...toWorld(transform, rect),
  width: rect.width / transform.k,
  height: rect.height / transform.k,
})
