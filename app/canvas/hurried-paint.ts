export interface HurriedPaintParts {
  /** Paints; in a hurry only what is in view. @returns false where what is around it must be painted yet */
  paint(hurry: boolean): boolean
  /** Asks for a frame in which all is painted. */
  invalidate(): void
}

/** So long after an edit what is around the view is painted, in milliseconds. */
const restAfterMs = 150

/** After an edit what is in view is painted at once, and the rest when no other comes. */
export const createHurriedPaint = ({ paint, invalidate }: HurriedPaintParts) => {
  let hurries = false
  let resting: ReturnType<typeof setTimeout> | undefined
  const paintRest = () => {
    clearTimeout(resting)
    resting = setTimeout(() => {
      hurries = false
      invalidate()
    }, restAfterMs)
  }
  return {
    /** The document changed: the next frame is in a hurry. */
    edited() {
      hurries = true
    },
    /** Paints a frame; one while the view moves is in no hurry, as it needs what is around. */
    paint(moving: boolean) {
      if (paint(hurries && !moving)) hurries = false
      else paintRest()
    },
    destroy: () => clearTimeout(resting),
  }
}
