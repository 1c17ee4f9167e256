import type { Graph, Size, Value } from '../graph.ts'

/** A floating-point input in the graph's precision. Outside it is always float32, so that callers need no half floats. */
export const floatInput = (graph: Graph, name: string, shape: readonly Size[]): Value => {
  const value = graph.input({ name, type: 'float32', shape })
  return graph.precision === 'float16' ? graph.op('Cast', name, [value], { to: 10 }) : value
}

/** A floating-point output: float32 outside, whatever the graph computes in. */
export const floatOutput = (graph: Graph, value: Value, name: string, shape: readonly Size[]): void => {
  const single = graph.precision === 'float16' ? graph.op('Cast', name, [value], { to: 1 }) : value
  graph.output(single, { name, type: 'float32', shape })
}
