import { listenToPinch } from './pinch.ts'
import type { Viewport } from './viewport.ts'

/** What one turn of a wheel, or one move of two fingers, means. */
export type WheelIntent = { readonly zoom: number } | { readonly pan: readonly [dx: number, dy: number] }

interface WheelTurn {
  readonly deltaX: number
  readonly deltaY: number
  readonly deltaMode: number
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  /** What browsers say beside the standard: a wheel turns in whole notches of 120. */
  readonly wheelDeltaY?: number
}

const pixelsPerLine = 32

/** True for what only a trackpad sends: two directions at once, small whole pixels, or less than a notch. */
export const isTrackpad = (turn: WheelTurn): boolean =>
  turn.deltaMode === 0 &&
  ((turn.deltaX !== 0 && turn.deltaY !== 0) ||
    (turn.deltaY !== 0 && Math.abs(turn.deltaY) < 40 && Number.isInteger(turn.deltaY)) ||
    (turn.wheelDeltaY ?? 0) % 120 !== 0)

/** A wheel zooms, with Shift it moves sideways; two fingers on a trackpad move, and a pinch (which comes with Ctrl) zooms. */
export const wheelIntent = (turn: WheelTurn, trackpad: boolean): WheelIntent => {
  const scale = turn.deltaMode === 1 ? pixelsPerLine : turn.deltaMode === 2 ? 400 : 1
  const dx = turn.deltaX * scale
  const dy = turn.deltaY * scale
  if (turn.ctrlKey || turn.metaKey) return { zoom: Math.exp(-Math.max(-60, Math.min(60, dy)) / 120) }
  if (turn.shiftKey) return { pan: [-(dx || dy), 0] }
  if (trackpad) return { pan: [-dx, -dy] }
  if (dy === 0) return { pan: [-dx, 0] }
  return { zoom: Math.exp(-Math.max(-120, Math.min(120, dy)) / 700) }
}

/** Zooms and moves the view with the wheel and on a trackpad. @returns a function that ends it */
export const listenToWheel = (container: HTMLElement, viewport: Viewport): (() => void) => {
  let trackpadUntil = 0
  const wheel = (event: WheelEvent) => {
    const { target } = event
    // A text area that can scroll keeps the wheel while a person is writing in it.
    if (
      target instanceof HTMLTextAreaElement &&
      target === document.activeElement &&
      target.scrollHeight > target.clientHeight &&
      !event.ctrlKey
    )
      return
    event.preventDefault()
    if (isTrackpad(event)) trackpadUntil = event.timeStamp + 300
    const intent = wheelIntent(event, event.timeStamp < trackpadUntil)
    if ('zoom' in intent) viewport.zoomAbout(viewport.local(event), intent.zoom)
    else viewport.pan(...intent.pan)
  }
  container.addEventListener('wheel', wheel, { passive: false })
  const endPinch = listenToPinch(container, viewport)
  return () => {
    container.removeEventListener('wheel', wheel)
    endPinch()
  }
}
