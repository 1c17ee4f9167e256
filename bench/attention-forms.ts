import type { Graph, Value } from '../onnx/graph.ts'

/** Queries (batch, asking, heads · size), keys and values (batch, seen, heads · size). */
export interface AttentionShape {
  readonly batch: number
  readonly asking: number
  readonly seen: number
  readonly heads: number
  readonly size: number
}

/** Adds multi-head attention to a graph: (batch, asking, heads · size). */
export type AttentionForm = (graph: Graph, query: Value, key: Value, value: Value, of: AttentionShape) => Value

/** The ways in which ONNX Runtime can be asked for the same arithmetic. */
export const attentionForms: Readonly<Record<string, AttentionForm>> = {
  'com.microsoft MultiHeadAttention': (graph, query, key, value, { heads }) =>
    graph.op('MultiHeadAttention', 'fused', [query, key, value], { num_heads: heads }),

  'ONNX Attention (opset 23)': (graph, query, key, value, { heads }) =>
    graph.op('Attention', 'standard', [query, key, value], { q_num_heads: heads, kv_num_heads: heads }),

  //     q → (batch, heads, asking, size) ─┐
  //     k → (batch, heads, size, seen) ───┴ MatMul ─ Mul 1/√size ─ Softmax ─ MatMul ─ rows
  //     v → (batch, heads, seen, size) ────────────────────────────────────┘
  'MatMul, Softmax, MatMul': (graph, query, key, value, { batch, asking, seen, heads, size }) => {
    const split = (from: Value, tokens: number, perm: readonly number[]) =>
      graph.op(
        'Transpose',
        'explicit',
        [graph.op('Reshape', 'explicit', [from, graph.ints([batch, tokens, heads, size])])],
        {
          perm,
        },
      )
    const scores = graph.op('MatMul', 'explicit', [split(query, asking, [0, 2, 1, 3]), split(key, seen, [0, 2, 3, 1])])
    const scaled = graph.op('Mul', 'explicit', [scores, graph.floats([1 / Math.sqrt(size)], [])])
    const shares = graph.op('Softmax', 'explicit', [scaled], { axis: -1 })
    const mixed = graph.op('MatMul', 'explicit', [shares, split(value, seen, [0, 2, 1, 3])])
    const rows = graph.op('Transpose', 'explicit', [mixed], { perm: [0, 2, 1, 3] })
    return graph.op('Reshape', 'explicit', [rows, graph.ints([batch, asking, heads * size])])
  },
}
