/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What pictures a checkpoint makes best. */
export interface Picture extends Size {
  /** Both sides of other sizes are multiples of this. */
  readonly grid: number
}

/** The shapes of pictures and screens, width to height, from the widest to the highest. */
export const aspects = [
  [21, 9],
  [16, 9],
  [3, 2],
  [4, 3],
  [1, 1],
  [3, 4],
  [2, 3],
  [9, 16],
] as const
export type Aspect = (typeof aspects)[number]

/** How far two numbers are apart as factors: 0 where they are equal, the same for double and half. */
const apart = (a: number, b: number): number => Math.abs(Math.log(a / b))

/**
 * The size of this aspect that comes closest to a checkpoint's own number of pixels: the one that it was trained at where
 * that has the aspect, otherwise with both sides on its grid. The aspect counts twice as much as the number of pixels.
 */
export const sizeOf = ([across, down]: readonly [number, number], { width, height, grid }: Picture): Size => {
  if (width * down === height * across) return { width, height }
  const area = width * height
  const ideal = Math.sqrt((area * across) / down)
  let best: Size = { width, height }
  let least = Number.POSITIVE_INFINITY
  for (const column of [Math.floor(ideal / grid), Math.ceil(ideal / grid)])
    for (const row of [Math.floor(area / ideal / grid), Math.ceil(area / ideal / grid)]) {
      const size = { width: Math.max(1, column) * grid, height: Math.max(1, row) * grid }
      const error = apart(size.width / size.height, across / down) + apart(size.width * size.height, area) / 2
      if (error >= least) continue
      best = size
      least = error
    }
  return best
}

/** A size that is offered, and the aspect that it is for. */
export interface Preset extends Size {
  readonly aspect: Aspect | undefined
}

/**
 * The sizes to choose from for a checkpoint, each once: the one that it was trained at first, then by aspect. A size that
 * several aspects come to is for the one that it is closest to.
 */
export const presetsOf = (picture: Picture): Preset[] => {
  const { width, height } = picture
  const own = aspects.find(([across, down]) => width * down === height * across)
  const found: Preset[] = [{ width, height, aspect: own }]
  for (const aspect of aspects) {
    const size = sizeOf(aspect, picture)
    const at = found.findIndex((each) => each.width === size.width && each.height === size.height)
    if (at === -1) found.push({ ...size, aspect })
    else if (at > 0 && distance(size, aspect) < distance(size, found[at]!.aspect!)) found[at] = { ...size, aspect }
  }
  return found
}

const distance = ({ width, height }: Size, [across, down]: Aspect): number => apart(width / height, across / down)
