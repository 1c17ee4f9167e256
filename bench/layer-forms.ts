import type { Graph, Value } from '../onnx/graph.ts'

/** One way to ask ONNX Runtime for a layer. */
export interface LayerForm {
  /** It is an approximation: how far it is off is shown, and it is not to be used. */
  readonly inexact?: true
  build(graph: Graph, ports: Readonly<Record<string, Value>>): Value
}

/** A layer, what goes in and comes out, and the forms of it; the first is the one that `onnx/layers` has. */
export interface Layer {
  readonly title: string
  readonly inputs: Readonly<Record<string, readonly number[]>>
  readonly output: readonly number[]
  readonly forms: Readonly<Record<string, LayerForm>>
}

const at = 'layer'
const scalar = (graph: Graph, value: number) => graph.floats([value], [])

// The first blocks of the 1.7 b UNet at 16 frames of 256 × 256 under guidance: 320 channels, 32 pictures of 32 × 32.
const [channels, groups, clips, frames, area] = [320, 32, 2, 16, 1024] as const

// A quarter of their rows: the doubled projection of all of them would be 336 MB.
const [rows, inner] = [(clips * frames * area) / 4, 4 * channels] as const

const halves = (graph: Graph, value: Value) =>
  graph.ops('Split', at, [value], 2, { axis: -1, num_outputs: 2 }) as [Value, Value]
const doubled = (graph: Graph, { x, weight, bias }: Readonly<Record<string, Value>>): Value =>
  graph.op('Gemm', at, [x!, weight!, bias!], { transB: 1 })
const gated =
  (gelu: (graph: Graph, gate: Value) => Value): LayerForm['build'] =>
  (graph, ports) => {
    const [hidden, gate] = halves(graph, doubled(graph, ports))
    return graph.op('Mul', at, [hidden, gelu(graph, gate)])
  }

/** Gated GELU with the projection before it: x (rows, 320) → (rows, 1280). */
const geglu: Layer = {
  title: `GEGLU (${rows} rows, ${channels} → 2 × ${inner})`,
  inputs: { x: [rows, channels], weight: [2 * inner, channels], bias: [2 * inner] },
  output: [rows, inner],
  forms: {
    'Split, Gelu': { build: gated((graph, gate) => graph.op('Gelu', at, [gate])) },
    'Split, com.microsoft Gelu': { build: gated((graph, gate) => graph.op('com.microsoft.Gelu', at, [gate])) },
    //     x ─ · 1/√2 ─ Erf ─ + 1 ─ · x ─ · ½ →
    'Split, Erf and arithmetic': {
      build: gated((graph, gate) => {
        const erf = graph.op('Erf', at, [graph.op('Mul', at, [gate, scalar(graph, Math.SQRT1_2)])])
        const half = graph.op('Mul', at, [gate, scalar(graph, 0.5)])
        return graph.op('Mul', at, [half, graph.op('Add', at, [erf, scalar(graph, 1)])])
      }),
    },
    //     MatMul ─ Split ─ Add bias ──┐
    //                └──── BiasGelu ─ Mul →
    'MatMul, Split, BiasGelu': {
      build: (graph, { x, weight, bias }) => {
        const [hidden, gate] = halves(graph, graph.op('Gemm', at, [x!, weight!], { transB: 1 }))
        const [first, second] = halves(graph, bias!)
        const open = graph.op('com.microsoft.BiasGelu', at, [gate, second])
        return graph.op('Mul', at, [graph.op('Add', at, [hidden, first]), open])
      },
    },
    //     the projection's rows taken apart instead of its answer
    'two projections, Gelu': {
      build: (graph, { x, weight, bias }) => {
        const [w0, w1] = graph.ops('Split', at, [weight!], 2, { axis: 0, num_outputs: 2 }) as [Value, Value]
        const [b0, b1] = halves(graph, bias!)
        const hidden = graph.op('Gemm', at, [x!, w0, b0], { transB: 1 })
        const gate = graph.op('Gelu', at, [graph.op('Gemm', at, [x!, w1, b1], { transB: 1 })])
        return graph.op('Mul', at, [hidden, gate])
      },
    },
    'Split, Gelu by tanh': {
      inexact: true,
      build: gated((graph, gate) => graph.op('Gelu', at, [gate], { approximate: 'tanh' })),
    },
    'Split, com.microsoft FastGelu': {
      inexact: true,
      build: gated((graph, gate) => graph.op('com.microsoft.FastGelu', at, [gate])),
    },
  },
}

/** x (clips, channels, frames, area), one frame earlier (by 1) or later (by -1), with zeros where there is none. */
const shifted = (graph: Graph, x: Value, by: number): Value => {
  if (by === 0) return x
  const pads = by > 0 ? [0, 0, 1, 0, 0, 0, 0, 0] : [0, 0, 0, 0, 0, 0, 1, 0]
  const [from, to] = by > 0 ? [0, frames] : [1, frames + 1]
  const padded = graph.op('Pad', at, [x, graph.ints(pads)])
  return graph.op('Slice', at, [padded, graph.ints([from]), graph.ints([to]), graph.ints([2])])
}
const columns = (graph: Graph, x: Value, size: number): Value =>
  graph.op('Reshape', at, [x, graph.ints([clips, size, frames * area])])
const framed = (graph: Graph, x: Value): Value =>
  graph.op('Reshape', at, [x, graph.ints([clips, channels, frames, area])])

/** A convolution over three frames: x (clips, channels, frames, h · w) → the same; weight (channels, channels, 3). */
const temporal: Layer = {
  title: `convolution 3 × 1 × 1 (${clips}, ${channels}, ${frames}, 32 · 32)`,
  inputs: { x: [clips, channels, frames, area], weight: [channels, channels, 3] },
  output: [clips, channels, frames, area],
  forms: {
    'Conv 3 × 1 over (frames, h · w)': {
      build: (graph, { x, weight }) => {
        const kernel = graph.op('Reshape', at, [weight!, graph.ints([channels, channels, 3, 1])])
        return graph.op('Conv', at, [x!, kernel], { kernel_shape: [3, 1], pads: [1, 0, 1, 0] })
      },
    },
    'Conv 3 × 1 × 1 over (frames, h, w)': {
      build: (graph, { x, weight }) => {
        const kernel = graph.op('Reshape', at, [weight!, graph.ints([channels, channels, 3, 1, 1])])
        const volume = graph.op('Reshape', at, [x!, graph.ints([clips, channels, frames, 32, 32])])
        return framed(
          graph,
          graph.op('Conv', at, [volume, kernel], { kernel_shape: [3, 1, 1], pads: [1, 0, 0, 1, 0, 0] }),
        )
      },
    },
    //     (clips, C, frames, h·w) ─Transpose→ (clips · h·w, C, frames) ─Conv 3─ ─Transpose→
    'Conv 3 over frames, a row for each pixel': {
      build: (graph, { x, weight }) => {
        const turned = graph.op('Transpose', at, [x!], { perm: [0, 3, 1, 2] })
        const lines = graph.op('Reshape', at, [turned, graph.ints([clips * area, channels, frames])])
        const mixed = graph.op('Conv', at, [lines, weight!], { kernel_shape: [3], pads: [1, 1] })
        const back = graph.op('Reshape', at, [mixed, graph.ints([clips, area, channels, frames])])
        return graph.op('Transpose', at, [back], { perm: [0, 2, 3, 1] })
      },
    },
    //     W₀ · earlier + W₁ · x + W₂ · later
    'three MatMul of shifted frames': {
      build: (graph, { x, weight }) => {
        const slices = graph.op('Transpose', at, [weight!], { perm: [2, 0, 1] })
        const taps = graph.ops('Split', at, [slices], 3, { axis: 0, num_outputs: 3 })
        const sums = taps.map((tap, i) => {
          const flat = graph.op('Reshape', at, [tap, graph.ints([channels, channels])])
          return graph.op('MatMul', at, [flat, columns(graph, shifted(graph, x!, 1 - i), channels)])
        })
        return framed(
          graph,
          sums.reduce((sum, each) => graph.op('Add', at, [sum, each])),
        )
      },
    },
    //     (C, 3C) · [earlier; x; later]
    'one MatMul of all three frames': {
      build: (graph, { x, weight }) => {
        const turned = graph.op('Transpose', at, [weight!], { perm: [0, 2, 1] })
        const flat = graph.op('Reshape', at, [turned, graph.ints([channels, 3 * channels])])
        const seen = graph.op(
          'Concat',
          at,
          [1, 0, -1].map((by) => shifted(graph, x!, by)),
          { axis: 1 },
        )
        return framed(graph, graph.op('MatMul', at, [flat, columns(graph, seen, 3 * channels)]))
      },
    },
  },
}

const pictures = [clips * frames, channels, 32, 32] as const
const scaled = (graph: Graph, normal: Value, { gamma, beta }: Readonly<Record<string, Value>>): Value => {
  const back = graph.op('Reshape', at, [normal, graph.ints(pictures)])
  const wide = (value: Value) => graph.op('Reshape', at, [value, graph.ints([channels, 1, 1])])
  return graph.op('Add', at, [graph.op('Mul', at, [back, wide(gamma!)]), wide(beta!)])
}
const fill = (graph: Graph, value: number, size: number) => graph.floats(Array(size).fill(value), [size])
const epsilon = { epsilon: { float: 1e-5 } }
const grouped = (graph: Graph, x: Value) => graph.op('Reshape', at, [x, graph.ints([0, groups, -1])])

/** Group norm: x (pictures, channels, h, w) → the same. */
const norm: Layer = {
  title: `group norm (${pictures.join(', ')}), ${groups} groups`,
  inputs: { x: pictures, gamma: [channels], beta: [channels] },
  output: pictures,
  forms: {
    'InstanceNormalization of each group': {
      build: (graph, ports) =>
        scaled(
          graph,
          graph.op(
            'InstanceNormalization',
            at,
            [grouped(graph, ports.x!), fill(graph, 1, groups), fill(graph, 0, groups)],
            epsilon,
          ),
          ports,
        ),
    },
    'GroupNormalization (opset 21)': {
      build: (graph, { x, gamma, beta }) =>
        graph.op('GroupNormalization', at, [x!, gamma!, beta!], { num_groups: groups, ...epsilon }),
    },
    'com.microsoft GroupNorm, channels last': {
      build: (graph, { x, gamma, beta }) => {
        const last = graph.op('Transpose', at, [x!], { perm: [0, 2, 3, 1] })
        const normal = graph.op('com.microsoft.GroupNorm', at, [last, gamma!, beta!], {
          groups,
          activation: 0,
          channels_last: 1,
          ...epsilon,
        })
        return graph.op('Transpose', at, [normal], { perm: [0, 3, 1, 2] })
      },
    },
    'LayerNormalization of each group': {
      build: (graph, ports) => {
        const size = (channels / groups) * area
        const normal = graph.op(
          'LayerNormalization',
          at,
          [grouped(graph, ports.x!), fill(graph, 1, size), fill(graph, 0, size)],
          { axis: -1, ...epsilon },
        )
        return scaled(graph, normal, ports)
      },
    },
    //     x − mean ─┬────────────── Div →
    //               └ ² ─ mean ─ √ ──┘
    'ReduceMean and arithmetic': {
      build: (graph, ports) => {
        const axes = graph.ints([-1])
        const each = grouped(graph, ports.x!)
        const centred = graph.op('Sub', at, [each, graph.op('ReduceMean', at, [each, axes])])
        const variance = graph.op('ReduceMean', at, [graph.op('Mul', at, [centred, centred]), axes])
        const deviation = graph.op('Sqrt', at, [graph.op('Add', at, [variance, scalar(graph, 1e-5)])])
        return scaled(graph, graph.op('Div', at, [centred, deviation]), ports)
      },
    },
  },
}

/** The layers whose form is measured. */
export const layers: Readonly<Record<string, Layer>> = { geglu, temporal, norm }
