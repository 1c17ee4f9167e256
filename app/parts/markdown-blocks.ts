/** An item of a list: its blocks, and whether it is a task that is done or one that is not. */
export interface ListItem {
  readonly blocks: readonly Block[]
  readonly done?: boolean
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

const isBlank = (line: string) => line.trim() === ''

const opensBlock = (line: string): boolean =>
  [headingMark, fenceMark, quoteMark, itemMark, ruleLine, tableMark].some((pattern) => pattern.test(line))

const indentOf = (line: string): number => {
  let width = 0
  for (const sign of line) {
    if (sign === ' ') width++
    else if (sign === '\t') width += 4
    else break
  }
  return width
}

const outdented = (line: string, by: number): string => {
  let at = 0
  for (let width = 0; at < line.length && width < by; at++) {
    if (line[at] === ' ') width++
    else if (line[at] === '\t') width += 4
    else break
  }
  return line.slice(at)
}

const cells = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** The blocks of a text, in order. All that was written is in one of them. Takes time linear in the text. */
export const blocksOf = (text: string): readonly Block[] => blocksIn(text.replace(/^\uFEFF/, '').split(/\r\n?|\n/), 0)

const blocksIn = (lines: readonly string[], depth: number): readonly Block[] => {
  const blocks: Block[] = []
  let at = 0
  const take = (more: (line: string) => boolean): string[] => {
    const taken: string[] = []
    while (at < lines.length && more(lines[at]!)) taken.push(lines[at++]!)
    return taken
  }
  const nests = depth < deepest
  /** The lines of an item whose first is taken: those that stand further in than its mark, and those that go on its words. */
  const takeItem = (mark: number): string[] => {
    const taken: string[] = []
    while (at < lines.length) {
      const from = at
      const gap = take(isBlank)
      const line = lines[at]
      const outside =
        line === undefined ||
        (indentOf(line) <= mark && (gap.length > 0 || opensBlock(line))) ||
        (indentOf(line) <= mark + 1 && itemMark.test(line))
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
    const first = itemMark.exec(lines[at]!)!
    const base = indentOf(first[1]!)
    while (at < lines.length) {
      const from = at
      take(isBlank)
      const line = lines[at] ?? ''
      const mark = ruleLine.test(line) ? null : itemMark.exec(line)
      if (!mark || (mark[2] === undefined) !== (first[2] === undefined) || indentOf(mark[1]!) < base) {
        at = from
        break
      }
      at++
      const start = line.slice(mark[0].length)
      const task = taskMark.exec(start)
      const column = indentOf(mark[1]!) + mark[0].length - mark[1]!.length
      const rest = takeItem(indentOf(mark[1]!)).map((each) => outdented(each, column))
      const blocks = blocksIn([task ? start.slice(task[0].length) : start, ...rest], depth + 1)
      items.push(task ? { blocks, done: task[1] !== ' ' } : { blocks })
    }
    return first[2] === undefined ? { kind: 'list', items } : { kind: 'list', start: Number(first[2]), items }
  }

  while (at < lines.length) {
    const line = lines[at]!
    const heading = headingMark.exec(line)
    const fence = fenceMark.exec(line)
    if (isBlank(line)) at++
    else if (ruleLine.test(line)) {
      blocks.push({ kind: 'rule' })
      at++
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: line.slice(heading[0].length).trim() })
      at++
    } else if (fence) {
      at++
      const code = take((each) => !(each.trim().startsWith(fence[1]!) && each.trim().length === fence[1]!.length))
      blocks.push({ kind: 'code', text: code.join('\n') })
      at++
    } else if (tableMark.test(line)) {
      const rows = take((each) => tableMark.test(each)).map(cells)
      blocks.push({ kind: 'table', rows: rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell))) })
    } else if (nests && quoteMark.test(line)) {
      const quoted = take((each) => quoteMark.test(each)).map((each) => each.replace(quoteMark, ''))
      blocks.push({ kind: 'quote', blocks: blocksIn(quoted, depth + 1) })
    } else if (nests && itemMark.test(line)) blocks.push(takeList())
    else {
      const first = lines[at++]!
      const paragraph = [first, ...take((each) => !isBlank(each) && !opensBlock(each))]
      blocks.push({
        kind: 'paragraph',
        text: paragraph
          .map((each) => each.trimStart())
          .join('\n')
          .trimEnd(),
      })
    }
  }
  return blocks
}
