import type { Graph, Value } from '../graph.ts'

/** Target shapes for Reshape that are known only when a network runs, each computed once. */
export interface Shapes {
  /** The sizes of axes `from` up to `to` (not included) of a value, as a list. */
  of(value: Value, from: number, to: number): Value
  /** A list out of known sizes (−1: what is left) and computed lists. */
  join(...parts: readonly (number | Value)[]): Value
}

/** No shapes yet. Shapes of the same value and the same parts are computed once, whoever asks. */
export const createShapes = (graph: Graph): Shapes => {
  const known = new Map<string, Value>()
  const once = (key: string, make: () => Value): Value => {
    const value = known.get(key) ?? make()
    known.set(key, value)
    return value
  }
  return {
    of: (value, from, to) =>
      once(`${value}[${from}:${to}]`, () => graph.op('Shape', 'shapes', [value], { start: from, end: to })),
    join: (...parts) =>
      once(JSON.stringify(parts), () => {
        if (parts.every((part) => typeof part === 'number')) return graph.ints(parts)
        const lists = parts.map((part) => (typeof part === 'number' ? graph.ints([part]) : part))
        return graph.op('Concat', 'shapes', lists, { axis: 0 })
      }),
  }
}
