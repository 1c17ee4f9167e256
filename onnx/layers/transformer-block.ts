import type { Graph, Value } from '../graph.ts'
import { gelu } from './activations.ts'
import { type Attention, attention, attentionNames } from './attention.ts'
import { linear } from './linear.ts'
import { layerNorm } from './norms.ts'

export interface TransformerBlock {
  readonly heads: number
  readonly width: number
  /** List (batch, tokens, width) of the first attention. */
  readonly selfShape: Value
  /** What the second attention looks at, and the list (batch, tokens, width) of the asking rows for it; the rows themselves where there is none. */
  readonly cross?: { readonly source: NonNullable<Attention['source']>; readonly shape: Value }
}

/**
 * diffusers' BasicTransformerBlock on rows (batch · tokens, width).
 *
 *     x ─ norm1 ─ attn1 ─ + ─ norm2 ─ attn2 ─ + ─ norm3 ─ GEGLU ─ linear ─ + →
 *     └──────────────────┘└──────────────────┘└───────────────────────────┘
 */
export const transformerBlock = (graph: Graph, path: string, rows: Value, of: TransformerBlock): Value => {
  const { heads, width, selfShape, cross } = of
  const attend = (x: Value, index: 1 | 2, extra: Partial<Attention>): Value => {
    const normal = layerNorm(graph, `${path}.norm${index}`, x, width, 1e-5)
    const settings = { heads, width, shape: selfShape, biases: false, names: attentionNames, ...extra }
    return graph.op('Add', path, [x, attention(graph, `${path}.attn${index}`, normal, settings)])
  }
  const second = attend(attend(rows, 1, {}), 2, cross ? { source: cross.source, shape: cross.shape } : {})
  const normal = layerNorm(graph, `${path}.norm3`, second, width, 1e-5)
  return graph.op('Add', path, [
    second,
    linear(graph, `${path}.ff.net.2`, geglu(graph, `${path}.ff.net.0`, normal, width, 4 * width), 4 * width, width),
  ])
}

/**
 * One half of a doubled projection, gated by the GELU of the other (Shazeer 2020, arXiv 2002.05202). On a CPU the product
 * of matrices takes nearly all of its time: two projections, Microsoft's Gelu, BiasGelu and the error function written out
 * need 0.94 to 1.0 of it (npm run bench -- layers), and FastGelu is an approximation. On CUDA BiasGelu is expected to save
 * one pass over the gate; it was not measured.
 */
const geglu = (graph: Graph, path: string, rows: Value, inSize: number, outSize: number): Value => {
  const doubled = linear(graph, `${path}.proj`, rows, inSize, 2 * outSize)
  const [hidden, gate] = graph.ops('Split', path, [doubled], 2, { axis: -1, num_outputs: 2 }) as [Value, Value]
  return graph.op('Mul', path, [hidden, gelu(graph, path, gate)])
}
