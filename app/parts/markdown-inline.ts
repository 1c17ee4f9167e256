/** A piece of a line of Markdown. */
export type Inline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly of: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly of: readonly Inline[] }
  | { readonly kind: 'picture'; readonly text: string }

/** How deep marks may stand in each other. What opens deeper stays as it was written. */
const deepest = 24

const kinds = { '*': ['emphasis'], _: ['emphasis'], '**': ['strong'], __: ['strong'], '~~': ['strike'] } as const
const thrice = ['strong', 'emphasis'] as const
const kindsOf = (run: string): readonly ('strong' | 'emphasis' | 'strike')[] =>
  run === '***' || run === '___' ? thrice : kinds[run as keyof typeof kinds]

const mark = /\*+|_+|~+/y
const ticks = /`+/y
const target = /\((https?:\/\/(?:[^\s()]|\([^\s()]{0,200}\)){1,2000})(?: +"[^"\n]{0,500}")?\)/y
const pictureTarget = /\([^()\n]{0,4000}\)/y
const address = /https?:\/\/[^\s<>[\]]{1,2000}/iy
const bracketed = /<(https?:\/\/[^\s<>]{1,2000})>/iy
const word = /[\p{L}\p{N}]/u

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** A bare address without what closes the sentence around it: `(see https://a.org/b).` */
const bareAddress = (found: string): string => {
  let unopened = found.split(')').length - found.split('(').length
  let end = found.length
  for (; end > 0; end--) {
    const last = found[end - 1]!
    if (last === ')' ? unopened-- <= 0 : !'.,;:!?\'"*_~'.includes(last)) break
  }
  return found.slice(0, end)
}

interface Open {
  /** What opened it, as it was written; empty for the text itself. */
  readonly run: string
  readonly of: Inline[]
}

const push = (into: Inline[], piece: Inline) => {
  const last = into.at(-1)
  if (piece === '') return
  if (typeof piece === 'string' && typeof last === 'string') into[into.length - 1] = last + piece
  else into.push(piece)
}

/** Puts back as it was written what was opened and not closed. */
const pushOpen = (into: Inline[], { run, of }: Open) => {
  push(into, run)
  for (const piece of of) push(into, piece)
}

/**
 * The pieces of a text of Markdown: code, emphasis, strike-through, links, addresses, pictures as their text. A mark that
 * nothing closes stays as it was written. Takes time linear in the text.
 */
export const inlineOf = (text: string): readonly Inline[] => {
  const open: Open[] = [{ run: '', of: [] }]
  const counts = new Map<string, number>()
  const top = () => open.at(-1)!.of
  const count = (run: string, by: number) => counts.set(run, (counts.get(run) ?? 0) + by)
  const isOpen = (run: string) => (counts.get(run) ?? 0) > 0

  const begin = (run: string) => {
    if (open.length > deepest) return push(top(), run)
    open.push({ run, of: [] })
    count(run, 1)
  }
  /** The pieces since the last of these runs; what was opened within it and not closed is put back as it was written. */
  const takeBack = (...runs: readonly string[]): Open => {
    let from = open.length - 1
    while (!runs.includes(open[from]!.run)) from--
    const opened = open[from]!
    for (const unclosed of open.slice(from + 1)) pushOpen(opened.of, unclosed)
    for (const { run } of open.splice(from)) count(run, -1)
    return opened
  }

  // The next run of backticks of each length is looked for once: a text of lone backticks would be read once for each.
  const noTicks = new Map<number, number>()
  const closingTicks = (run: string, from: number): number => {
    const known = noTicks.get(run.length)
    if (known !== undefined && from >= known) return -1
    for (let at = text.indexOf('`', from); at >= 0; ) {
      const found = matchAt(ticks, text, at)![0]
      if (found.length === run.length) return at
      at = text.indexOf('`', at + found.length)
    }
    noTicks.set(run.length, from)
    return -1
  }

  let at = 0
  let plain = 0
  const flush = () => {
    if (plain < at) push(top(), text.slice(plain, at))
  }
  const goTo = (next: number) => {
    at = next
    plain = next
  }
  while (at < text.length) {
    const sign = text[at]!
    const before = text[at - 1] ?? ' '
    if (sign === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '')) {
      flush()
      push(top(), text[at + 1]!)
      goTo(at + 2)
    } else if (sign === '`') {
      const run = matchAt(ticks, text, at)![0]
      const end = closingTicks(run, at + run.length)
      if (end < 0) at += run.length
      else {
        flush()
        const code = text.slice(at + run.length, end).replaceAll('\n', ' ')
        const padded = code.length > 2 && code.startsWith(' ') && code.endsWith(' ')
        push(top(), { kind: 'code', text: padded ? code.slice(1, -1) : code })
        goTo(end + run.length)
      }
    } else if (sign === '*' || sign === '_' || sign === '~') {
      const run = matchAt(mark, text, at)![0]
      const after = text[at + run.length] ?? ' '
      const beforeWord = run.startsWith('_') && word.test(after)
      const closes = isOpen(run) && /\S/.test(before) && !beforeWord
      const opens = kindsOf(run) !== undefined && /\S/.test(after) && !(run.startsWith('_') && word.test(before))
      if (closes || opens) {
        flush()
        if (closes) {
          const { of } = takeBack(run)
          const [piece] = kindsOf(run).reduceRight<readonly Inline[]>((inner, kind) => [{ kind, of: inner }], of)
          push(top(), piece!)
        } else begin(run)
        goTo(at + run.length)
      } else at += run.length
    } else if (sign === '[' || (sign === '!' && text[at + 1] === '[')) {
      flush()
      const run = sign === '[' ? '[' : '!['
      begin(run)
      goTo(at + run.length)
    } else if (sign === ']' && (isOpen('[') || isOpen('!['))) {
      flush()
      const opened = takeBack('[', '![')
      const found = matchAt(opened.run === '[' ? target : pictureTarget, text, at + 1)
      const picture = opened.run === '![' ? plainText(opened.of).trim() : ''
      if (found && opened.run === '[') push(top(), { kind: 'link', href: found[1]!, of: withoutLinks(opened.of) })
      else if (found && picture !== '') push(top(), { kind: 'picture', text: picture })
      else {
        pushOpen(top(), opened)
        push(top(), `]${found?.[0] ?? ''}`)
      }
      goTo(at + 1 + (found?.[0].length ?? 0))
    } else if ((sign === 'h' || sign === 'H') && !word.test(before)) {
      const href = bareAddress(matchAt(address, text, at)?.[0] ?? '')
      if (/^https?:\/\/./i.test(href)) {
        flush()
        push(top(), { kind: 'link', href, of: [href] })
        goTo(at + href.length)
      } else at++
    } else if (sign === '<') {
      const found = matchAt(bracketed, text, at)
      if (found) {
        flush()
        push(top(), { kind: 'link', href: found[1]!, of: [found[1]!] })
        goTo(at + found[0].length)
      } else at++
    } else at++
  }
  flush()
  const [all, ...left] = open
  for (const unclosed of left) pushOpen(all!.of, unclosed)
  return all!.of
}

/** Pieces with what stands in their links in the place of those: a link in a link leads nowhere. */
const withoutLinks = (pieces: readonly Inline[]): readonly Inline[] =>
  pieces.flatMap((piece): readonly Inline[] => {
    if (typeof piece === 'string' || !('of' in piece)) return [piece]
    const of = withoutLinks(piece.of)
    return piece.kind === 'link' ? of : [{ ...piece, of }]
  })

/** The words of pieces, without what marks them. */
export const plainText = (pieces: readonly Inline[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : 'of' in piece ? plainText(piece.of) : piece.text)).join('')
