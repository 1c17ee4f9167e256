import { isAsset } from './asset.ts'
import { convertedInto } from './conversions.ts'
import { cornersOf, isCurve } from './curve.ts'
import type { FieldTexts } from './field-texts.ts'
import type { Json } from './json.ts'
import type { TextsOf } from './said/coded-texts.ts'
import type { Said, Words } from './said/said.ts'
import type { Picture } from './sizes.ts'
import { type SocketType, socketTypes } from './values.ts'

/** The groups of the palette, in the order in which it shows them. */
export const categories = [
  'model',
  'text',
  'latent',
  'sampling',
  'decode',
  'frames',
  'output',
  'value',
  'note',
] as const
export type Category = (typeof categories)[number]

/** An input that only a link can fill. */
export interface Port {
  readonly kind: 'port'
  readonly title: string
  readonly about: string
  readonly type: SocketType
  /** Further types that may be linked here. */
  readonly accepts?: readonly SocketType[]
  readonly optional?: boolean
  /** Takes every type: what it is linked to says what it is. */
  readonly open?: boolean
}

/** Asks for a word in the `has` of the option chosen in another field of the node. */
export interface Only {
  readonly field: string
  readonly has: string
}

interface FieldBase {
  readonly title: string
  readonly about: string
  /** Fields next to each other with the same row share one row of the card, under this title: "Size 64 × 64". */
  readonly row?: string
  /** The sign between this field and the one before it in its row. */
  readonly join?: string
  /** Shown only where the option chosen in the named field lists this word in its `has`; of several, where all do. */
  readonly only?: Only | readonly Only[]
}

export interface TextField extends FieldBase {
  readonly kind: 'text'
  readonly default: string
  /** Lines shown at once: more than one makes a text area. */
  readonly lines?: number
  readonly placeholder?: string
  /** Count the tokens of the text under it, with the tokenizer of the checkpoint upstream. */
  readonly tokens?: boolean
}

export interface NumberField extends FieldBase {
  readonly kind: 'number'
  readonly default: number
  readonly min: number
  readonly max: number
  /** The grid that a dragged number falls on, and a typed one where it is strict or of whole numbers, counted from `min`. */
  readonly step: number
  /** Values must lie on the grid of `step`; for example sizes that are multiples of 8. */
  readonly strict?: boolean
  readonly unit?: string
  /** The range of the slider where that is narrower than what may be typed. */
  readonly soft?: readonly [min: number, max: number]
  /** What is shown in place of a special number, for example { '-1': 'last' }. */
  readonly words?: Readonly<Record<string, string>>
  /**
   * What of a clip it is: a width and a height in one row get sizes to choose from, a number of frames is shown in seconds
   * at the `rate` (frames a second) that it reaches.
   */
  readonly measure?: 'width' | 'height' | 'frames' | 'rate'
}

/** A number, or its course over the steps of a schedule (`curve.ts`). */
export interface CurveField extends FieldBase {
  readonly kind: 'curve'
  readonly default: number
  readonly min: number
  readonly max: number
  /** The grid that a typed or dragged number falls on, counted from `min`. */
  readonly step: number
  /** The range of the slider and of the graph where that is narrower than what may be typed. */
  readonly soft?: readonly [min: number, max: number]
}

/** A whole number from 0 to 2^53 − 1, with a die to draw another. */
export interface SeedField extends FieldBase {
  readonly kind: 'seed'
  readonly default: number
}

export interface Option {
  readonly value: string
  readonly title: string
  readonly about?: string
  /** Words that other fields' `only` ask for, for example the options that a solver has. */
  readonly has?: readonly string[]
  /** Of a checkpoint: the pictures that it makes best. */
  readonly picture?: Picture
  /** Of a variant of weights: the names of the checkpoints that have it. */
  readonly checkpoints?: readonly string[]
  /** Why it cannot be used now; shown, not hidden. */
  readonly problem?: string
  /** The same, as any language can say it. */
  readonly said?: Said
}

export interface ChoiceField extends FieldBase {
  readonly kind: 'choice'
  readonly default: string
  readonly options: readonly Option[]
  /** Options that only the server knows: it fills `options` before it describes the node. */
  readonly source?: 'checkpoints' | 'variants' | 'schedulers'
}

export interface ToggleField extends FieldBase {
  readonly kind: 'toggle'
  readonly default: boolean
}

/** A file that the person gives: an `Asset`, or null where there is none yet. */
export interface AssetField extends FieldBase {
  readonly kind: 'asset'
  readonly default: null
}

/** An input with a literal value of its own. Text and number fields (also curves and seeds) take a link as well. */
export type Field = TextField | NumberField | CurveField | SeedField | ChoiceField | ToggleField | AssetField
export type Input = Port | Field

export interface Output {
  readonly title: string
  readonly type: SocketType
  /** Goes into every input: what it is linked to says what it is. */
  readonly open?: boolean
  /** Stands for a field that takes no wire, such as a choice: no further wire leaves it. */
  readonly field?: boolean
}

/** What a card shows beside its rows. */
export type View = 'latent' | 'clip' | 'curve' | 'note'

/**
 * A node's description of itself: all that the editor needs to draw it and all that the rules need to check it.
 * Plain data: it goes to the browser as JSON.
 */
export interface Definition {
  /** The file name of the node, without extension. */
  readonly id: string
  /** Raised when the same inputs give another result: it is part of each result's content address. */
  readonly version: number
  readonly title: string
  readonly about: string
  readonly category: Category
  /** The name of a lucide icon, kebab-case. */
  readonly icon: string
  /** Words that people bring from other tools. */
  readonly aliases: readonly string[]
  readonly inputs: Readonly<Record<string, Input>>
  readonly outputs: Readonly<Record<string, Output>>
  readonly view?: View
  /** A node that a run is made for: it and what it needs are computed. */
  readonly result?: boolean
  /** A bend in a wire: one input and one output of whatever type it reads. It takes no part in a run. */
  readonly relay?: boolean
  /** Not offered where a node is chosen. */
  readonly unlisted?: boolean
  /** Why it cannot take part in a run, as a sentence. */
  readonly problem?: string
  /** The same, as any language can say it. */
  readonly said?: Said
}

export type Definitions = Readonly<Record<string, Definition>>

/** The definition with this id, or undefined; safe for ids such as `constructor`. */
export const definitionOf = (definitions: Definitions, id: string): Definition | undefined =>
  Object.hasOwn(definitions, id) ? definitions[id] : undefined

/** The socket type that a link into this input must have, or undefined where no link can go. */
export const inputType = (input: Input): SocketType | undefined => {
  if (input.kind === 'port') return input.type
  if (input.kind === 'text') return 'text'
  if (input.kind === 'number' || input.kind === 'curve' || input.kind === 'seed') return 'number'
  return undefined
}

/** All socket types that may be linked into this input, its own first and those that are converted last. */
export const acceptedTypes = (input: Input): readonly SocketType[] => {
  if (input.kind === 'port' && input.open)
    return [input.type, ...(Object.keys(socketTypes) as SocketType[]).filter((each) => each !== input.type)]
  const type = inputType(input)
  if (!type) return []
  const own = input.kind === 'port' && input.accepts ? [type, ...input.accepts] : [type]
  return [...own, ...convertedInto(type).filter((each) => !own.includes(each))]
}

/** The highest seed: every whole number up to it is exact in JSON. */
export const maxSeed = Number.MAX_SAFE_INTEGER

/**
 * Why a literal cannot stand in a field, as the end of a sentence ("must be …"), or undefined when it can.
 * Never changes the value: what does not fit is shown and stays.
 */
export const fieldProblem = <T extends Words>(
  field: Field,
  value: Json,
  texts: TextsOf<FieldTexts, T>,
): T | undefined => {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? undefined : texts.notText
    case 'asset':
      if (value === null) return texts.noFile
      return isAsset(value) ? undefined : texts.notFile
    case 'toggle':
      return typeof value === 'boolean' ? undefined : texts.notToggle
    case 'seed':
      return Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : texts.notSeed(maxSeed)
    case 'choice': {
      const option = field.options.find((each) => each.value === value)
      if (option) return option.problem === undefined ? undefined : texts.unusable(option.problem, option.said)
      if (field.source === 'checkpoints' && typeof value === 'string') {
        const here = field.options.filter(({ problem }) => problem === undefined).map((each) => each.value)
        const hub = hubName.test(value) ? value : undefined
        return texts.noCheckpoint(value.slice(0, 80), hub, listed(here, 6))
      }
      const known = field.options.map(({ value: each }) => each || '""')
      return texts.notOption(known.slice(0, 12), known.length, JSON.stringify(value).slice(0, 80))
    }
    case 'curve': {
      if (typeof value !== 'number' && !isCurve(value)) return texts.notCurve
      const off = cornersOf(value).find(([, each]) => !(each >= field.min && each <= field.max))
      return off ? texts.outOfRange(field.min, field.max, off[1]) : undefined
    }
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return texts.notNumber
      if (value < field.min || value > field.max) return texts.outOfRange(field.min, field.max, value)
      if (field.strict && !onGrid(value, field)) {
        const { min, max, step } = field
        const below = min + Math.floor((value - min) / step) * step
        const near = [below, below + step].filter((each) => each <= max).map(rounded)
        if (step === 1 && Number.isInteger(min)) return texts.notWhole(value, near)
        return onGrid(0, field) ? texts.notMultiple(step, value, near) : texts.offGrid(min, step, value, near)
      }
      return undefined
    }
  }
}

/** A name that the Hugging Face hub can have: it stands in a command that a person copies, so nothing else passes. */
const hubName = /^\w[\w.-]{0,95}\/\w[\w.-]{0,95}$/

const listed = (names: readonly string[], most: number): string =>
  `${names.slice(0, most).join(', ')}${names.length > most ? ', …' : ''}`

/** Without the last digits, in which a sum of decimal fractions is off. */
const rounded = (value: number): number => Number(value.toPrecision(12))

const onGrid = (value: number, field: NumberField): boolean => {
  const steps = (value - field.min) / field.step
  return Math.abs(steps - Math.round(steps)) < 1e-9
}
