/** An item of a list that can be ticked. */
export interface Task {
  readonly done: boolean
  /** Where in the text its tick stands, or the space for it. */
  readonly at: number
}

/** An item of a list: its blocks, and the task that it is. */
export interface ListItem {
  readonly blocks: readonly Block[]
  readonly task?: Task
}

/** A block of a text of Markdown; `text` is of the pieces of `markdown-inline.ts`, but of `code` as it is. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly start?: number; readonly items: readonly ListItem[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'rule' }

/** How deep lists and quotes may stand in each other. What is deeper is read as plain lines. */
const deepest = 8

const headingMark = /^ {0,3}(#{1,6})(?:[ \t]+|$)/
const fenceMark = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/
const quoteMark = /^ {0,3}> ?/
const itemMark = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])(?:[ \t]+|$)/
const ruleLine = /^ {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:\*[ \t]*){3,}$|^ {0,3}(?:_[ \t]*){3,}$/
const taskMark = /^\[([ xX])\](?:[ \t]+|$)/
const tableMark = /^[ \t]*\|/

/** A line, or what is left of one within lists and quotes, and where in the text it begins. */
interface Line {
  readonly text: string
  readonly at: number
}

/** The line without so many of its first letters. */
const cut = ({ text, at }: Line, letters: number): Line => ({ text: text.slice(letters), at: at + letters })

const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  for (const end of text.matchAll(/\r\n?|\n/g)) {
    lines.push({ text: text.slice(at, end.index), at })
    at = end.index + end[0].length
  }
  return [...lines, { text: text.slice(at), at }]
}

const isBlank = ({ text }: Line) => text.trim() === ''

const opensBlock = ({ text }: Line): boolean =>
  [headingMark, fenceMark, quoteMark, itemMark, ruleLine, tableMark].some((pattern) => pattern.test(text))

const indentOf = (text: string): number => {
  let width = 0
  for (const sign of text) {
    if (sign === ' ') width++
    else if (sign === '\t') width += 4
    else break
  }
  return width
}

const outdented = (line: Line, by: number): Line => {
  const { text } = line
  let letters = 0
  for (let width = 0; letters < text.length && width < by; letters++) {
    if (text[letters] === ' ') width++
    else if (text[letters] === '\t') width += 4
    else break
  }
  return cut(line, letters)
}

const cells = ({ text }: Line) =>
  text
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** The blocks of a text, in order. All that was written is in one of them. Takes time linear in the text. */
export const blocksOf = (text: string): readonly Block[] => blocksIn(linesOf(text), 0)

/** The text with a task of it ticked, or not any more. */
export const ticked = (text: string, { done, at }: Task): string =>
  `${text.slice(0, at)}${done ? ' ' : 'x'}${text.slice(at + 1)}`

const blocksIn = (lines: readonly Line[], depth: number): readonly Block[] => {
  const blocks: Block[] = []
  let at = 0
  const take = (more: (line: Line) => boolean): Line[] => {
    const taken: Line[] = []
    while (at < lines.length && more(lines[at]!)) taken.push(lines[at++]!)
    return taken
  }
  const nests = depth < deepest
  /** The lines of an item whose first is taken: those that stand further in than its mark, and those that go on its words. */
  const takeItem = (mark: number): Line[] => {
    const taken: Line[] = []
    while (at < lines.length) {
      const from = at
      const gap = take(isBlank)
      const line = lines[at]
      const outside =
        line === undefined ||
        (indentOf(line.text) <= mark && (gap.length > 0 || opensBlock(line))) ||
        (indentOf(line.text) <= mark + 1 && itemMark.test(line.text))
      if (outside) {
        at = from
        break
      }
      // A gap of one line divides as well as a longer one.
      taken.push(...gap.slice(0, 1), line)
      at++
    }
    return taken
  }

  const takeList = (): Block => {
    const items: ListItem[] = []
    const first = itemMark.exec(lines[at]!.text)!
    const base = indentOf(first[1]!)
    while (at < lines.length) {
      const from = at
      take(isBlank)
      const line = lines[at]
      const mark = line === undefined || ruleLine.test(line.text) ? null : itemMark.exec(line.text)
      if (!line || !mark || (mark[2] === undefined) !== (first[2] === undefined) || indentOf(mark[1]!) < base) {
        at = from
        break
      }
      at++
      const start = cut(line, mark[0].length)
      const box = taskMark.exec(start.text)
      const column = indentOf(mark[1]!) + mark[0].length - mark[1]!.length
      const rest = takeItem(indentOf(mark[1]!)).map((each) => outdented(each, column))
      const blocks = blocksIn([box ? cut(start, box[0].length) : start, ...rest], depth + 1)
      items.push(box ? { blocks, task: { done: box[1] !== ' ', at: start.at + 1 } } : { blocks })
    }
    return first[2] === undefined ? { kind: 'list', items } : { kind: 'list', start: Number(first[2]), items }
  }

  while (at < lines.length) {
    const line = lines[at]!
    const { text } = line
    const heading = headingMark.exec(text)
    const fence = fenceMark.exec(text)
    if (isBlank(line)) at++
    else if (ruleLine.test(text)) {
      blocks.push({ kind: 'rule' })
      at++
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: text.slice(heading[0].length).trim() })
      at++
    } else if (fence) {
      at++
      const closes = (each: string) => each.startsWith(fence[1]!) && each.length === fence[1]!.length
      const code = take((each) => !closes(each.text.trim()))
      blocks.push({ kind: 'code', text: code.map((each) => each.text).join('\n') })
      at++
    } else if (tableMark.test(text)) {
      const rows = take((each) => tableMark.test(each.text)).map(cells)
      blocks.push({ kind: 'table', rows: rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell))) })
    } else if (nests && quoteMark.test(text)) {
      const quoted = take((each) => quoteMark.test(each.text)).map((each) =>
        cut(each, quoteMark.exec(each.text)![0].length),
      )
      blocks.push({ kind: 'quote', blocks: blocksIn(quoted, depth + 1) })
    } else if (nests && itemMark.test(text)) blocks.push(takeList())
    else {
      const first = lines[at++]!
      const paragraph = [first, ...take((each) => !isBlank(each) && !opensBlock(each))]
      blocks.push({
        kind: 'paragraph',
        text: paragraph
          .map((each) => each.text.trimStart())
          .join('\n')
          .trimEnd(),
      })
    }
  }
  return blocks
}
