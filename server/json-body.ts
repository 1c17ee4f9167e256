import { isObject, type Json } from '../workflow/json.ts'
import { fileWords } from '../workflow/said/file-words.ts'
import { parseJson } from '../workflow/said/parse-json.ts'
import { say, type Words } from '../workflow/said/said.ts'
import { type Call, Refusal } from './router.ts'

/** A JSON object from a request's body. */
export interface Body {
  /** @throws Refusal with 400 where it is missing or no text */
  text(name: string): string
  /** The text, or `otherwise` where it is left out. @throws Refusal with 400 for another kind of value */
  optionalText(name: string, otherwise: string): string
  /** @throws Refusal with 400 where it is no whole number from `min` to `max` */
  wholeNumber(name: string, min: number, max: number): number
  /** The object, or an empty one where it is left out. @throws Refusal with 400 for another kind of value */
  object(name: string): { readonly [key: string]: Json }
}

const limit = 1024 * 1024

/** The body of a request, of at most 1 MiB. @throws Refusal with 400 where it is no JSON object */
export const jsonBody = async (call: Call): Promise<Body> => {
  const bytes = await call.body(limit)
  const body = parsed(bytes.toString('utf8'))
  const wrong = (name: string, wanted: Words): never => {
    if (!Object.hasOwn(body, name)) throw new Refusal(400, say('bodyLacks', { name, wanted }))
    throw new Refusal(400, say('bodyHas', { name, wanted, given: JSON.stringify(body[name]).slice(0, 100) }))
  }
  const of = (name: string): Json | undefined => (Object.hasOwn(body, name) ? body[name] : undefined)
  const text = (name: string): string => {
    const value = of(name)
    return typeof value === 'string' ? value : wrong(name, say('aText'))
  }
  return {
    text,
    optionalText: (name, otherwise) => (of(name) === undefined ? otherwise : text(name)),
    wholeNumber: (name, min, max) => {
      const value = of(name)
      return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
        ? value
        : wrong(name, say('aWholeNumber', { min, max }))
    },
    object: (name) => {
      const value = of(name)
      if (value === undefined) return {}
      return isObject(value) ? value : wrong(name, say('anObject'))
    },
  }
}

const parsed = (text: string): { readonly [key: string]: Json } => {
  const value = parseJson(text, fileWords, (why) => new Refusal(400, say('bodyNotJson', { why })))
  if (!isObject(value)) throw new Refusal(400, say('bodyNoObject'))
  return value
}
