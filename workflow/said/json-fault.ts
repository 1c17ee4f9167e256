/** Where a text stops being JSON. */
export interface JsonFault {
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 code units as editors count them. */
  readonly column: number
  /** What cannot stand there; undefined where the text ends, or its line ends inside of a text in quotation marks. */
  readonly found: string | undefined
  /** True where something is missing at the end of the text. */
  readonly ends: boolean
}

/** What may come next: `first` ones may also close what was just opened. */
type Wanted = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'comma' | 'nothing'

const space = /[ \t\n\r]*/y
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy
/** As much as can be the beginning of a number. */
const numeric = /-?(?:(?:0|[1-9]\d*)(?:\.(?:\d+(?:[eE][+-]?\d*)?)?|[eE][+-]?\d*)?)?/y
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON refuses.
const special = /["\\\u0000-\u001f]/g
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y
const partOfEscaped = /\\(?:u[\da-fA-F]{0,3})?$/y

const literals = ['true', 'false', 'null']
/** What Python writes besides. */
const pythonLiterals = [...literals, 'NaN', 'Infinity']

/**
 * Where a text stops being JSON, or undefined where it does not. Spaces and a byte order mark around it do not count, as in
 * {@link String.trim}. Takes time linear in the text, and keeps its own stack.
 * @param python reads NaN, Infinity and -Infinity as numbers
 */
export const findJsonFault = (text: string, { python = false } = {}): JsonFault | undefined => {
  const end = text.trimEnd().length
  let at = text.length - text.trimStart().length
  const open: ('{' | '[')[] = []
  let wanted = 'value' as Wanted
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? ''
  }
  const after = (): Wanted => (open.length === 0 ? 'nothing' : 'comma')
  const faultAt = (place: number, length?: number) => faultIn(text, place, end, length)

  for (;;) {
    at += match(space).length
    if (at >= end) return wanted === 'nothing' ? undefined : faultAt(end)
    const sign = text[at] as string
    const closes = sign === (open.at(-1) === '{' ? '}' : ']') && open.length > 0
    if (closes && (wanted === 'comma' || wanted === 'firstKey' || wanted === 'firstValue')) {
      at++
      open.pop()
      wanted = after()
    } else if (wanted === 'nothing') return faultAt(at)
    else if (wanted === 'comma') {
      if (sign !== ',') return faultAt(at)
      at++
      wanted = open.at(-1) === '{' ? 'key' : 'value'
    } else if (wanted === 'colon') {
      if (sign !== ':') return faultAt(at)
      at++
      wanted = 'value'
    } else if (sign === '"') {
      const text = readText(at)
      if (typeof text !== 'number') return text
      at = text
      wanted = wanted === 'key' || wanted === 'firstKey' ? 'colon' : after()
    } else if (wanted === 'key' || wanted === 'firstKey') return faultAt(at)
    else if (sign === '{' || sign === '[') {
      at++
      open.push(sign)
      wanted = sign === '{' ? 'firstKey' : 'firstValue'
    } else {
      const length = lengthOfPlain()
      if (typeof length !== 'number') return length
      at += length
      wanted = after()
    }
  }

  /** Where the text in quotation marks ends that begins there. */
  function readText(start: number): number | JsonFault {
    for (special.lastIndex = start + 1; ; ) {
      const found = special.exec(text)
      if (!found || found.index >= end) return faultAt(end)
      const [sign] = found
      if (sign === '"') return found.index + 1
      if (sign !== '\\') return faultAt(found.index)
      at = found.index
      const length = match(escaped).length
      if (length === 0) return match(partOfEscaped) === '' ? faultAt(at, 2) : faultAt(end)
      special.lastIndex = at + length
    }
  }

  /** How many signs a number, true, false or null takes. */
  function lengthOfPlain(): number | JsonFault {
    const known = python ? pythonLiterals : literals
    const sign = python && text.startsWith('-Infinity', at) ? '-' : ''
    at += sign.length
    const name = match(word)
    if (known.includes(name)) return name.length
    if (name !== '') {
      const unfinished = at + name.length >= end && known.some((each) => each.startsWith(name))
      return unfinished ? faultAt(end) : faultAt(at)
    }
    const written = match(numeric)
    if (number.test(written)) return written.length
    return faultAt(at + written.length)
  }
}

/** @param length how many signs cannot stand there; by default those that belong together */
const faultIn = (text: string, at: number, end: number, length?: number): JsonFault => {
  const before = text.slice(0, at).split(/\r\n|\r|\n/)
  const place = { line: before.length, column: (before.at(-1) as string).length + 1 }
  if (at >= end) return { ...place, found: undefined, ends: true }
  const rest = text.slice(at, at + longest)
  const found =
    length === undefined
      ? (/^[\p{L}\p{N}_$]+/u.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0)!))
      : rest.slice(0, length)
  return { ...place, found: /[\r\n]/.test(found) ? undefined : visible(found), ends: false }
}

const longest = 30

const visible = (found: string): string =>
  found.replace(/[\p{C}\p{Z}]/gu, (sign) => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
