/** What of a canvas measures text in its font. */
export type Measure = Pick<CanvasRenderingContext2D, 'font' | 'measureText'>

/** A title as far as it fits `room` pixels in the context's font, with an ellipsis where it is cut; '' where not a letter fits. */
export type TitleFit = (context: Measure, title: string, room: number) => string

interface Widths {
  readonly whole: number
  /** Of its first letters, so many as the index says, with an ellipsis. */
  cut?: readonly number[]
}

/** Titles measured in so many fonts are kept: a zoom goes through many sizes. */
const mostFonts = 64

/** More letters than any place has room for: a title may be as long as its file. */
const mostLetters = 400

/** Titles are measured once for each font: the same ones are painted in every frame. */
export const createTitleFit = (): TitleFit => {
  const fonts = new Map<string, Map<string, Widths>>()
  return (context, given, room) => {
    const { font } = context
    const title = given.length > mostLetters ? `${given.slice(0, mostLetters)}…` : given
    let known = fonts.get(font)
    if (!known) {
      if (fonts.size >= mostFonts) fonts.clear()
      known = new Map()
      fonts.set(font, known)
    }
    const width = (text: string) => context.measureText(text).width
    let widths = known.get(title)
    if (!widths) {
      widths = { whole: width(title) }
      known.set(title, widths)
    }
    if (widths.whole <= room) return title
    // Most titles fit, and are not measured letter by letter.
    widths.cut ??= [...Array(title.length).keys()].map((letters) => width(`${title.slice(0, letters)}…`))
    let length = title.length - 1
    while (length > 0 && widths.cut[length]! > room) length--
    return length <= 0 ? '' : `${title.slice(0, length).trimEnd()}…`
  }
}
