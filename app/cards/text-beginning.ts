/** What a card shows of a text while nobody writes in it, and how many letters of it are left out. */
export interface TextBeginning {
  readonly shown: string
  readonly more: number
}

/** The most letters that a card shows: a page stands still for seconds while it breaks a longer text into lines. */
export const mostLetters = { plain: 100_000, marked: 10_000 } as const

/** The beginning of a text, to the end of a line where one is near; no sign is cut in two. */
export const beginningOf = (text: string, most: number): TextBeginning => {
  if (text.length <= most) return { shown: text, more: 0 }
  const line = text.lastIndexOf('\n', most - 1) + 1
  let end = line > most * 0.9 ? line : most
  if (/[\ud800-\udbff]/.test(text[end - 1]!)) end--
  return { shown: text.slice(0, end), more: text.length - end }
}
