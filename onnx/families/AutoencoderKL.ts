import type { ConfigReader } from '../config.ts'
import type { Family, Network } from '../family.ts'
import type { Graph, Value } from '../graph.ts'
import { silu } from '../layers/activations.ts'
import { attention, attentionNames } from '../layers/attention.ts'
import { conv, conv3, doubleNearest } from '../layers/conv.ts'
import { groupNorm } from '../layers/norms.ts'
import { floatInput, floatOutput } from '../layers/ports.ts'
import { resnetBlock } from '../layers/resnet-block.ts'
import { createShapes } from '../layers/shapes.ts'

const epsilon = 1e-6

const read = (config: ConfigReader) => {
  const widths = config.numbers('block_out_channels')
  for (const kind of ['DownEncoderBlock2D', 'UpDecoderBlock2D'])
    config.only(
      kind.startsWith('Down') ? 'down_block_types' : 'up_block_types',
      widths.map(() => kind),
    )
  config.only('act_fn', 'silu')
  config.only('mid_block_add_attention', true, null)
  config.only('use_quant_conv', true, null)
  config.only('use_post_quant_conv', true, null)
  config.only('latents_mean', null)
  config.only('latents_std', null)
  return {
    widths,
    layers: config.number('layers_per_block', 1),
    groups: config.number('norm_num_groups', 32),
    latents: config.number('latent_channels', 4),
    inChannels: config.number('in_channels', 3),
    outChannels: config.number('out_channels', 3),
  }
}

/**
 * latents (frames, channels, height, width), divided by the scaling factor → pictures (frames, 3, 8 · height, 8 · width).
 * @source diffusers, AutoencoderKL.decode
 */
const decoder: Network = (graph, config) => {
  const { widths, layers, groups, latents, outChannels } = read(config)
  const [top, first] = [widths.at(-1) as number, widths[0] as number]
  const z = floatInput(graph, 'latents', ['frames', latents, 'height', 'width'])
  let x = conv(graph, 'post_quant_conv', z, { in: latents, out: latents, kernel: [1, 1] })
  x = conv3(graph, 'decoder.conv_in', x, latents, top)
  x = midBlock(graph, 'decoder.mid_block', x, top, groups)
  let channels = top
  for (const [index, width] of [...widths].reverse().entries()) {
    const path = `decoder.up_blocks.${index}`
    for (let layer = 0; layer <= layers; layer++) {
      x = resnetBlock(graph, `${path}.resnets.${layer}`, x, { in: channels, out: width, groups, epsilon })
      channels = width
    }
    if (index < widths.length - 1)
      x = conv3(graph, `${path}.upsamplers.0.conv`, doubleNearest(graph, `${path}.upsamplers.0`, x), width, width)
  }
  x = silu(graph, 'decoder.conv_norm_out', groupNorm(graph, 'decoder.conv_norm_out', x, first, groups, epsilon))
  x = conv3(graph, 'decoder.conv_out', x, first, outChannels)
  floatOutput(graph, x, 'pictures', ['frames', outChannels, 'picture height', 'picture width'])
}

/**
 * pictures (frames, 3, height, width), −1 to 1 → the mean and the logarithm of the variance of their latents, each
 * (frames, channels, height / 8, width / 8), before the scaling factor.
 * @source diffusers, AutoencoderKL.encode
 */
const encoder: Network = (graph, config) => {
  const { widths, layers, groups, latents, inChannels } = read(config)
  const pictures = floatInput(graph, 'pictures', ['frames', inChannels, 'picture height', 'picture width'])
  let channels = widths[0] as number
  let x = conv3(graph, 'encoder.conv_in', pictures, inChannels, channels)
  for (const [index, width] of widths.entries()) {
    const path = `encoder.down_blocks.${index}`
    for (let layer = 0; layer < layers; layer++) {
      x = resnetBlock(graph, `${path}.resnets.${layer}`, x, { in: channels, out: width, groups, epsilon })
      channels = width
    }
    if (index < widths.length - 1)
      x = conv(graph, `${path}.downsamplers.0.conv`, x, {
        in: width,
        out: width,
        kernel: [3, 3],
        stride: 2,
        pads: [0, 0, 1, 1],
      })
  }
  x = midBlock(graph, 'encoder.mid_block', x, channels, groups)
  x = silu(graph, 'encoder.conv_norm_out', groupNorm(graph, 'encoder.conv_norm_out', x, channels, groups, epsilon))
  x = conv3(graph, 'encoder.conv_out', x, channels, 2 * latents)
  x = conv(graph, 'quant_conv', x, { in: 2 * latents, out: 2 * latents, kernel: [1, 1] })
  const [mean, logvar] = graph.ops('Split', 'quant_conv', [x], 2, { axis: 1, num_outputs: 2 }) as [Value, Value]
  const clamped = graph.op('Clip', 'quant_conv', [logvar, graph.floats([-30], []), graph.floats([20], [])])
  const shape = ['frames', latents, 'height', 'width']
  floatOutput(graph, mean, 'mean', shape)
  floatOutput(graph, clamped, 'logvar', shape)
}

/** A resnet block, one head of attention over all pixels, a resnet block. */
const midBlock = (graph: Graph, path: string, x: Value, channels: number, groups: number): Value => {
  const resnet = (index: number, from: Value) =>
    resnetBlock(graph, `${path}.resnets.${index}`, from, { in: channels, out: channels, groups, epsilon })
  return resnet(1, pixelAttention(graph, `${path}.attentions.0`, resnet(0, x), channels, groups))
}

const pixelAttention = (graph: Graph, path: string, x: Value, channels: number, groups: number): Value => {
  const shapes = createShapes(graph)
  const normal = groupNorm(graph, `${path}.group_norm`, x, channels, groups, epsilon)
  const last = graph.op('Transpose', path, [normal], { perm: [0, 2, 3, 1] })
  const rows = graph.op('Reshape', path, [last, graph.ints([-1, channels])])
  const mixed = attention(graph, path, rows, {
    heads: 1,
    width: channels,
    shape: shapes.join(shapes.of(x, 0, 1), -1, channels),
    biases: true,
    // Checkpoints of diffusers before 0.17 have the older names.
    names: graph.has(`${path}.query.weight`)
      ? { query: 'query', key: 'key', value: 'value', out: 'proj_attn' }
      : attentionNames,
  })
  const sized = graph.op('Reshape', path, [mixed, shapes.join(shapes.of(x, 0, 1), shapes.of(x, 2, 4), channels)])
  return graph.op('Add', path, [x, graph.op('Transpose', path, [sized], { perm: [0, 3, 1, 2] })])
}

export default {
  part: 'vae',
  networks: { decoder, encoder },
  fewWeights: true,
  // The latents' scale is applied around the networks; `force_upcast` is about the precision of a GPU.
  harmless: ['sample_size', 'scaling_factor', 'shift_factor', 'force_upcast'],
} satisfies Family
