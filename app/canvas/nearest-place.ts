import { covers, overlaps, type Point, type Rect } from './rects.ts'

/** How far from the cards beside it a card stands, in pixels of the world. */
const gap = 24
/** Of so many cards, the nearest, the edges are tried: where they lie heaped up no place is near. */
const tried = 40

export interface NearbyParts {
  /** The cards that are there. */
  readonly cards: Iterable<Rect>
  /** How many pixels to each side are looked through. */
  readonly reach: number
  /** What is seen of the world, and what lies over it: a card that is moved aside stands in the one and under none of the others. */
  readonly seen?: { readonly view: Rect; readonly overlays: readonly Rect[] }
  /** Nobody put the card there: also the wanted place must have room around it, and be seen. */
  readonly unchosen?: boolean
}

/**
 * The wanted place where a card covers no other there, else the nearest that has room around it, in whole pixels; undefined
 * where there is none.
 */
export const nearestPlace = (wanted: Rect, { cards, reach, seen, unchosen }: NearbyParts): Point | undefined => {
  const { width, height } = wanted
  const [x, y] = [Math.round(wanted.x), Math.round(wanted.y)]
  const side = reach + gap
  const area = { x: x - side, y: y - side, width: width + 2 * side, height: height + 2 * side }
  const far = (rect: Rect) =>
    Math.hypot(rect.x + rect.width / 2 - x - width / 2, rect.y + rect.height / 2 - y - height / 2)
  const taken = [...cards].filter((rect) => overlaps(rect, area))
  if (!unchosen && !taken.some((rect) => overlaps(rect, { x, y, width, height }))) return { x, y }
  const inTheWay = [...taken, ...(seen?.overlays ?? [])]
  const hasRoom = (at: Point) => {
    const around = { x: at.x - gap + 1, y: at.y - gap + 1, width: width + 2 * gap - 2, height: height + 2 * gap - 2 }
    return !inTheWay.some((rect) => overlaps(rect, around)) && (!seen || covers(seen.view, { ...at, width, height }))
  }
  const beside = inTheWay.sort((a, b) => far(a) - far(b)).slice(0, tried)
  // Where nothing else is, the edges of the view are what a card is moved along.
  const edges = (from: number, length: number, own: number) => [
    Math.ceil(from) + gap,
    Math.floor(from + length) - own - gap,
  ]
  const within = (from: number, places: readonly number[]) => [
    ...new Set([from, ...places.map(Math.round)].filter((at) => Math.abs(at - from) <= reach)),
  ]
  const xs = within(x, [
    ...beside.flatMap((rect) => [rect.x - width - gap, rect.x + rect.width + gap]),
    ...(seen ? edges(seen.view.x, seen.view.width, width) : []),
  ])
  const ys = within(y, [
    ...beside.flatMap((rect) => [rect.y - height - gap, rect.y + rect.height + gap]),
    ...(seen ? edges(seen.view.y, seen.view.height, height) : []),
  ])
  return xs
    .flatMap((left) => ys.map((top) => ({ x: left, y: top, far: Math.hypot(left - x, top - y) })))
    .sort((a, b) => a.far - b.far)
    .find(hasRoom)
}
