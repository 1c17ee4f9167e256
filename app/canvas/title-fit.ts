/** What of a canvas measures text in its font. */
export type Measure = Pick<CanvasRenderingContext2D, 'font' | 'measureText'>

/** A title as far as it fits `room` pixels in the context's font, with an ellipsis where it is cut; '' where not a letter fits. */
export type TitleFit = (context: Measure, title: string, room: number) => string

/** Titles measured in so many fonts are kept: a zoom goes through many sizes. */
const mostFonts = 64

/** Titles are measured once for each font: the same ones are painted in every frame. */
export const createTitleFit = (): TitleFit => {
  const fonts = new Map<string, Map<string, readonly number[]>>()
  return (context, title, room) => {
    const { font } = context
    let known = fonts.get(font)
    if (!known) {
      if (fonts.size >= mostFonts) fonts.clear()
      known = new Map()
      fonts.set(font, known)
    }
    let widths = known.get(title)
    if (!widths) {
      const width = (text: string) => context.measureText(text).width
      widths = [...Array(title.length).keys()].map((length) => width(`${title.slice(0, length)}…`))
      widths = [...widths, width(title)]
      known.set(title, widths)
    }
    if (widths[title.length]! <= room) return title
    let length = title.length - 1
    while (length > 0 && widths[length]! > room) length--
    return length <= 0 ? '' : `${title.slice(0, length).trimEnd()}…`
  }
}
