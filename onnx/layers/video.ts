import type { Graph, Value } from '../graph.ts'
import { silu } from './activations.ts'
import { conv } from './conv.ts'
import { linear } from './linear.ts'
import { groupNorm } from './norms.ts'
import type { Shapes } from './shapes.ts'
import { transformerBlock } from './transformer-block.ts'

/** A network over clips, whose pictures are kept as (batch · frames, channels, height, width). */
export interface Clips {
  readonly graph: Graph
  readonly shapes: Shapes
  /** Lists of one number each. */
  readonly batch: Value
  readonly frames: Value
  /** Groups of the group norms. */
  readonly groups: number
}

/** (batch · frames, C, h, w) → (batch, C, frames, h · w) */
const byChannel = ({ graph, shapes, batch, frames }: Clips, path: string, x: Value, channels: number): Value =>
  graph.op('Transpose', path, [graph.op('Reshape', path, [x, shapes.join(batch, frames, channels, -1)])], {
    perm: [0, 2, 1, 3],
  })

/** The list (batch · frames, channels, h, w) of pictures of the size of `x`. */
const pictureShape = ({ shapes }: Clips, x: Value, channels: number): Value =>
  shapes.join(-1, channels, shapes.of(x, 2, 4))

/**
 * diffusers' TemporalConvLayer: four times norm, SiLU and a convolution over three frames, added to the input. A
 * convolution over 3 × 1 × 1 is a flat one over (frames, h · w) with a 3 × 1 kernel. On a CPU all its forms (a volume, a row
 * for each pixel, three products of matrices or one) need 0.94 to 1.01 of its time (npm run bench -- layers). A flat one is
 * kept because every provider has good kernels for it: WebGPU's convolution over volumes is a plain one (Conv3DNaive). On
 * CUDA it is expected to be at least as fast as over volumes, as cuDNN has more kernels for pictures; not measured.
 */
export const temporalConv = (clips: Clips, path: string, x: Value, channels: number): Value => {
  const { graph, groups } = clips
  let hidden = byChannel(clips, path, x, channels)
  for (const [index, name] of ['conv1.2', 'conv2.3', 'conv3.3', 'conv4.3'].entries()) {
    const norm = `${path}.conv${index + 1}.0`
    hidden = silu(graph, norm, groupNorm(graph, norm, hidden, channels, groups, 1e-5))
    hidden = conv(graph, `${path}.${name}`, hidden, {
      in: channels,
      out: channels,
      kernel: [3, 1],
      stored: [channels, channels, 3, 1, 1],
    })
  }
  const back = graph.op('Transpose', path, [hidden], { perm: [0, 2, 1, 3] })
  return graph.op('Add', path, [x, graph.op('Reshape', path, [back, pictureShape(clips, x, channels)])])
}

export interface Transformer {
  readonly channels: number
  readonly heads: number
  /** heads · head size. */
  readonly inner: number
  readonly layers: number
}

/** The text of the prompts: rows (batch · tokens, width). */
export interface TextRows {
  readonly rows: Value
  readonly width: number
  /** List of one number: how many tokens each prompt has. */
  readonly tokens: Value
}

/**
 * diffusers' Transformer2DModel: each frame's pixels look at each other, then at the text. For the second the frames of a
 * clip stand in one row: (batch, frames · h · w, C) asks (batch, tokens, C), so the text is projected once, not per frame.
 */
export const transformer2d = (clips: Clips, path: string, x: Value, of: Transformer, text: TextRows): Value => {
  const { graph, shapes, batch, groups } = clips
  const { channels, heads, inner, layers } = of
  const normal = groupNorm(graph, `${path}.norm`, x, channels, groups, 1e-6)
  const last = graph.op('Transpose', path, [normal], { perm: [0, 2, 3, 1] })
  let rows = graph.op('Reshape', path, [last, graph.ints([-1, channels])])
  rows = linear(graph, `${path}.proj_in`, rows, channels, inner)
  for (let layer = 0; layer < layers; layer++)
    rows = transformerBlock(graph, `${path}.transformer_blocks.${layer}`, rows, {
      heads,
      width: inner,
      selfShape: shapes.join(shapes.of(x, 0, 1), -1, inner),
      cross: {
        shape: shapes.join(batch, -1, inner),
        source: { rows: text.rows, width: text.width, shape: shapes.join(batch, text.tokens, inner) },
      },
    })
  rows = linear(graph, `${path}.proj_out`, rows, inner, channels)
  const sized = graph.op('Reshape', path, [rows, shapes.join(-1, shapes.of(x, 2, 4), channels)])
  return graph.op('Add', path, [x, graph.op('Transpose', path, [sized], { perm: [0, 3, 1, 2] })])
}

/** diffusers' TransformerTemporalModel: each pixel's frames look at each other, twice. */
export const transformerTemporal = (clips: Clips, path: string, x: Value, of: Transformer): Value => {
  const { graph, shapes, batch, frames, groups } = clips
  const { channels, heads, inner, layers } = of
  const normal = groupNorm(graph, `${path}.norm`, byChannel(clips, path, x, channels), channels, groups, 1e-6)
  const last = graph.op('Transpose', path, [normal], { perm: [0, 3, 2, 1] })
  let rows = graph.op('Reshape', path, [last, graph.ints([-1, channels])])
  rows = linear(graph, `${path}.proj_in`, rows, channels, inner)
  for (let layer = 0; layer < layers; layer++)
    rows = transformerBlock(graph, `${path}.transformer_blocks.${layer}`, rows, {
      heads,
      width: inner,
      selfShape: shapes.join(-1, frames, inner),
    })
  rows = linear(graph, `${path}.proj_out`, rows, inner, channels)
  const sized = graph.op('Reshape', path, [rows, shapes.join(batch, -1, frames, channels)])
  const back = graph.op('Transpose', path, [sized], { perm: [0, 2, 3, 1] })
  return graph.op('Add', path, [x, graph.op('Reshape', path, [back, pictureShape(clips, x, channels)])])
}
