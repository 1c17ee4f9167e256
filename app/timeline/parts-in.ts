/** How a timeline divides its room, in pixels. */
export interface TimelineParts {
  /** The size of the cells with the numbers of the steps before them. */
  readonly grid: { readonly width: number; readonly height: number }
  /** The size of the pictures of A and B. */
  readonly picture: { readonly width: number; readonly height: number }
  /** How many of the pictures there is room for. */
  readonly pictures: 0 | 1 | 2
  /** The pictures stand under the cells, not beside them. */
  readonly under: boolean
  /** The width of what is said of the run; 0 where there is no room for it. */
  readonly facts: number
}

/** Between two parts. */
const gap = 14
/** Under a picture its name stands. */
const caption = 26
const factsWidth = 256
/** Between the cells and what stands under them. */
const line = 10
/** The least height at which a picture shows more than its cell. */
const least = 96
/** The least height of a picture under the cells, and that of the cells over it: three rows or four. */
const leastUnder = 48
const rowsOver = 84

/**
 * The room of a timeline of this size; in a narrow one the facts go first, then B, and at last A and B go under the cells, where
 * that is high enough. The pictures give way until all cells of a row find place, as far as they can.
 * @param ratio a frame's width for a height of one
 * @param wanted the width at which all cells of a row are seen
 */
export const partsIn = (width: number, height: number, ratio: number, wanted: number): TimelineParts => {
  const facts = width >= 940 ? factsWidth : 0
  const pictures = width >= 620 ? 2 : width >= 380 ? 1 : 0
  if (pictures === 0) return under(width, height, ratio)
  const rest = width - (facts ? facts + gap : 0)
  const each = (left: number) => left / pictures - gap
  const most = Math.max(Math.min(least, each(rest / 2) / ratio), each(rest - Math.min(wanted, rest)) / ratio)
  const tall = Math.max(16, Math.round(Math.min(height - caption, most)))
  const picture = { width: Math.round(tall * ratio), height: tall }
  const grid = { width: rest - pictures * (picture.width + gap), height }
  return { grid, picture, pictures, under: false, facts }
}

/** On a phone: A and B beside each other under the cells, as high as they are broad where that leaves some rows. */
const under = (width: number, height: number, ratio: number): TimelineParts => {
  const half = Math.floor((width - gap) / 2)
  const tall = Math.floor(Math.min(half / ratio, height - rowsOver - line - caption))
  if (tall < leastUnder)
    return { grid: { width, height }, picture: { width: 0, height: 0 }, pictures: 0, under: false, facts: 0 }
  const picture = { width: half, height: tall }
  return { grid: { width, height: height - tall - line - caption }, picture, pictures: 2, under: true, facts: 0 }
}
