import type { Point } from './rects.ts'
import type { Transform } from './transform.ts'
import { onPixels } from './viewport.ts'

/** How far the view can be scrolled from the middle, in CSS pixels, before it is put back there. */
const reach = 200_000

export interface StageElements {
  /** As large as the view; what is in it moves with the view. */
  readonly scroller: HTMLElement
  /** In the scroller, and as wide and tall as it can be scrolled. */
  readonly ground: HTMLElement
  /** Rete's element of the cards. */
  readonly holder: HTMLElement
}

/**
 * Shows the cards where the view is. While the view is panned it scrolls: that costs the browser a third of what a new
 * transform of the cards does, for which it builds all its layers anew.
 */
export interface Stage {
  /** Where what lies at the corner of the view lies on the ground, in CSS pixels. */
  readonly corner: Point
  show(transform: Transform): void
  /** The view is panned from now on, or no more. At rest nothing scrolls here, neither by keys nor to a field with the focus. */
  panning(on: boolean): void
  /** Takes back what the browser scrolled by itself. */
  unscroll(): void
  destroy(): void
}

export const createStage = ({ scroller, ground, holder }: StageElements): Stage => {
  ground.append(holder)
  let pans = false
  let corner: Point = { x: 0, y: 0 }
  let now: Transform = { x: 0, y: 0, k: 1 }
  /** The transform of the cards on the ground. */
  let written: Transform | undefined

  const scroll = (to: Point) => {
    scroller.scrollTo(to.x, to.y)
    // What the browser made of it: it keeps whole pixels, and scrolls nothing that it does not show.
    corner = { x: scroller.scrollLeft, y: scroller.scrollTop }
  }
  const reached = ({ x, y }: Point): boolean => Math.min(x, y) > 0 && Math.max(x, y) < 2 * reach - 5000
  const write = () => {
    const next = { x: now.x + corner.x, y: now.y + corner.y, k: now.k }
    const same = written?.k === next.k && Math.max(Math.abs(next.x - written.x), Math.abs(next.y - written.y)) < 1e-3
    if (same) return
    written = next
    holder.style.transform = `translate(${next.x}px, ${next.y}px) scale(${next.k})`
  }

  return {
    get corner() {
      return corner
    },
    show({ x, y, k }) {
      if (pans && written?.k === k && (x !== now.x || y !== now.y)) {
        const to = onPixels({ x: written.x - x, y: written.y - y })
        scroll(reached(to) ? to : { x: reach, y: reach })
      }
      now = { x, y, k }
      write()
    },
    panning(on) {
      if (on === pans) return
      pans = on
      scroller.toggleAttribute('data-pans', on)
      ground.style.width = ground.style.height = on ? `${2 * reach}px` : ''
      scroll(on ? { x: reach, y: reach } : { x: 0, y: 0 })
      write()
    },
    unscroll() {
      if (scroller.scrollLeft !== corner.x || scroller.scrollTop !== corner.y) scroller.scrollTo(corner.x, corner.y)
    },
    destroy: () => holder.remove(),
  }
}
