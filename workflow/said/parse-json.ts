import type { FileTexts } from '../file-texts.ts'
import type { TextsOf } from './coded-texts.ts'
import { findJsonFault } from './json-fault.ts'
import type { Words } from './said.ts'

type JsonTexts<T> = Pick<TextsOf<FileTexts, T>, 'jsonEnds' | 'jsonFound' | 'jsonLineEnds'>

/**
 * The value in a JSON text; spaces and a byte order mark around it do not count.
 * @throws what `refused` makes of the reason: where the text stops being JSON, and what stands there
 */
export const parseJson = <T extends Words>(text: string, texts: JsonTexts<T>, refused: (why: T) => Error): unknown => {
  try {
    return JSON.parse(text.trim())
  } catch (error) {
    const why = whyNoJson(text, texts)
    throw why === undefined ? error : refused(why)
  }
}

/** Where a text stops being JSON, and what stands there; undefined for one that does not. */
export const whyNoJson = <T extends Words>(
  text: string,
  texts: JsonTexts<T>,
  options?: { readonly python?: boolean },
): T | undefined => {
  const fault = findJsonFault(text, options)
  if (!fault) return undefined
  const { line, column, found, ends } = fault
  if (ends) return texts.jsonEnds(line, column)
  return found === undefined ? texts.jsonLineEnds(line, column) : texts.jsonFound(line, column, found)
}
