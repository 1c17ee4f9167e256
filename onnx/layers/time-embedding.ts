import type { Graph, Value } from '../graph.ts'
import { silu } from './activations.ts'
import { linear } from './linear.ts'

export interface TimeEmbedding {
  /** Sines and cosines, together. */
  readonly channels: number
  readonly width: number
  /** Cosines first. */
  readonly flip: boolean
  /** Taken off the number of frequencies in their spacing. */
  readonly shift: number
}

/**
 * diffusers' Timesteps and TimestepEmbedding: timestep (1) → (1, width). The waves are made in float32 whatever the
 * graph computes in, as the original does: half precision cannot tell timestep 998 from 999.
 *
 *     t ─ Mul frequencies ─ Cos, Sin ─ Concat ─ linear_1 ─ SiLU ─ linear_2 →
 */
export const timeEmbedding = (graph: Graph, path: string, timestep: Value, of: TimeEmbedding): Value => {
  const half = of.channels / 2
  const frequencies = Array.from({ length: half }, (_, i) => Math.exp((-Math.log(10000) * i) / (half - of.shift)))
  const angles = graph.op('Mul', path, [timestep, graph.floats(frequencies, [1, half], 'float32')])
  const waves = [graph.op('Sin', path, [angles]), graph.op('Cos', path, [angles])]
  const joined = graph.op('Concat', path, of.flip ? waves.reverse() : waves, { axis: -1 })
  const rows = graph.precision === 'float16' ? graph.op('Cast', path, [joined], { to: 10 }) : joined
  const hidden = silu(graph, path, linear(graph, `${path}.linear_1`, rows, of.channels, of.width))
  return linear(graph, `${path}.linear_2`, hidden, of.width, of.width)
}
