/** Something in a JSON text that is not there any more once it is read. */
export interface JsonLoss {
  /** The keys that lead to the object or the number, from the outside in. */
  readonly path: readonly string[]
  /** A key that stands twice in that object, of which only the last would be left. */
  readonly twice?: string
  /** A whole number that would be read as another one, as it is written. */
  readonly number?: string
}

/** An object or a list that is being read. */
interface Open {
  /** The keys so far; undefined for a list. */
  readonly keys: Set<string> | undefined
  /** The key whose value is being read. */
  key: string | undefined
  /** True where a text is a key. */
  expectsKey: boolean
}

const [space, quote, backslash, comma, minus, zero, nine] = [0x20, 0x22, 0x5c, 0x2c, 0x2d, 0x30, 0x39]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * The first thing that `JSON.parse` loses of a text, or undefined where it loses nothing but spaces and the way in which
 * things are written. Takes time linear in the text.
 * @param text valid JSON
 */
export const jsonLoss = (text: string): JsonLoss | undefined => {
  const open: Open[] = []
  let top: Open | undefined
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign <= space) continue
    if (sign === quote) {
      const end = endOfText(text, at)
      if (top?.keys && top.expectsKey) {
        const key = textOf(text.slice(at + 1, end))
        if (top.keys.has(key)) return { path: keysOf(open.slice(0, -1)), twice: key }
        top.keys.add(key)
        top.key = key
        top.expectsKey = false
      }
      at = end
    } else if (sign === openBrace || sign === openBracket) {
      const isObject = sign === openBrace
      top = { keys: isObject ? new Set() : undefined, key: undefined, expectsKey: isObject }
      open.push(top)
    } else if (sign === closeBrace || sign === closeBracket) {
      open.pop()
      top = open.at(-1)
    } else if (sign === comma) {
      if (top?.keys) top.expectsKey = true
    } else if (sign === minus || (sign >= zero && sign <= nine)) {
      number.lastIndex = at
      const written = number.exec(text)![0]
      if (isLost(written)) return { path: keysOf(open), number: written }
      at += written.length - 1
    }
  }
  return undefined
}

/** The keys that lead to what is being read. */
const keysOf = (open: readonly Open[]): string[] => open.flatMap(({ key }) => (key === undefined ? [] : [key]))

const textOf = (written: string): string => (written.includes('\\') ? JSON.parse(`"${written}"`) : written)

/** Where the text that begins there ends: at its closing quotation mark. */
const endOfText = (text: string, start: number): number => {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end
  }
}

/** True for a whole number that a double does not hold, unless it is written as that double is. */
const isLost = (written: string): boolean => {
  if (written.length <= 15 || !/^-?\d+$/.test(written)) return false
  const read = Number(written)
  return !Number.isFinite(read) || (String(read) !== written && BigInt(read) !== BigInt(written))
}
