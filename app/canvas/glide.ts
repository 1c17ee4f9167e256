import type { NodeId } from '../../workflow/document.ts'
import type { Projection } from './projection.ts'

/** How long cards take to their new places, in milliseconds. */
const duration = 160
/** More cards than this go at once: each costs a part of every frame. */
const most = 600

export interface GlideParts {
  readonly projection: Projection
  /** Where the document has a node. */
  placeOf(id: NodeId): readonly [x: number, y: number] | undefined
  /** Asks for a new frame of the canvas. */
  invalidate(): void
  still(): boolean
}

/** Moves cards to where an edit puts them. The edit is made at once; only what is seen takes its time. */
export const createGlide = ({ projection, placeOf, invalidate, still }: GlideParts) => {
  let frame = 0
  let end = () => {}
  return {
    run(ids: Iterable<NodeId>, edit: () => void) {
      end()
      const moving = [...ids].flatMap((id) => {
        const from = projection.placeOf(id)
        return from ? [{ id, from }] : []
      })
      if (still() || moving.length > most) {
        edit()
        return
      }
      projection.hold(moving.map(({ id }) => id))
      edit()
      end = () => {
        cancelAnimationFrame(frame)
        end = () => {}
        projection.free()
        invalidate()
      }
      const start = performance.now()
      const step = (now: number) => {
        const share = Math.min(1, Math.max(0, (now - start) / duration))
        if (share === 1) {
          end()
          return
        }
        const eased = 1 - (1 - share) ** 3
        for (const { id, from } of moving) {
          const at = placeOf(id)
          if (at) projection.move(id, { x: from.x + (at[0] - from.x) * eased, y: from.y + (at[1] - from.y) * eased })
        }
        invalidate()
        frame = requestAnimationFrame(step)
      }
      frame = requestAnimationFrame(step)
    },
    /** Ends a move under way: the cards are where the document says. */
    end: () => end(),
  }
}
