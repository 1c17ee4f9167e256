const longest = 200

/** Control characters, and those that turn the direction of all that follows. */
const unruly = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/**
 * A name from a file as it stands in titles and messages: in one line, at most 200 letters of it (what wraps a longer one may
 * take minutes), and without what would turn the words after it round.
 */
export const shortName = (name: string): string => {
  const short = name.length <= longest ? name : `${name.slice(0, longest - 1).trimEnd()}…`
  return short.replace(unruly, ' ')
}
