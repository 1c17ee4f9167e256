import type { ElementType } from './tensors.ts'

/** A run of numbers that lies beside the pickle, as `<archive>/data/<key>`. */
export interface PickledStorage {
  readonly kind: 'storage'
  readonly type: ElementType
  readonly key: string
  /** Elements. */
  readonly count: number
}

/** A view of a storage; start and strides count elements. */
export interface PickledTensor {
  readonly kind: 'tensor'
  readonly storage: PickledStorage
  readonly start: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

/** Something of a Python module, known by its name alone. */
export interface PickledGlobal {
  readonly kind: 'global'
  /** With its module, for example `torch.FloatStorage`. */
  readonly name: string
}

export interface PickledTuple {
  readonly kind: 'tuple'
  readonly items: readonly PickleValue[]
}

export interface PickledList {
  readonly kind: 'list'
  readonly items: PickleValue[]
}

export interface PickledDict {
  readonly kind: 'dict'
  /** True for an OrderedDict. */
  readonly ordered: boolean
  readonly entries: Map<string | number, PickleValue>
}

/** What the pickle of a state dict can hold: plain data, none of it a Python object and none of it run. */
export type PickleValue =
  | string
  | number
  | boolean
  | null
  | PickledTuple
  | PickledList
  | PickledDict
  | PickledGlobal
  | PickledStorage
  | PickledTensor

type Kinds = Exclude<PickleValue, string | number | boolean | null>

/** The value where it is of that kind. */
export const asKind = <K extends Kinds['kind']>(
  value: PickleValue | undefined,
  kind: K,
): Extract<Kinds, { readonly kind: K }> | undefined =>
  typeof value === 'object' && value !== null && value.kind === kind
    ? (value as Extract<Kinds, { readonly kind: K }>)
    : undefined
