import type { Asset } from '../../workflow/asset.ts'
import type { Curve } from '../../workflow/curve.ts'
import type { Definition, Field, Input, Output, Port } from '../../workflow/definition.ts'
import type { SocketType, Values } from '../../workflow/values.ts'
import type { Context } from './context.ts'

type PortValue<P extends Port> = Values[
  | P['type']
  | (P['accepts'] extends readonly (infer T extends SocketType)[] ? T : never)]
type FieldValue<F extends Field> = F['kind'] extends 'number' | 'seed'
  ? number
  : F['kind'] extends 'curve'
    ? number | Curve
    : F['kind'] extends 'toggle'
      ? boolean
      : F['kind'] extends 'asset'
        ? Asset
        : string

/** The values that arrive at a node's inputs, by name; `undefined` only where a port is optional. */
export type InputValues<I extends Readonly<Record<string, Input>>> = {
  readonly [K in keyof I]: I[K] extends Port
    ? I[K]['optional'] extends true
      ? PortValue<I[K]> | undefined
      : PortValue<I[K]>
    : I[K] extends Field
      ? FieldValue<I[K]>
      : never
}

/** The values that a node gives at its outputs, by name. */
export type OutputValues<O extends Readonly<Record<string, Output>>> = { readonly [K in keyof O]: Values[O[K]['type']] }

/** A node: its description and one function. */
export interface Node<
  I extends Readonly<Record<string, Input>> = Readonly<Record<string, Input>>,
  O extends Readonly<Record<string, Output>> = Readonly<Record<string, Output>>,
> extends Omit<Definition, 'id' | 'inputs' | 'outputs'> {
  readonly inputs: I
  readonly outputs: O
  /** What else, beside its inputs, its result depends on (the checkpoint's files, say): part of the content address. */
  identity?(inputs: InputValues<I>, context: Context): Promise<string>
  run(inputs: InputValues<I>, context: Context): Promise<OutputValues<O>>
}

/** A node as the palette holds it: the types of its inputs are checked where it is defined and no longer known here. */
export interface AnyNode extends Omit<Definition, 'id'> {
  identity?(inputs: Readonly<Record<string, unknown>>, context: Context): Promise<string>
  run(inputs: Readonly<Record<string, unknown>>, context: Context): Promise<Readonly<Record<string, unknown>>>
}

/** Checks a node's types; its file's name becomes its id. The default export of every file in `nodes/`. */
export const defineNode = <
  const I extends Readonly<Record<string, Input>>,
  const O extends Readonly<Record<string, Output>>,
>(
  node: Node<I, O>,
): AnyNode => node as unknown as AnyNode
