export interface Point {
  readonly x: number
  readonly y: number
}

export interface Rect extends Point {
  readonly width: number
  readonly height: number
}

/** Beyond it, in pixels of the world, a file may say that a card lies, but no view that shows it shows anything else. */
const reach = 1e9

/** The smallest rectangle around the given ones, or undefined around none. Those absurdly far off are left out: it is always finite. */
export const boundsOf = (rects: Iterable<Rect>): Rect | undefined => {
  let left = Number.POSITIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (const rect of rects) {
    if (Math.max(Math.abs(rect.x), Math.abs(rect.y), rect.width, rect.height) > reach) continue
    left = Math.min(left, rect.x)
    top = Math.min(top, rect.y)
    right = Math.max(right, rect.x + rect.width)
    bottom = Math.max(bottom, rect.y + rect.height)
  }
  return left > right ? undefined : { x: left, y: top, width: right - left, height: bottom - top }
}

/** True where two rectangles share a point. */
export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height

/** True where the first rectangle has no point of the second outside. */
export const covers = (all: Rect, part: Rect): boolean =>
  all.x <= part.x &&
  all.y <= part.y &&
  all.x + all.width >= part.x + part.width &&
  all.y + all.height >= part.y + part.height
