import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../workflow/json.ts'
import type { SocketType } from '../../workflow/values.ts'

/** SHA-256 of the canonical JSON of plain data, hexadecimal. */
export const digestOf = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

/** What stands for one input in a content address: the value itself where it is small, or the result that it came from. */
export type InputAddress = { readonly value: Json } | { readonly result: string; readonly output: string }

/** Values of these types are small plain JSON: two that are equal are one, whatever node they come from. */
const small: ReadonlySet<SocketType> = new Set(['text', 'number', 'text-encoder', 'unet3d', 'vae', 'schedule', 'clip'])

/** The address of an input that reads `output` of the result at the content address `result`. */
export const linkAddress = (type: SocketType, value: unknown, result: string, output: string): InputAddress =>
  small.has(type) ? { value: value as Json } : { result, output }

/** All that a node's result depends on. */
export interface ResultParts {
  /** The id of its definition. */
  readonly node: string
  readonly version: number
  /** The id of the device: others round otherwise. */
  readonly device: string
  readonly inputs: Readonly<Record<string, InputAddress>>
  /** The answer of the node's `identity`, where it has one. */
  readonly identity?: string
}

/** The content address of a result: equal for equal parts. */
export const contentAddress = ({ node, version, device, inputs, identity }: ResultParts): string =>
  digestOf({ node, version, device, inputs: { ...inputs }, ...(identity === undefined ? {} : { identity }) })
