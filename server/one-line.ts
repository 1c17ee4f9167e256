/** A text as one line of at most so many characters; what is cut off is marked. */
export const oneLine = (text: string, longest: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  const signs = [...line]
  return signs.length <= longest
    ? line
    : `${signs
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}
