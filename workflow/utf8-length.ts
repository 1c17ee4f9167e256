/** So many units are encoded at once. */
const atOnce = 16_384

/**
 * How many bytes a text takes in UTF-8, as `TextEncoder` writes it: half of a pair that stands alone takes three, as U+FFFD.
 * Never holds all of those bytes, of which a page has to ask the system for 20 MB.
 */
export const utf8Length = (text: string): number => {
  const encoder = new TextEncoder()
  const room = new Uint8Array(3 * atOnce)
  let bytes = 0
  for (let at = 0; at < text.length; ) {
    const last = at + atOnce - 1
    // No pair is cut in two.
    const end = last < text.length && isHigh(text.charCodeAt(last)) ? last : last + 1
    bytes += encoder.encodeInto(text.slice(at, end), room).written
    at = end
  }
  return bytes
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00
