import { createColourer } from '../../diffusion/latent-colour.ts'
import type { FrameClock } from '../parts/frame-clock.ts'
import type { Preview } from '../state/app-context.ts'
import { coarserFactors, scaleFor } from './coarser.ts'
import { edge, type GridShape, sideOf } from './grid-shape.ts'

/** Paints the frames of steps, small, on canvases: a few in each frame of the screen, so that none of it is felt. */
export interface RowPainter {
  /** Paints all frames of a step side by side. @returns a function that ends it where it is not done yet */
  paint(canvas: HTMLCanvasElement, preview: Preview, shape: GridShape): () => void
  destroy(): void
}

/** How long it paints in one frame of the screen, in milliseconds. */
const budget = 5
/** The widest canvas that every browser makes, in pixels. */
const widest = 32_000
const corner = 4

/** The frames of a step in colour, small and side by side, as far as they are made. */
interface Strip {
  readonly canvas: HTMLCanvasElement
  readonly width: number
  readonly height: number
  /** Makes a frame where that was not done. */
  make(frame: number): void
}

/** A painter that works from one clock. What it made of a step is kept as long as the step is. */
export const createRowPainter = (clock: FrameClock, density: number): RowPainter => {
  const strips = new WeakMap<Preview, { readonly scale: number; readonly strip: Strip }>()
  const waiting = new Map<HTMLCanvasElement, () => boolean>()
  let stop: (() => void) | undefined

  const stripOf = (preview: Preview, shape: GridShape): Strip => {
    const scale = scaleFor(preview.factors.scale, preview.header.width, shape.cellWidth * density)
    const known = strips.get(preview)
    if (known && known.scale >= scale) return known.strip
    const strip = createStrip(preview, scale)
    strips.set(preview, { scale, strip })
    return strip
  }
  /** @returns undefined while there is more to paint in the next frame */
  const work = (): undefined => {
    const end = performance.now() + budget
    for (const [canvas, more] of waiting) {
      while (more()) if (performance.now() > end) return
      waiting.delete(canvas)
    }
    stop?.()
    stop = undefined
  }
  return {
    paint(canvas, preview, shape) {
      const frames = preview.header.frames
      const [width, height] = [sideOf(shape.columns, shape.across), shape.cellHeight]
      const ratio = Math.min(density, widest / width)
      const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
      // What is there stays until it is painted over.
      if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size)
      const context = canvas.getContext('2d')
      if (!context) return () => {}
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.imageSmoothingQuality = 'high'
      const strip = stripOf(preview, shape)
      let frame = 0
      waiting.set(canvas, () => {
        strip.make(frame)
        context.save()
        context.beginPath()
        context.roundRect(edge + frame * shape.across, 0, shape.cellWidth, height, corner)
        context.clip()
        context.drawImage(
          strip.canvas,
          ...([frame * strip.width, 0, strip.width, strip.height] as const),
          ...([edge + frame * shape.across, 0, shape.cellWidth, height] as const),
        )
        context.restore()
        return ++frame < frames
      })
      stop ??= clock.each(work)
      return () => void waiting.delete(canvas)
    },
    destroy() {
      waiting.clear()
      stop?.()
      stop = undefined
    },
  }
}

const createStrip = ({ header, latent, factors }: Preview, scale: number): Strip => {
  const { frames, height, width, zero } = header
  const colour = createColourer(coarserFactors(factors, scale))
  const size = header.channels * height * width
  const canvas = document.createElement('canvas')
  canvas.width = frames * width * scale
  canvas.height = height * scale
  const context = canvas.getContext('2d')
  const made = new Set<number>()
  return {
    canvas,
    width: width * scale,
    height: height * scale,
    make(frame) {
      if (made.has(frame)) return
      made.add(frame)
      const data = latent.subarray(frame * size, (frame + 1) * size)
      const picture = new ImageData(width * scale, height * scale)
      picture.data.set(colour({ data, scale: header.scale, zero }, 1, height, width))
      context?.putImageData(picture, frame * width * scale, 0)
    },
  }
}
