import { type Curve, cornersOf, isCurve } from './curve.ts'
import type { Input } from './definition.ts'
import type { Json } from './json.ts'

/** What values are called, in English. */
export const valueTexts = {
  on: 'on',
  off: 'off',
  number: (value: number): string => String(value),
  cosine: (ends: string): string => `${ends} (cosine)`,
  /** What an input that is linked has. */
  from: (node: string): string => `from ${node}`,
  missingNode: 'a node that is not there',
  /** Of a node that one of two graphs lacks. */
  there: 'there',
  /** Whether a node runs, and the ways in which it may not. */
  mode: 'Mode',
  modes: { on: 'on', mute: 'mute', bypass: 'bypass' },
}

export type ValueTexts = typeof valueTexts

/** A value in words: an option by its title, a number by the field's word for it, a curve by its corners. */
export const valueText = (input: Input | undefined, value: Json, texts: ValueTexts): string => {
  if (input?.kind === 'choice') {
    const option = input.options.find((each) => each.value === value)
    if (option) return option.title
  }
  if (input?.kind === 'number' && input.words && Object.hasOwn(input.words, String(value)))
    return input.words[String(value)]!
  if (isCurve(value)) return curveText(value, texts)
  if (typeof value === 'boolean') return value ? texts.on : texts.off
  if (typeof value === 'number') return texts.number(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const curveText = (curve: Curve, texts: ValueTexts): string => {
  const ends = cornersOf(curve)
    .map(([, each]) => texts.number(each))
    .join(' → ')
  return curve.curve === 'cosine' ? texts.cosine(ends) : ends
}
