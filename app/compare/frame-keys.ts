import type { KeyboardEvent } from 'react'

/** What the keys of a player act on. */
interface Played {
  readonly frame: number
  readonly count: number
  toggle(): void
  go(frame: number): void
}

/** Arrows go from frame to frame, Home and End to the ends, Space plays and holds; what a control needs itself is left to it. */
export const frameKeys = (event: KeyboardEvent, { frame, count, toggle, go }: Played): void => {
  // A menu of the player tells it of its keys, and is no part of it on the page.
  if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
  const range = event.target instanceof HTMLInputElement
  if (event.key === 'ArrowRight' && !range) go(frame + 1)
  else if (event.key === 'ArrowLeft' && !range) go(frame - 1)
  else if (event.key === 'Home' && !range) go(0)
  else if (event.key === 'End' && !range) go(count - 1)
  else if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) toggle()
  else return
  event.preventDefault()
}
