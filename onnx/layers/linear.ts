import type { Graph, Value } from '../graph.ts'

/**
 * torch's Linear on rows: (rows, in) → (rows, out). A 1 × 1 convolution stored as (out, in, 1, 1) is the same
 * arithmetic, and read as such.
 */
export const linear = (
  graph: Graph,
  path: string,
  rows: Value,
  inSize: number,
  outSize: number,
  bias = true,
): Value => {
  const name = `${path}.weight`
  const stored = graph.shapeOf(name)?.length === 4 ? [outSize, inSize, 1, 1] : [outSize, inSize]
  const weight = graph.weight(name, [outSize, inSize], stored)
  const sources = bias ? [rows, weight, graph.weight(`${path}.bias`, [outSize])] : [rows, weight]
  return graph.op('Gemm', path, sources, { transB: 1 })
}
