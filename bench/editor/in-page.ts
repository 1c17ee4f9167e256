import type { CanvasProbe } from '../../app/canvas/probe.ts'
import type { World } from './graph.ts'

/** What both contestants put on the window as `__reelgraph`. */
export type GraphProbe = Pick<CanvasProbe, 'ids' | 'nodeRect' | 'zoom' | 'look' | 'select' | 'idle'>

/** What the benchmark puts on the window of both. */
export interface PageClock {
  /** Milliseconds from the start of the page to a graph of the size that was waited for, seen and settled. */
  readonly ready: Promise<number>
  /** When the last trusted click came. */
  clicked: number
  /** Looks at the wanted part of the world. */
  look(): void
  /** Starts to note the time between frames. */
  record(): void
  /** @returns the times between frames since `record`, in milliseconds */
  stop(): number[]
  /** @returns milliseconds from the next key to the frame that shows its effect: `until` is asked in each frame */
  afterKey(until: () => boolean): Promise<number>
}

declare global {
  interface Window {
    __bench: PageClock
  }
}

/** What of the world is looked at. */
export interface Look {
  readonly world: World
  readonly count: number
  /** The zoom about the middle of the world, or the whole of it. */
  readonly zoom: number | 'whole'
}

/**
 * Runs in the page before anything else: waits for the graph, looks at the wanted part of it as soon as it is there, and
 * offers the clock. Plain JavaScript with nothing from outside, because its text is what travels.
 */
export const startClock = ({ world, count, zoom }: Look): void => {
  const probe = () => window.__reelgraph
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  /** The frame is on the screen when the task after it runs. */
  const painted = async () => {
    await frame()
    await new Promise((resolve) => setTimeout(resolve))
    return performance.now()
  }
  const look = () => {
    const { width, height } = document.querySelector('[data-canvas]')!.getBoundingClientRect()
    const k = zoom === 'whole' ? Math.min((width - 96) / world.width, (height - 96) / world.height, 1) : zoom
    probe()!.look({
      k,
      x: width / 2 - (world.x + world.width / 2) * k,
      y: height / 2 - (world.y + world.height / 2) * k,
    })
  }
  const wait = async () => {
    while (probe()?.ids().length !== count) await frame()
    look()
    await probe()!.idle()
    return painted()
  }
  let deltas: number[] | undefined
  window.__bench = {
    ready: wait(),
    clicked: 0,
    look,
    record() {
      const mine: number[] = []
      deltas = mine
      let last: number | undefined
      const note = (now: number) => {
        if (deltas !== mine) return
        if (last !== undefined) mine.push(now - last)
        last = now
        requestAnimationFrame(note)
      }
      requestAnimationFrame(note)
    },
    stop() {
      const all = deltas ?? []
      deltas = undefined
      return all
    },
    afterKey: (until) =>
      new Promise((resolve) =>
        window.addEventListener(
          'keydown',
          async ({ timeStamp }) => {
            while (!until()) await frame()
            resolve((await painted()) - timeStamp)
          },
          { once: true, capture: true },
        ),
      ),
  }
  window.addEventListener(
    'click',
    (event) => {
      if (event.isTrusted) window.__bench.clicked = event.timeStamp
    },
    { capture: true },
  )
}
