import type { NumberField } from '../../workflow/definition.ts'
import { sumIn } from './arithmetic.ts'

const thinSpace = '\u2009'

/** Digits in groups of three, set apart by thin spaces, from 10 000 on. */
const grouped = (digits: string, point: string): string => {
  const [whole = '', fraction] = digits.split('.')
  const sign = whole.startsWith('-') ? '−' : ''
  const bare = whole.replace('-', '')
  const spaced = bare.length > 4 ? bare.replace(/\B(?=(\d{3})+$)/g, thinSpace) : bare
  return `${sign}${spaced}${fraction === undefined ? '' : `${point}${fraction}`}`
}

const decimalsOf = (value: number): number => {
  const [mantissa = '', exponent] = String(value).split('e')
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent ?? 0))
}

/**
 * A number as a card shows it: with the field's word for it, grouped, with the decimals of its step, with its unit. What is
 * none stands there as it is in the file.
 */
export const numberText = (
  value: unknown,
  field: Pick<NumberField, 'step' | 'unit' | 'words'>,
  point: '.' | ',',
): string => {
  if (typeof value !== 'number')
    return value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)
  const word = field.words?.[String(value)]
  if (word !== undefined) return word
  const decimals = Math.min(12, Math.max(decimalsOf(field.step), decimalsOf(value)))
  const exponent = Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6)
  const text = grouped(exponent ? String(value) : value.toFixed(decimals), point)
  return field.unit ? `${text}${thinSpace}${field.unit}` : text
}

/**
 * The number in what a person typed, in any language: spaces, a comma for the point, the unit and the field's words are
 * understood, and where there are both commas and points, the last of them stands before the decimals. A sum is worked out.
 */
export const readNumber = (text: string, field: Pick<NumberField, 'unit' | 'words'>): number | undefined => {
  const trimmed = text.trim()
  const word = Object.entries(field.words ?? {}).find(([, each]) => each.toLowerCase() === trimmed.toLowerCase())
  if (word) return Number(word[0])
  const bare = (field.unit ? trimmed.replace(new RegExp(`${escaped(field.unit)}$`, 'i'), '') : trimmed)
    .replace(/[\s\u2009\u202f\u00a0_]/g, '')
    .replace('−', '-')
    .replace(groups, (_, first, more, __, rest) => `${first}${more.replace(/[.,]/g, '')}.${rest}`)
    .replace(/^([^,]*),([^,]*)$/, '$1.$2')
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare)) return Number(bare)
  return /\d\s*[-+*/×÷−(]/.test(trimmed) ? sumIn(trimmed.replaceAll(',', '.')) : undefined
}

/** "1.234,5" and "1,234.5". */
const groups = /^([+-]?\d{1,3})((?:([.,])\d{3})+)(?!\3)[.,](\d*)$/

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The nearest number on the field's grid, without the dust of binary fractions; the range is not enforced. */
export const onStep = (value: number, { min, step }: Pick<NumberField, 'min' | 'step'>): number => {
  const snapped = min + Math.round((value - min) / step) * step
  return Number(snapped.toFixed(Math.min(12, Math.max(decimalsOf(step), decimalsOf(min)))))
}

/** What a typed number becomes: just what was typed, but on the field's grid where that is strict or one of whole numbers. */
export const asTyped = (value: number, field: Pick<NumberField, 'min' | 'step' | 'strict'>): number =>
  field.strict || Number.isInteger(field.step) ? onStep(value, field) : value

/** The range that dragging and the slider of a number cover. */
const softRange = ({ soft, min, max }: Pick<NumberField, 'soft' | 'min' | 'max'>): readonly [number, number] =>
  soft ?? [min, max]

/** How much a number changes from one end of its slider to the other. */
export const perShare = (field: Pick<NumberField, 'soft' | 'min' | 'max'>): number => {
  const [low, high] = softRange(field)
  return high - low
}

/** True where a slider can hit every number of the range that it covers: one of at most 1000 steps. */
export const fitsSlider = (field: Pick<NumberField, 'soft' | 'min' | 'max' | 'step'>): boolean =>
  perShare(field) > 0 && perShare(field) / field.step <= 1000

/** How far along its range a number lies, from 0 to 1. */
export const placeInRange = (value: number, field: Pick<NumberField, 'soft' | 'min' | 'max'>): number => {
  const [low, high] = softRange(field)
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0
}

/**
 * How much a number changes for each pixel of a drag: the whole range in 220 pixels, but no more than a step in 2 pixels
 * where the range is wide, so that a drag can still hit what it aims at.
 */
export const perPixel = (field: Pick<NumberField, 'soft' | 'min' | 'max' | 'step'>): number => {
  const [low, high] = softRange(field)
  return Math.min((high - low) / 220, field.step / 2) || field.step
}
