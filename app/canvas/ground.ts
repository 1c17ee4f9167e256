import type { Point, Rect } from './rects.ts'

/** What is painted below the cards. */
export interface Ground {
  /** Empties it and shows it as it will be painted. The context counts from the view's corner. @returns null where the browser gives no canvas */
  begin(part: Rect): CanvasRenderingContext2D | null
  /** Shows what was painted elsewhere on the screen than where it was painted for. */
  place(shift: Point, scale: number): void
  destroy(): void
}

/** So long after it was painted last the ground rests, in milliseconds: longer than a view in motion stays as it is. */
const restAfterMs = 300

/** A canvas fitted to a part of the screen at the screen's density, and cleared. The context counts from the view's corner. */
export const prepared = (canvas: HTMLCanvasElement, { x, y, width, height }: Rect): CanvasRenderingContext2D | null => {
  const density = window.devicePixelRatio || 1
  const wide = Math.round(width * density)
  const tall = Math.round(height * density)
  if (canvas.width !== wide || canvas.height !== tall) {
    canvas.width = wide
    canvas.height = tall
    Object.assign(canvas.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` })
    canvas.style.transformOrigin = `${-x}px ${-y}px`
  }
  const context = canvas.getContext('2d')
  context?.setTransform(density, 0, 0, density, -x * density, -y * density)
  context?.clearRect(x, y, width, height)
  return context
}

/**
 * The ground on two elements in one place, of which one is shown: `painted`, and where nothing was painted for a while
 * `rested`, a picture of it. Without a graphics card Chromium copies every canvas on the page in each frame of it, whatever
 * changed: of one larger than the view that is milliseconds of every key that is typed and every picture of a preview. A
 * picture that was handed over whole is copied once; but that once takes longer, so a ground in motion stays a canvas.
 */
export const createGround = (painted: HTMLCanvasElement, rested: HTMLCanvasElement): Ground => {
  const shown = rested.getContext('bitmaprenderer')
  let resting: ReturnType<typeof setTimeout> | undefined
  let paintings = 0

  const rest = async () => {
    const of = paintings
    // One without a size has no picture.
    const picture = await createImageBitmap(painted).catch(() => undefined)
    if (!picture || !shown || of !== paintings) return picture?.close()
    rested.style.cssText = painted.style.cssText
    shown.transferFromImageBitmap(picture)
    rested.hidden = false
    painted.hidden = true
  }

  return {
    begin(part) {
      paintings++
      painted.hidden = false
      rested.hidden = true
      clearTimeout(resting)
      if (shown) resting = setTimeout(rest, restAfterMs)
      return prepared(painted, part)
    },
    place({ x, y }, scale) {
      for (const each of [painted, rested]) each.style.transform = `translate(${x}px, ${y}px) scale(${scale})`
    },
    destroy() {
      paintings++
      clearTimeout(resting)
    },
  }
}
