import type { Transform } from './transform.ts'

/** How long the view must stand still until it counts as at rest. */
const restMs = 140

/**
 * Whether the view is being moved. While it is, what was painted and rastered is moved along as it is; at rest it is made
 * anew, sharp at its zoom.
 */
export interface ViewMotion {
  /** True from the first move until the view has stood still for a moment. */
  readonly moving: boolean
  /** Says that the view is now at this place. */
  at(transform: Transform): void
  destroy(): void
}

export interface ViewMotionParts {
  /** The view stands still. */
  rested(): void
  after(ms: number, callback: () => void): () => void
}

export const createViewMotion = ({ rested, after }: ViewMotionParts): ViewMotion => {
  let last: Transform | undefined
  let cancel: (() => void) | undefined
  const rest = () => {
    cancel = undefined
    rested()
  }
  return {
    get moving() {
      return cancel !== undefined
    },
    at({ x, y, k }) {
      const still = last !== undefined && last.x === x && last.y === y && last.k === k
      const first = last === undefined
      last = { x, y, k }
      if (still || first) return
      cancel?.()
      cancel = after(restMs, rest)
    },
    destroy: () => cancel?.(),
  }
}
