/**
 * A text from elsewhere (a title, a model card, an error that quotes a file) as a terminal may show it: signs that a
 * terminal would obey stand there as signs for them. Line ends and tabs stay.
 */
export const terminalText = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(obeyed, (sign) => {
    if (sign === '\n' || sign === '\t') return sign
    const code = sign.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd'
  })

/** Control characters, and those that turn the direction of what follows. */
const obeyed = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
