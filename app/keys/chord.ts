/** A key with its modifiers, as it is kept: modifiers in the order mod, alt, shift, then the key in small letters: "mod+shift+z", "?", "f". */
export type Chord = string

/** What a chord needs of a key event. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const modifiers = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Fn', 'Dead', 'Unidentified'])

/** The letter or digit on the key itself: for keyboards whose letters are not Latin, and for those on which Alt writes another sign. */
const onKey = (code: string): string | undefined => /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]?.toLowerCase()

const keyOf = ({ key, code, altKey }: KeyPress): string => {
  if (key === ' ') return 'space'
  if (key.length > 1) return key.toLowerCase()
  const letter = key.toLowerCase()
  const foreign = letter.charCodeAt(0) > 127
  return ((foreign || altKey) && onKey(code)) || letter
}

/** The chord of a key event; undefined while only modifiers are held. Control and Command are one: "mod". */
export const chordOf = (press: KeyPress): Chord | undefined => {
  if (modifiers.has(press.key) || press.key === '') return undefined
  const key = keyOf(press)
  // "?" needs Shift on one keyboard and not on another: of a sign, only the sign counts.
  const sign = key.length === 1 && !/[a-z0-9]/.test(key)
  return [
    ...(press.ctrlKey || press.metaKey ? ['mod'] : []),
    ...(press.altKey ? ['alt'] : []),
    ...(press.shiftKey && !sign ? ['shift'] : []),
    key,
  ].join('+')
}

/** True where the chord writes nothing, so that it may be pressed while a person is writing. */
export const writesNothing = (chord: Chord): boolean => /^(mod\+|alt\+)/.test(chord) || /^(shift\+)?f\d+$/.test(chord)

/** True for a text that `chordOf` could have made. */
export const isChord = (text: unknown): text is Chord =>
  typeof text === 'string' && /^(mod\+)?(alt\+)?(shift\+)?([^\s]|[a-z][a-z0-9]+)$/.test(text)

/** Keys that every language shows alike. */
const signs: Readonly<Record<string, string>> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  enter: '⏎',
  escape: 'Esc',
  backspace: '⌫',
  tab: 'Tab',
}

/** What a language prints on the other keys that have a name: modifiers, and keys as in a chord. */
export interface KeyNames extends Readonly<Record<string, string>> {
  readonly mod: string
  readonly alt: string
  readonly shift: string
}

/** A chord as it is shown: "Ctrl Shift Z", and with Apple's signs "⇧⌘Z". */
export const chordText = (chord: Chord, apple: boolean, names: KeyNames): string => {
  const parts = chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+')
  const key = parts.pop() || '+'
  const text = signs[key] ?? names[key] ?? (key.length === 1 ? key.toUpperCase() : key[0]!.toUpperCase() + key.slice(1))
  const held = parts.filter((part) => part !== '')
  if (!apple) return [...held.map((part) => names[part] ?? part), text].join(' ')
  const apples: Record<string, string> = { mod: '⌘', alt: '⌥', shift: '⇧' }
  // Apple writes Command last.
  return [...['alt', 'shift', 'mod'].filter((part) => held.includes(part)).map((part) => apples[part]), text].join('')
}
