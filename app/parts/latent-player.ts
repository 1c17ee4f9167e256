import { createColourer } from '../../diffusion/latent-colour.ts'
import type { Preview, Previews } from '../state/app-context.ts'
import type { FrameClock } from './frame-clock.ts'

/** From the end of a step to its preview on the screen. */
export interface PreviewLatency {
  readonly node: string
  readonly step: number
  readonly ms: number
}

declare global {
  interface Window {
    /** The newest latencies, for the benchmark; at most {@link keptLatencies}. */
    __reelgraphPreviews?: PreviewLatency[]
  }
}

/** How many latencies are kept on the window. */
const keptLatencies = 4096

/** How fast a preview plays, in frames a second. */
export const previewRate = 8

/** Plays the frames of one node's previews on one canvas element, outside of React. */
export interface LatentPlayer {
  /** From the next frame of the screen on, this preview plays. */
  show(preview: Preview): void
  /** Holds the given frame; null plays on. */
  hold(frame: number | null): void
  destroy(): void
}

/** What a player needs besides its canvas. */
export interface LatentPlayerParts {
  readonly clock: FrameClock
  readonly previews: Pick<Previews, 'drawn'>
}

/**
 * A player on a canvas element. The element gets the picture's own size (latent size times the factors' scale), and CSS
 * scales it. Nothing is painted while the element is out of sight; what comes meanwhile waits, so the server waits too.
 */
export const createLatentPlayer = (canvas: HTMLCanvasElement, { clock, previews }: LatentPlayerParts): LatentPlayer => {
  const context = canvas.getContext('2d')
  let playing: { readonly count: number; readonly frame: (index: number) => ImageData } | undefined
  let waiting: Preview | undefined
  let held: number | null = null
  let painted = -1
  let stop: (() => void) | undefined

  const paint = (now: number) => {
    const fresh = waiting
    if (fresh) {
      playing = { count: fresh.header.frames, frame: colouredFrames(fresh) }
      waiting = undefined
      painted = -1
    }
    if (!playing || !context) return
    const { count } = playing
    const index = held === null ? Math.floor((now * previewRate) / 1000) % count : Math.min(held, count - 1)
    if (index === painted) return
    const frame = playing.frame(index)
    if (canvas.width !== frame.width || canvas.height !== frame.height) {
      canvas.width = frame.width
      canvas.height = frame.height
    }
    context.putImageData(frame, 0, 0)
    painted = index
    if (fresh && !fresh.recalled) {
      recordLatency(fresh)
      previews.drawn(fresh)
    }
  }
  const observer = new IntersectionObserver((entries) => {
    const seen = entries[entries.length - 1]?.isIntersecting ?? false
    if (seen && !stop) stop = clock.each(paint)
    if (!seen && stop) {
      stop()
      stop = undefined
    }
  })
  observer.observe(canvas)

  return {
    show(preview) {
      waiting = preview
    },
    hold(frame) {
      held = frame
    },
    destroy() {
      observer.disconnect()
      stop?.()
      stop = undefined
    },
  }
}

/**
 * The frames of a preview in colour, each at the latent's size times the factors' scale, and made when it is first asked for:
 * most are gone before their turn comes.
 */
export const colouredFrames = ({ header, latent, factors }: Preview): ((index: number) => ImageData) => {
  const { height, width, scale, zero } = header
  const colour = createColourer(factors)
  const size = factors.channels * height * width
  const made = new Map<number, ImageData>()
  return (index) => {
    const known = made.get(index)
    if (known) return known
    const data = latent.subarray(index * size, (index + 1) * size)
    const image = new ImageData(width * factors.scale, height * factors.scale)
    image.data.set(colour({ data, scale, zero }, 1, height, width))
    made.set(index, image)
    return image
  }
}

const recordLatency = ({ header }: Preview) => {
  const kept = window.__reelgraphPreviews ?? []
  window.__reelgraphPreviews = kept
  if (kept.length >= keptLatencies) kept.shift()
  kept.push({ node: header.node, step: header.step, ms: Date.now() - header.at })
}
