import { overlaps, type Rect } from './rects.ts'
import { rectOnScreen, type Transform } from './transform.ts'
import { fitted } from './viewport.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** A part of the view smaller than this, in pixels, is no place to show anything in. */
const least = 160
/** How near cards come to what lies over the view, in pixels. */
const gap = 8
/** The air around what is shown, in pixels: less in a small view. */
const airIn = ({ width, height }: Size) => Math.min(48, Math.min(width, height) / 16)

/** The rectangle, and the four parts of it that are left beside another that lies in it. */
const roomsBeside = (room: Rect, over: Rect): Rect[] => {
  if (!overlaps(room, over)) return [room]
  const [right, bottom] = [room.x + room.width, room.y + room.height]
  const [overRight, overBottom] = [over.x + over.width, over.y + over.height]
  return [
    room,
    { ...room, width: over.x - room.x },
    { ...room, height: over.y - room.y },
    { ...room, x: overRight, width: right - overRight },
    { ...room, y: overBottom, height: bottom - overBottom },
  ].filter(({ width, height }) => width >= least && height >= least)
}

const withAir = ({ x, y, width, height }: Rect): Rect => ({
  x: x - gap,
  y: y - gap,
  width: width + 2 * gap,
  height: height + 2 * gap,
})

/**
 * The transform that shows cards as large as they go, at 100 % or less, with none of them under what lies over the view:
 * beside it where they would. Cards and their bounds are in the world, `over` in pixels of the view.
 */
export const fittedBeside = (bounds: Rect, cards: readonly Rect[], size: Size, over: readonly Rect[]): Transform => {
  const air = airIn(size)
  const kept = over.map(withAir)
  const fits = kept
    .reduce((rooms, each) => rooms.flatMap((room) => roomsBeside(room, each)), [{ x: 0, y: 0, ...size }])
    .map((room) => {
      const { k, x, y } = fitted(bounds, room, air)
      return { k, x: x + room.x, y: y + room.y }
    })
    // The order of those that are equally large stays: the view's middle first.
    .sort((a, b) => b.k - a.k)
  return (
    fits.find((view) => !cards.some((card) => kept.some((each) => overlaps(rectOnScreen(view, card), each)))) ??
    fitted(bounds, size, air)
  )
}
