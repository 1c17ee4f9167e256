import { sentences } from './sentences.ts'

/** All sentences in one language, by their codes. Each is given what it names. */
export type Sentences = typeof sentences
export type SaidCode = keyof Sentences

/** What a sentence names: words, a number, another sentence that stands inside of it, or a list of such. */
export type SaidValue = string | number | boolean | undefined | Said | readonly SaidValue[]

/**
 * A sentence that any language can say: its code, and what it names. It is written down in the journal and with results:
 * a code keeps its values, and a sentence with other ones gets another code.
 */
export interface Said {
  readonly code: SaidCode
  readonly values?: Readonly<Record<string, SaidValue>>
}

/** What a person is told: a sentence of the catalogue, or English that stands in none. */
export type Words = string | Said

/** Words as they are sent and kept: in English, and how another language can say them. */
export interface Worded {
  readonly message: string
  readonly said?: Said
}

/** Where a sentence takes words, it takes another sentence too. */
type Given<V> = {
  readonly [K in keyof V]: V[K] extends string ? Words : V[K] extends readonly string[] ? readonly Words[] : V[K]
}
type ValuesOf<C extends SaidCode> = Parameters<Sentences[C]> extends [infer V] ? [values: Given<V>] : []

/** A sentence of the catalogue about these values. */
export const say = <C extends SaidCode>(code: C, ...[values]: ValuesOf<C>): Said =>
  values === undefined ? { code } : { code, values: values as Said['values'] & object }

/** The sentence in a language; undefined where it is none of those known here, as in a journal that another version wrote. */
export const sentenceIn = (texts: Sentences, { code, values = {} }: Said): string | undefined => {
  const text = Object.hasOwn(texts, code) ? (texts[code] as (values: object) => string) : undefined
  try {
    return text?.(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueIn(texts, value)])))
  } catch {
    // It names other values than it did when it was written down: the English beside it still says it.
    return undefined
  }
}

/** A value with the sentences in it said. @throws where one of them is not known */
const valueIn = (texts: Sentences, value: SaidValue): unknown => {
  if (Array.isArray(value)) return value.map((each) => valueIn(texts, each))
  if (!isSaid(value)) return value
  const said = sentenceIn(texts, value)
  if (said === undefined) throw new Error(`There is no sentence "${value.code}".`)
  return said
}

/** Words in English: as they stand in the journal, the log and the terminal. */
export const inEnglish = (words: Words): string =>
  typeof words === 'string' ? words : (sentenceIn(sentences, words) ?? words.code)

/** Words as they are sent. */
export const worded = (words: Words): Worded =>
  typeof words === 'string' ? { message: words } : { message: inEnglish(words), said: words }

/** An error that any language can say. */
export class SaidError extends Error {
  /** Absent where it was made of English words. */
  readonly said?: Said
  constructor(words: Words, options?: ErrorOptions) {
    super(inEnglish(words), options)
    if (typeof words !== 'string') this.said = words
  }
}

/** What an error says. */
export const wordsOf = (error: Error): Words => {
  const { said } = error as { readonly said?: unknown }
  return isSaid(said) ? said : error.message
}

/** Puts words around what an error says. It stays the same error, whose kind may matter to those who catch it. */
export const sayAround = (error: Error, around: (what: Said) => Said): void => {
  const words = wordsOf(error)
  const said = around(typeof words === 'string' ? say('foreignWords', { words }) : words)
  Object.assign(error, { said, message: inEnglish(said) })
}

const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && typeof (value as { code?: unknown }).code === 'string'
