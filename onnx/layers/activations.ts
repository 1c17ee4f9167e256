import type { Graph, Value } from '../graph.ts'

/** x · sigmoid(x) */
export const silu = (graph: Graph, at: string, x: Value): Value =>
  graph.op('Mul', at, [x, graph.op('Sigmoid', at, [x])])

/** x · Φ(x), with the exact error function as torch's default. */
export const gelu = (graph: Graph, at: string, x: Value): Value => graph.op('Gelu', at, [x])

/** x · sigmoid(1.702 x): the approximation that CLIP was trained with. */
export const quickGelu = (graph: Graph, at: string, x: Value): Value => {
  const scaled = graph.op('Mul', at, [x, graph.floats([1.702], [1])])
  return graph.op('Mul', at, [x, graph.op('Sigmoid', at, [scaled])])
}
