import { de } from './de.ts'
import { en } from './en.ts'
import type { Language } from './language-titles.ts'

/**
 * All that a person reads in the editor, by area: strings, and functions where a text has parts that change.
 *
 * There is no library for this: the compiler checks that a language has every text and every parameter, `Intl` has the
 * plurals and numbers, and there is no message format to parse or to get wrong.
 */
export type Texts = typeof en

/** The texts of each language. */
export const catalogues: Readonly<Record<Language, Texts>> = { en, de }
