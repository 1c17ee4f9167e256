import type { Transform } from './transform.ts'

/** How long the view must stand still until it counts as at rest. */
const restMs = 140
/** A change of place or scale that is larger than these does not begin a motion: it is a jump. */
const longestStep = 300
const largestScale = 1.3
/** From this many pixels a frame on nobody reads what is on the cards that come. */
const fastFrom = 4

/**
 * Whether the view is being moved. While it is, what was painted and rastered is moved along as it is; at rest it is made
 * anew, sharp at its zoom.
 */
export interface ViewMotion {
  /** True from a small move, or the second of two that follow each other, until the view has stood still for a moment. */
  readonly moving: boolean
  /** True while it is moved so fast, or scaled, that what comes into it cannot be read. */
  readonly fast: boolean
  /** Says where the view is in this frame. */
  at(transform: Transform): void
  destroy(): void
}

export interface ViewMotionParts {
  /** The view stands still after it moved, or jumped. */
  rested(): void
  /** Its scale changes from now on, until it rests. */
  scaling(on: boolean): void
  after(ms: number, callback: () => void): () => void
}

const isStep = (from: Transform, to: Transform): boolean =>
  from.k === to.k
    ? Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) <= longestStep
    : Math.max(to.k / from.k, from.k / to.k) <= largestScale

export const createViewMotion = ({ rested, scaling, after }: ViewMotionParts): ViewMotion => {
  let last: Transform | undefined
  let cancel: (() => void) | undefined
  let moving = false
  let scales = false
  let speed = 0
  const scale = (on: boolean) => {
    if (on === scales) return
    scales = on
    scaling(on)
  }
  const stop = () => {
    moving = false
    scale(false)
  }
  const rest = () => {
    cancel = undefined
    speed = 0
    stop()
    rested()
  }
  return {
    get moving() {
      return moving
    },
    get fast() {
      return moving && (scales || speed > fastFrom)
    },
    at({ x, y, k }) {
      const still = last !== undefined && last.x === x && last.y === y && last.k === k
      const before = last
      last = { x, y, k }
      // The pointer does not move in every frame.
      speed = before && !still ? Math.max(Math.abs(x - before.x), Math.abs(y - before.y)) : speed * 0.7
      if (still || !before) return
      if (cancel || isStep(before, last)) {
        moving = true
        if (before.k !== k) scale(true)
      } else stop()
      cancel?.()
      cancel = after(restMs, rest)
    },
    destroy: () => cancel?.(),
  }
}
