import { createColourer } from '../../diffusion/latent-colour.ts'
import type { Preview, Previews } from '../state/app-context.ts'
import type { FrameClock } from './frame-clock.ts'
import { previewTurn } from './preview-turn.ts'

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
  let seen = false
  let stop: (() => void) | undefined

  /** @returns when the next frame of the preview is due */
  const paint = (now: number): number => {
    const fresh = waiting
    if (fresh) {
      playing = { count: fresh.header.frames, frame: colouredFrames(fresh) }
      waiting = undefined
      painted = -1
    }
    if (!playing || !context) return Infinity
    const { count } = playing
    const { frame: index, due } =
      held === null ? previewTurn(now, count) : { frame: Math.min(held, count - 1), due: Infinity }
    if (index === painted) return due
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
    return due
  }
  /** What is shown changed. */
  const again = () => {
    stop?.()
    stop = seen ? clock.each(paint) : undefined
  }
  const observer = new IntersectionObserver((entries) => {
    seen = entries[entries.length - 1]?.isIntersecting ?? false
    again()
  })
  observer.observe(canvas)

  return {
    show(preview) {
      waiting = preview
      again()
    },
    hold(frame) {
      held = frame
      again()
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
