import { covers, overlaps, type Rect } from './rects.ts'
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

/** The parts of a view that nothing lies over, with air to what does: the whole first, where some may. */
const roomsIn = (size: Size, kept: readonly Rect[]): Rect[] =>
  kept.reduce<Rect[]>((rooms, each) => rooms.flatMap((room) => roomsBeside(room, each)), [{ x: 0, y: 0, ...size }])

/**
 * The transform that shows cards as large as they go, at 100 % or less, with none of them under what lies over the view:
 * beside it where they would. Cards and their bounds are in the world, `over` in pixels of the view.
 */
export const fittedBeside = (bounds: Rect, cards: readonly Rect[], size: Size, over: readonly Rect[]): Transform => {
  const air = airIn(size)
  const kept = over.map(withAir)
  const fits = roomsIn(size, kept)
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

/** How far from the edges of the view comes what is brought into it, in pixels: less in a small view. */
const edge = (size: Size) => Math.min(24, airIn(size))

/** How far something must go along one axis to lie in a room; of what is too long, its beginning comes into it. */
const along = (at: number, length: number, from: number, room: number): number => {
  if (at < from) return from - at
  const beyond = at + length - from - room
  return beyond <= 0 ? 0 : -Math.min(beyond, at - from)
}

/**
 * The view, moved as little as it takes for a rectangle of the world to lie in it and not under what lies over it; of one that is
 * too large, its upper left corner. `over` is in pixels of the view.
 */
export const broughtIn = (view: Transform, world: Rect, size: Size, over: readonly Rect[]): Transform => {
  const rect = rectOnScreen(view, world)
  const air = edge(size)
  const kept = over.map(withAir)
  const moves = roomsIn(size, kept)
    .map((room) => ({
      x: along(rect.x, rect.width, room.x + air, room.width - 2 * air),
      y: along(rect.y, rect.height, room.y + air, room.height - 2 * air),
    }))
    .sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y))
  const free = moves.find((by) => {
    const moved = { ...rect, x: rect.x + by.x, y: rect.y + by.y }
    return covers({ x: 0, y: 0, ...size }, moved) && !kept.some((each) => overlaps(moved, each))
  })
  const by = free ?? {
    x: along(rect.x, rect.width, air, size.width - 2 * air),
    y: along(rect.y, rect.height, air, size.height - 2 * air),
  }
  return { k: view.k, x: view.x + by.x, y: view.y + by.y }
}
