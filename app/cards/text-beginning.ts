/** What a card shows of a text while nobody writes in it, and how many letters of it are left out. */
export interface TextBeginning {
  readonly shown: string
  readonly more: number
}

/** The most letters that a card shows: a page stands still while it breaks a longer text into lines. */
export const mostLetters = { plain: 20_000, marked: 10_000 } as const

/** The most letters that are written in as a whole: of a longer text each key would take seconds. It is written in by parts. */
const mostWritten = 300_000
/** The letters of such a part. */
const partLetters = 100_000

/** The beginning of a text, to the end of a line where one is near; no sign is cut in two. */
export const beginningOf = (text: string, most: number): TextBeginning => {
  if (text.length <= most) return { shown: text, more: 0 }
  const line = text.lastIndexOf('\n', most - 1) + 1
  let end = line > most * 0.9 ? line : most
  if (/[\ud800-\udbff]/.test(text[end - 1]!)) end--
  return { shown: text.slice(0, end), more: text.length - end }
}

/** A part of a text: the letters before it, and those after it, which writing in it leaves as they are. */
export interface TextPart {
  readonly before: number
  readonly after: number
}

/** All of a text, or of one that is too long to be written in as a whole, the part that begins after so many letters. */
export const partAt = (text: string, before: number): TextPart =>
  text.length <= mostWritten
    ? { before: 0, after: 0 }
    : { before, after: beginningOf(text.slice(before), partLetters).more }

/** The part before another. */
export const partBefore = (text: string, { before }: TextPart): TextPart => {
  const start = Math.max(0, before - partLetters)
  // No sign is cut in two.
  return partAt(text, /[\udc00-\udfff]/.test(text[start] ?? '') ? start + 1 : start)
}

/** What stands in a part of a text. */
export const lettersIn = (text: string, { before, after }: TextPart): string => text.slice(before, text.length - after)

/** The text with other letters in a part of it. */
export const withPart = (text: string, { before, after }: TextPart, letters: string): string =>
  `${text.slice(0, before)}${letters}${text.slice(text.length - after)}`
