/** How a timeline divides its room, in pixels. */
export interface TimelineParts {
  /** The width of the cells with the numbers of the steps before them. */
  readonly grid: number
  /** The size of the pictures of A and B. */
  readonly picture: { readonly width: number; readonly height: number }
  /** How many of the pictures there is room for. */
  readonly pictures: 0 | 1 | 2
  /** The width of what is said of the run; 0 where there is no room for it. */
  readonly facts: number
}

/** Between two parts. */
const gap = 14
/** Under a picture its name stands. */
const caption = 26
const factsWidth = 256
/** The least height at which a picture shows more than its cell. */
const least = 96

/**
 * The room of a timeline of this size; in a narrow one the facts go first, then B, then A. The pictures give way until all
 * cells of a row find place, as far as they can.
 * @param ratio a frame's width for a height of one
 * @param wanted the width at which all cells of a row are seen
 */
export const partsIn = (width: number, height: number, ratio: number, wanted: number): TimelineParts => {
  const facts = width >= 940 ? factsWidth : 0
  const pictures = width >= 620 ? 2 : width >= 380 ? 1 : 0
  const rest = width - (facts ? facts + gap : 0)
  const each = (left: number) => left / Math.max(1, pictures) - gap
  const most = Math.max(Math.min(least, each(rest / 2) / ratio), each(rest - Math.min(wanted, rest)) / ratio)
  const tall = Math.max(16, Math.round(Math.min(height - caption, most)))
  const picture = { width: Math.round(tall * ratio), height: tall }
  return { grid: rest - pictures * (picture.width + gap), picture, pictures, facts }
}
