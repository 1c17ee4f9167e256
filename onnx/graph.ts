import { say } from '../workflow/said/said.ts'
import { float, integer, type Message, message, nested } from './protobuf.ts'
import {
  type ElementType,
  elementBytes,
  elementCount,
  type StoredTensor,
  type TensorTable,
  WeightError,
} from './tensors.ts'

/** The name of a value inside a graph. */
export type Value = string

export type Attribute = number | string | readonly number[] | { readonly float: number }

/** A size that is known, or the name of one that each run brings. */
export type Size = number | string

export interface GraphPort {
  readonly name: string
  readonly type: 'float32' | 'int64'
  readonly shape: readonly Size[]
}

/** A network ready for ONNX Runtime: the model without its weights, which stay in the checkpoint's files. */
export interface BuiltGraph {
  /** A serialised ONNX ModelProto. Its initialisers are external data: file name, offset, length. */
  readonly model: Uint8Array
  readonly inputs: readonly GraphPort[]
  readonly outputs: readonly GraphPort[]
  /** Bytes of weights that the graph reads. */
  readonly weightBytes: number
  /** Bytes that the converted weights take where those are kept: 0 where all are stored in the precision that is computed in. */
  readonly convertedBytes: number
  /** The weight paths that the graph reads. */
  readonly used: ReadonlySet<string>
  /** The network computes long with few weights. */
  readonly fewWeights?: boolean
}

/** In which precision a graph computes: weights of another are converted when the graph is opened. */
export type Precision = 'float32' | 'float16'

const elementCode: Record<string, number> = {
  F32: 1,
  U8: 2,
  I8: 3,
  I16: 5,
  I32: 6,
  I64: 7,
  BOOL: 9,
  F16: 10,
  F64: 11,
  BF16: 16,
  float32: 1,
  int64: 7,
  float16: 10,
}

/** Builds one ONNX graph, operator by operator. Names are weight paths, so that an error names the line in the checkpoint. */
export interface Graph {
  readonly precision: Precision
  input(port: GraphPort): Value
  output(value: Value, port: GraphPort): void
  /** Adds an operator at a weight path and gives its first output. `com.microsoft.Gelu` is Microsoft's where ONNX has one of that name. */
  op(type: string, at: string, inputs: readonly Value[], attributes?: Readonly<Record<string, Attribute>>): Value
  /** The same with several outputs. */
  ops(
    type: string,
    at: string,
    inputs: readonly Value[],
    outputs: number,
    attributes?: Readonly<Record<string, Attribute>>,
  ): Value[]
  /**
   * A weight in the graph's precision. `shape` is what the configuration asks for; the tensor may be stored in another shape
   * with the same numbers in the same order (`stored`).
   * @throws WeightError when it is missing or of another shape
   */
  weight(path: string, shape: readonly number[], stored?: readonly number[]): Value
  has(path: string): boolean
  /** The stored shape of a tensor, or undefined. */
  shapeOf(path: string): readonly number[] | undefined
  /** A constant list of whole numbers, or one number (rank 0) when `value` is no list. */
  ints(value: readonly number[] | number): Value
  /** A constant of floating-point numbers, in the graph's precision unless another is given. */
  floats(values: readonly number[], shape: readonly number[], type?: Precision): Value
  build(): BuiltGraph
}

/** Operators that are in Microsoft's domain alone. */
const contributed = new Set(['MultiHeadAttention', 'QuickGelu'])
const microsoft = 'com.microsoft'

/** The version of ONNX's operators, and of the few that came later. */
const opsetVersion = 21
const newer = new Map([['Attention', 23]])

const halfOf = (value: number): number => {
  const single = new DataView(new ArrayBuffer(4))
  single.setFloat32(0, value)
  const bits = single.getUint32(0)
  const sign = (bits >>> 16) & 0x8000
  const exponent = ((bits >>> 23) & 0xff) - 112
  const fraction = bits & 0x7fffff
  if (exponent >= 31) return sign | 0x7c00
  if (exponent <= 0) {
    if (exponent < -10) return sign
    const shifted = (fraction | 0x800000) >>> (1 - exponent)
    return sign | ((shifted + 0x1000) >>> 13)
  }
  return sign | (((exponent << 10) | (fraction >>> 13)) + ((fraction >>> 12) & 1))
}

/** `down_blocks.0.resnets.1.conv1` as ONNX names it: `/down_blocks.0/resnets.1/conv1`. */
const nodePath = (at: string): string => `/${at.replace(/\.(?=\D)/g, '/')}`

/**
 * An empty graph over the tensors of one network.
 * @param name what errors call the network, for example the folder of its part
 * @param precision in which the graph computes and takes its inputs
 */
export const createGraph = (name: string, tensors: TensorTable, precision: Precision): Graph => {
  const nodes: Message[] = []
  const initializers: Message[] = []
  const inputs: GraphPort[] = []
  const outputs: GraphPort[] = []
  const names = new Map<string, number>()
  const constants = new Map<string, Value>()
  const loaded = new Map<string, Value>()
  const used = new Set<string>()
  let weightBytes = 0
  let convertedBytes = 0
  let version = opsetVersion

  const unique = (base: string): string => {
    const count = names.get(base) ?? 0
    names.set(base, count + 1)
    return count === 0 ? base : `${base}_${count}`
  }
  const attribute = (key: string, value: Attribute): Message => {
    const field = (type: number, content: Uint8Array) => nested(5, message(nested(1, key), content, integer(20, type)))
    if (typeof value === 'string') return field(3, nested(4, value))
    if (typeof value === 'number') return field(2, integer(3, value))
    if ('float' in value) return field(1, float(2, value.float))
    return field(7, message(...value.map((each) => integer(8, each))))
  }
  const ops: Graph['ops'] = (type, at, sources, count, attributes = {}) => {
    const named = type.startsWith(`${microsoft}.`)
    const operator = named ? type.slice(microsoft.length + 1) : type
    version = Math.max(version, newer.get(type) ?? 0)
    const node = unique(`${nodePath(at)}/${type}`)
    const results = Array.from({ length: count }, (_, index) => (index === 0 ? node : `${node}:${index}`))
    nodes.push(
      nested(
        1,
        message(
          ...sources.map((each) => nested(1, each)),
          ...results.map((each) => nested(2, each)),
          nested(3, node),
          nested(4, operator),
          ...Object.entries(attributes).map(([key, value]) => attribute(key, value)),
          ...(named || contributed.has(type) ? [nested(7, microsoft)] : []),
        ),
      ),
    )
    return results
  }
  const constant = (key: string, type: string, shape: readonly number[], bytes: Uint8Array): Value => {
    const known = constants.get(key)
    if (known) return known
    const value = `constant/${constants.size}`
    constants.set(key, value)
    initializers.push(
      nested(
        5,
        message(
          ...shape.map((size) => integer(1, size)),
          integer(2, elementCode[type]!),
          nested(8, value),
          nested(9, bytes),
        ),
      ),
    )
    return value
  }
  const external = (path: string, tensor: StoredTensor, shape: readonly number[]): void => {
    const entry = (key: string, value: string) => nested(13, message(nested(1, key), nested(2, value)))
    initializers.push(
      nested(
        5,
        message(
          ...shape.map((size) => integer(1, size)),
          integer(2, elementCode[tensor.type]!),
          nested(8, path),
          entry('location', tensor.file),
          entry('offset', String(tensor.offset)),
          entry('length', String(tensor.length)),
          integer(14, 1),
        ),
      ),
    )
  }
  const port = (field: number, { name: portName, type, shape }: GraphPort): Message =>
    nested(
      field,
      message(
        nested(1, portName),
        nested(
          2,
          nested(
            1,
            message(
              integer(1, elementCode[type]!),
              nested(
                2,
                message(
                  ...shape.map((size) => nested(1, typeof size === 'number' ? integer(1, size) : nested(2, size))),
                ),
              ),
            ),
          ),
        ),
      ),
    )

  return {
    precision,
    input(each) {
      inputs.push(each)
      return each.name
    },
    output(value, each) {
      nodes.push(
        nested(1, message(nested(1, value), nested(2, each.name), nested(3, `/${each.name}`), nested(4, 'Identity'))),
      )
      outputs.push(each)
    },
    op: (type, at, sources, attributes) => ops(type, at, sources, 1, attributes)[0]!,
    ops,
    weight(path, shape, stored = shape) {
      const key = `${path}[${shape.join()}]`
      const known = loaded.get(key)
      if (known) return known
      const tensor = tensors.get(path)
      if (!tensor) throw new WeightError(say('tensorMissing', { config: name, tensor: path, shape: stored.join(', ') }))
      const found = tensor.shape
      if (found.length !== stored.length || found.some((size, axis) => size !== stored[axis]))
        throw new WeightError(
          say('tensorOfOtherShape', {
            ...{ config: name, tensor: path },
            ...{ found: found.join(', '), wanted: stored.join(', ') },
          }),
        )
      if (elementCount(shape) !== elementCount(stored))
        throw new Error(`"${path}" cannot be read as [${shape.join(', ')}].`)
      if (!['F32', 'F16', 'BF16', 'F64'].includes(tensor.type))
        throw new WeightError(say('tensorOfOtherType', { config: name, tensor: path, type: tensor.type }))
      used.add(path)
      weightBytes += tensor.length
      external(key, tensor, shape)
      const wanted = precision === 'float32' ? 'F32' : 'F16'
      if (tensor.type !== wanted) convertedBytes += elementCount(shape) * elementBytes[wanted]
      const value =
        tensor.type === wanted
          ? key
          : ops('Cast', path, [key], 1, { to: elementCode[wanted satisfies ElementType]! })[0]!
      loaded.set(key, value)
      return value
    },
    has: (path) => tensors.has(path),
    shapeOf: (path) => tensors.get(path)?.shape,
    ints(value) {
      const list = typeof value === 'number' ? [value] : value
      const bytes = new Uint8Array(BigInt64Array.from(list, BigInt).buffer)
      return constant(`i${JSON.stringify(value)}`, 'int64', typeof value === 'number' ? [] : [list.length], bytes)
    },
    floats(values, shape, type = precision) {
      if (values.length !== elementCount(shape))
        throw new Error(`${values.length} numbers do not fill [${shape.join(', ')}].`)
      const bytes =
        type === 'float32'
          ? new Uint8Array(Float32Array.from(values).buffer)
          : new Uint8Array(Uint16Array.from(values, halfOf).buffer)
      return constant(`${type}${JSON.stringify([values, shape])}`, type, shape, bytes)
    },
    build() {
      const graph = message(
        ...nodes,
        nested(2, name),
        ...initializers,
        ...inputs.map((each) => port(11, each)),
        ...outputs.map((each) => port(12, each)),
      )
      const opset = (domain: string, version: number) => nested(8, message(nested(1, domain), integer(2, version)))
      return {
        model: message(
          integer(1, version > opsetVersion ? 11 : 10),
          nested(2, 'reelgraph'),
          nested(7, graph),
          opset('', version),
          opset(microsoft, 1),
        ),
        inputs,
        outputs,
        weightBytes,
        convertedBytes,
        used,
      }
    },
  }
}
