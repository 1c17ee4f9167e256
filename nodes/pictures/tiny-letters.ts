/** Five rows of three pixels for each sign, a digit a row: 4 is the left pixel, 2 the middle one, 1 the right one. */
const glyphs: Readonly<Record<string, string>> = {
  A: '25755',
  B: '65656',
  C: '34443',
  D: '65556',
  E: '74647',
  F: '74644',
  G: '34553',
  H: '55755',
  I: '72227',
  J: '11152',
  K: '55655',
  L: '44447',
  M: '57755',
  N: '75555',
  O: '25552',
  P: '65644',
  Q: '25563',
  R: '65655',
  S: '34216',
  T: '72222',
  U: '55557',
  V: '55552',
  W: '55775',
  X: '55255',
  Y: '55222',
  Z: '71247',
  0: '75557',
  1: '26227',
  2: '61247',
  3: '71317',
  4: '55711',
  5: '74616',
  6: '34757',
  7: '71222',
  8: '75757',
  9: '75716',
  '.': '00002',
  ',': '00024',
  ':': '02020',
  '-': '00700',
  '+': '02720',
  '=': '07070',
  '/': '11244',
  '#': '57575',
  '%': '51245',
  '(': '24442',
  ')': '21112',
  "'": '22000',
  '!': '22202',
  '?': '61202',
  _: '00007',
  '×': '05250',
  ' ': '00000',
}

/** Pixels of a sign, and to the next one. */
export const letter = { width: 3, height: 5, advance: 4 } as const

/**
 * Whether a text covers a pixel, counted from its upper left corner in the font's own pixels. Letters are shown as
 * capitals without accents; a sign that is not known is a block.
 */
export const letterPixels = (text: string): { width: number; covers(x: number, y: number): boolean } => {
  const signs = Array.from(text.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase(), (sign) =>
    Object.hasOwn(glyphs, sign) ? (glyphs[sign] as string) : '77777',
  )
  return {
    width: Math.max(0, signs.length * letter.advance - 1),
    covers: (x, y) => {
      const row = Number(signs[Math.floor(x / letter.advance)]?.[y] ?? 0)
      const column = x % letter.advance
      return column < letter.width && ((row >> (letter.width - 1 - column)) & 1) === 1
    },
  }
}
