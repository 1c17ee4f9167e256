import type { Graph, Value } from '../graph.ts'

/** x · sigmoid(x), in one pass: ONNX Runtime would fuse the two itself, but not at every level of its optimisation. */
export const silu = (graph: Graph, at: string, x: Value): Value =>
  graph.op('QuickGelu', at, [x], { alpha: { float: 1 } })

/** x · Φ(x), with the exact error function as torch's default. */
export const gelu = (graph: Graph, at: string, x: Value): Value => graph.op('Gelu', at, [x])

/** x · sigmoid(1.702 x): the approximation that CLIP was trained with. */
export const quickGelu = (graph: Graph, at: string, x: Value): Value =>
  graph.op('QuickGelu', at, [x], { alpha: { float: 1.702 } })
