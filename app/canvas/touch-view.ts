import type { Point } from './rects.ts'
import type { Transform } from './transform.ts'
import { zoomedAbout } from './viewport.ts'

const middleOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
})

/** How far points lie from their middle, on average. */
const spread = (points: readonly Point[], { x, y }: Point): number =>
  points.reduce((sum, each) => sum + Math.hypot(each.x - x, each.y - y), 0) / points.length

/** Fingers nearer than this to each other, in pixels, say nothing about the zoom. */
const least = 8

/**
 * The view after fingers moved, at least one: what lay under their middle stays there, and it grows as they spread. The
 * points are the fingers' places on the view, in one order before and after.
 */
export const touched = (view: Transform, before: readonly Point[], after: readonly Point[]): Transform => {
  const [from, to] = [middleOf(before), middleOf(after)]
  const [narrow, wide] = [spread(before, from), spread(after, to)]
  const zoomed = narrow < least || wide < least ? view : zoomedAbout(view, from, wide / narrow)
  return { k: zoomed.k, x: zoomed.x + to.x - from.x, y: zoomed.y + to.y - from.y }
}
