/** Calls listeners once for every frame of the screen, from one animation frame for all of them; idle while there are none. */
export interface FrameClock {
  /** @returns a function that ends the calls */
  each(listen: (now: number) => void): () => void
}

/** What a clock needs of the window. */
export type FrameSource = Pick<Window, 'requestAnimationFrame' | 'cancelAnimationFrame'>

/** A clock on this window's animation frames. */
export const createFrameClock = (source: FrameSource): FrameClock => {
  const listeners = new Set<(now: number) => void>()
  let request = 0
  const tick = (now: number) => {
    request = source.requestAnimationFrame(tick)
    for (const listen of listeners) listen(now)
  }
  return {
    each(listen) {
      listeners.add(listen)
      if (listeners.size === 1) request = source.requestAnimationFrame(tick)
      return () => {
        if (listeners.delete(listen) && listeners.size === 0) source.cancelAnimationFrame(request)
      }
    },
  }
}
