/**
 * Calls listeners in the frames of the screen, from one animation frame for all of them. Between the moments at which they want
 * to be called it sleeps: a picture that changes eight times a second costs eight frames, and one that stands costs none.
 */
export interface FrameClock {
  /**
   * @param listen is called in the next frame, then in the first one at or after the time that it gave (in milliseconds, as `now`);
   * undefined is the next frame, and Infinity none
   * @returns a function that ends the calls
   */
  each(listen: (now: number) => number | undefined): () => void
}

/** What a clock needs of the window. */
export type FrameSource = Pick<
  Window,
  'requestAnimationFrame' | 'cancelAnimationFrame' | 'setTimeout' | 'clearTimeout'
> & { readonly performance: Pick<Performance, 'now'> }

/** Between two frames of a screen, about: a listener that wants to be called sooner than that is called in the next one. */
const frameMs = 1000 / 60

/** A clock on this window's animation frames. */
export const createFrameClock = (source: FrameSource): FrameClock => {
  /** When each is to be called. */
  const due = new Map<(now: number) => number | undefined, number>()
  let request: number | undefined
  let timer: number | undefined

  const rest = () => {
    if (request !== undefined) source.cancelAnimationFrame(request)
    if (timer !== undefined) source.clearTimeout(timer)
    request = undefined
    timer = undefined
  }
  const wake = () => {
    rest()
    request = source.requestAnimationFrame(tick)
  }
  const plan = () => {
    const wait = Math.min(...due.values()) - source.performance.now()
    if (wait <= frameMs) return wake()
    rest()
    if (wait < Infinity) timer = source.setTimeout(wake, wait)
  }
  const tick = (frame: number) => {
    request = undefined
    // A frame that was asked for between two of the screen comes at once, with the time of the one before: by that nothing
    // would be due yet, and each picture would cost two frames.
    const now = Math.max(frame, source.performance.now())
    for (const [listen, at] of [...due]) {
      // One that another ended is not called.
      if (at > now || !due.has(listen)) continue
      const next = listen(now) ?? now
      if (due.has(listen)) due.set(listen, next)
    }
    if (request === undefined) plan()
  }
  return {
    each(listen) {
      // Each call has a turn of its own, also of a function that is listening already.
      const own = (now: number) => listen(now)
      due.set(own, -Infinity)
      wake()
      return () => {
        if (due.delete(own)) plan()
      }
    },
  }
}
