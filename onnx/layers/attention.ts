import type { Graph, Value } from '../graph.ts'
import { linear } from './linear.ts'

export interface Attention {
  readonly heads: number
  /** Width of the rows that ask, and of the result. */
  readonly width: number
  /** heads · head size; equal to `width` where it is left out. */
  readonly inner?: number
  /** Rows (batch · tokens, sourceWidth) to look at; the asking rows themselves where there are none. */
  readonly source?: { readonly rows: Value; readonly width: number; readonly shape: Value }
  /** Lists (batch, tokens, inner) for the fused operator, of the asking rows. */
  readonly shape: Value
  /** Every row sees only those before it, and itself. */
  readonly causal?: boolean
  /** Whether queries, keys and values have biases. */
  readonly biases: boolean
  readonly names: { readonly query: string; readonly key: string; readonly value: string; readonly out: string }
}

/** diffusers' names of the projections of its Attention. */
export const attentionNames = { query: 'to_q', key: 'to_k', value: 'to_v', out: 'to_out.0' } as const

/**
 * Multi-head attention on rows (batch · tokens, width) in ONNX Runtime's fused operator, which never holds the whole
 * (tokens × tokens) matrix where its provider has a kernel that streams.
 *
 *     rows ─ to_q → (batch, tokens, inner) ─┐
 *     source ─ to_k → (batch, T, inner) ────┼─ MultiHeadAttention ─ rows ─ to_out →
 *     source ─ to_v → (batch, T, inner) ────┘
 */
export const attention = (graph: Graph, path: string, rows: Value, of: Attention): Value => {
  const { heads, width, inner = width, names } = of
  const source = of.source ?? { rows, width, shape: of.shape }
  const project = (name: string, from: Value, fromWidth: number, shape: Value) =>
    graph.op('Reshape', `${path}.${name}`, [linear(graph, `${path}.${name}`, from, fromWidth, inner, of.biases), shape])
  const mixed = graph.op(
    'MultiHeadAttention',
    path,
    [
      project(names.query, rows, width, of.shape),
      project(names.key, source.rows, source.width, source.shape),
      project(names.value, source.rows, source.width, source.shape),
    ],
    { num_heads: heads, ...(of.causal ? { unidirectional: 1 } : {}) },
  )
  const flat = graph.op('Reshape', path, [mixed, graph.ints([-1, inner])])
  return linear(graph, `${path}.${names.out}`, flat, inner, width)
}
