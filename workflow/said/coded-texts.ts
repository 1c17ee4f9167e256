import type { Said, SaidValue } from './said.ts'

/**
 * A catalogue of texts where a text is a `T`: a string, or a sentence that any language can say. What a text takes as words may
 * be such a `T` as well.
 */
export type TextsOf<Catalogue, T> = {
  readonly [Name in keyof Catalogue]: Catalogue[Name] extends (...given: infer Given) => string
    ? (...given: { [I in keyof Given]: Taken<Given[I], T> }) => T
    : Catalogue[Name] extends string
      ? T
      : TextsOf<Catalogue[Name], T>
}

type Taken<Given, T> = string extends Given
  ? Given | T
  : Given extends readonly string[]
    ? readonly (string | T)[]
    : Given

/** Which text of a catalogue is said, and what it is given. */
export interface CodedText {
  /** The names that lead to it: "kinds.png". */
  readonly text: string
  readonly given: readonly SaidValue[]
}

/** The catalogue with sentences of this code in place of its texts: whoever is handed it tells what to say, and no words. */
export const codedTexts = <Catalogue extends object>(
  code: 'deviceText' | 'fileText' | 'ruleText' | 'subgraphText',
  catalogue: Catalogue,
  within = '',
): TextsOf<Catalogue, Said> =>
  Object.fromEntries(
    Object.entries(catalogue).map(([name, text]: [string, unknown]) => {
      const coded = (given: readonly SaidValue[]): Said => ({ code, values: { text: `${within}${name}`, given } })
      if (typeof text === 'function') return [name, (...given: SaidValue[]) => coded(given)]
      return [name, typeof text === 'string' ? coded([]) : codedTexts(code, text as object, `${within}${name}.`)]
    }),
  ) as TextsOf<Catalogue, Said>

/** A coded text in the words of a catalogue. @throws where it has none of that name, as in a journal that another version wrote */
export const textIn = (catalogue: object, { text, given }: CodedText): string => {
  let found: unknown = catalogue
  for (const name of text.split('.')) found = Object.hasOwn(found as object, name) ? found![name as never] : undefined
  if (typeof found === 'function') return found(...given)
  if (typeof found === 'string') return found
  throw new Error(`No catalogue has the text "${text}". Take one that codedTexts names.`)
}
