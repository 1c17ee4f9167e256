import { SaidError } from '../workflow/said/said.ts'

/** Element types of weights, as safetensors names them. */
export const elementBytes = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const
export type ElementType = keyof typeof elementBytes

export const isElementType = (name: unknown): name is ElementType =>
  typeof name === 'string' && Object.hasOwn(elementBytes, name)

/** Where one tensor lies in a weight file: row-major, little-endian, in one piece. */
export interface StoredTensor {
  readonly type: ElementType
  readonly shape: readonly number[]
  /** The name of the weight file, without folder. */
  readonly file: string
  /** Bytes from the start of the file. */
  readonly offset: number
  readonly length: number
}

/** The tensors of a network by weight path, for example `conv_in.weight`. */
export type TensorTable = ReadonlyMap<string, StoredTensor>

/** Says what is wrong with a weight file or a configuration: which tensor or key, what was expected, what to do. */
export class WeightError extends SaidError {
  override name = 'WeightError'
}

export const elementCount = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)
