'use client'
import { type MouseEventHandler, type PointerEvent, type PointerEventHandler, useRef } from 'react'

export interface ScrubParts {
  /** The number at the beginning of a drag. */
  readonly number: number
  /** How much it changes for each pixel that the pointer moves over this element. */
  perPixel(element: Element): number
  /** Told of each number on the way, neither rounded nor kept within a range. */
  change(next: number): void
  /** The pointer was let go after a drag. */
  end(): void
  /** The pointer was let go where it was pressed. */
  press(): void
}

export interface Scrub {
  /** Leaves the keyboard's focus where it is. */
  readonly onMouseDown: MouseEventHandler
  readonly onPointerDown: PointerEventHandler
  readonly onPointerMove: PointerEventHandler
  readonly onPointerUp: PointerEventHandler
  readonly onPointerCancel: PointerEventHandler
}

/** So far the pointer has to go before a press becomes a drag, in pixels. */
const reach = 3
/** The same for a finger, which rolls as it presses. */
const slack = 8

/** Changes a number while the pointer is dragged sideways: finer by ten with Shift, coarser by ten with Alt. */
export const useScrub = ({ number, perPixel, change, end, press }: ScrubParts): Scrub => {
  const drag = useRef<{ from: number; x: number; y: number; at: number; moved: boolean } | null>(null)
  const up = (event: PointerEvent) => {
    const done = drag.current
    drag.current = null
    if (!done) return
    if (done.moved) end()
    else if (event.type === 'pointerup') press()
  }
  return {
    onMouseDown: (event) => event.preventDefault(),
    onPointerDown(event) {
      if (event.button !== 0) return
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { from: event.clientX, x: event.clientX, y: event.clientY, at: number, moved: false }
    },
    onPointerMove(event) {
      const now = drag.current
      if (!now || event.buttons === 0) return
      const across = Math.abs(event.clientX - now.from)
      // A finger that goes up or down has come upon the number on its way.
      if (!now.moved && event.pointerType === 'touch' && Math.abs(event.clientY - now.y) > Math.max(across, slack)) {
        drag.current = null
        return
      }
      if (!now.moved && across < (event.pointerType === 'touch' ? slack : reach)) return
      now.moved = true
      const factor = event.shiftKey ? 0.1 : event.altKey ? 10 : 1
      now.at += (event.clientX - now.x) * perPixel(event.currentTarget) * factor
      now.x = event.clientX
      change(now.at)
    },
    onPointerUp: up,
    onPointerCancel: up,
  }
}
