import { say } from '../../workflow/said/said.ts'
import type { ConfigReader } from '../config.ts'
import type { Family, Network } from '../family.ts'
import type { Value } from '../graph.ts'
import { silu } from '../layers/activations.ts'
import { conv, conv3, resizeNearest } from '../layers/conv.ts'
import { groupNorm } from '../layers/norms.ts'
import { floatInput, floatOutput } from '../layers/ports.ts'
import { resnetBlock } from '../layers/resnet-block.ts'
import { createShapes } from '../layers/shapes.ts'
import { timeEmbedding } from '../layers/time-embedding.ts'
import { type Clips, temporalConv, transformer2d, transformerTemporal } from '../layers/video.ts'

const read = (config: ConfigReader) => {
  config.only('act_fn', 'silu')
  config.only('num_attention_heads', null)
  config.only('time_cond_proj_dim', null)
  config.only('downsample_padding', 1)
  config.only('mid_block_scale_factor', 1)
  const widths = config.numbers('block_out_channels')
  return {
    widths,
    down: attends(config, 'Down', widths.length),
    up: attends(config, 'Up', widths.length),
    layers: config.number('layers_per_block', 2),
    groups: config.number('norm_num_groups', 32),
    epsilon: config.number('norm_eps', 1e-5),
    headSize: config.number('attention_head_dim', 64),
    textWidth: config.number('cross_attention_dim', 1024),
    inChannels: config.number('in_channels', 4),
    outChannels: config.number('out_channels', 4),
  }
}

/** Whether each block attends to text; refuses kinds of blocks that are not known. */
const attends = (config: ConfigReader, way: 'Down' | 'Up', blocks: number): boolean[] => {
  const key = `${way.toLowerCase()}_block_types`
  const kinds = config.strings(key)
  if (kinds.length !== blocks) config.wrong(key, say('mustNameBlocks', { blocks }))
  return kinds.map((kind) => {
    if (kind === `CrossAttn${way}Block3D`) return true
    if (kind === `${way}Block3D`) return false
    return config.wrong(key, say('mustHoldBlocks', { way }))
  })
}

/**
 * One prediction: sample (batch, channels, frames, height, width), timestep (1) for all of the batch, and
 * encoder_hidden_states (batch, tokens, width) → out_sample, of the shape of sample.
 *
 *     conv_in ─ transformer_in ─ down blocks ─ mid block ─ up blocks ─ norm, SiLU, conv_out
 *                                     └──────── skips ────────┘
 * @source diffusers, UNet3DConditionModel (Wang et al. 2023, arXiv 2308.06571)
 */
const unet: Network = (graph, config) => {
  const { widths, layers, groups, epsilon, headSize, textWidth, inChannels, outChannels, down, up } = read(config)
  const first = widths[0] as number
  const sample = floatInput(graph, 'sample', ['batch', inChannels, 'frames', 'height', 'width'])
  const timestep = graph.input({ name: 'timestep', type: 'float32', shape: [1] })
  const states = floatInput(graph, 'encoder_hidden_states', ['batch', 'tokens', textWidth])

  const shapes = createShapes(graph)
  const clips: Clips = { graph, shapes, batch: shapes.of(sample, 0, 1), frames: shapes.of(sample, 2, 3), groups }
  const text = {
    rows: graph.op('Reshape', 'encoder_hidden_states', [states, graph.ints([-1, textWidth])]),
    width: textWidth,
    tokens: shapes.of(states, 1, 2),
  }
  const timeWidth = 4 * first
  const embedded = timeEmbedding(graph, 'time_embedding', timestep, {
    channels: first,
    width: timeWidth,
    flip: true,
    shift: 0,
  })
  const time = { rows: silu(graph, 'time_embedding', embedded), width: timeWidth }

  /** A resnet block and its convolution over frames, then, where asked, attention to text and over frames. */
  const resnet = (path: string, index: number, x: Value, from: number, to: number): Value => {
    const hidden = resnetBlock(graph, `${path}.resnets.${index}`, x, { in: from, out: to, groups, epsilon, time })
    return temporalConv(clips, `${path}.temp_convs.${index}`, hidden, to)
  }
  const attend = (path: string, index: number, x: Value, width: number): Value => {
    const of = { channels: width, heads: Math.floor(width / headSize), inner: width, layers: 1 }
    const seen = transformer2d(clips, `${path}.attentions.${index}`, x, of, text)
    return transformerTemporal(clips, `${path}.temp_attentions.${index}`, seen, of)
  }

  const framesFirst = graph.op('Transpose', 'conv_in', [sample], { perm: [0, 2, 1, 3, 4] })
  const pictures = graph.op('Reshape', 'conv_in', [framesFirst, shapes.join(-1, inChannels, shapes.of(sample, 3, 5))])
  let x = conv3(graph, 'conv_in', pictures, inChannels, first)
  x = transformerTemporal(clips, 'transformer_in', x, { channels: first, heads: 8, inner: 8 * headSize, layers: 1 })

  const skips: { value: Value; width: number }[] = [{ value: x, width: first }]
  let channels = first
  for (const [index, cross] of down.entries()) {
    const path = `down_blocks.${index}`
    const width = widths[index] as number
    for (let layer = 0; layer < layers; layer++) {
      x = resnet(path, layer, x, channels, width)
      if (cross) x = attend(path, layer, x, width)
      channels = width
      skips.push({ value: x, width })
    }
    if (index < widths.length - 1) {
      x = conv(graph, `${path}.downsamplers.0.conv`, x, { in: width, out: width, kernel: [3, 3], stride: 2 })
      skips.push({ value: x, width })
    }
  }

  x = resnet('mid_block', 0, x, channels, channels)
  x = resnet('mid_block', 1, attend('mid_block', 0, x, channels), channels, channels)

  for (const [index, cross] of up.entries()) {
    const path = `up_blocks.${index}`
    const width = widths[widths.length - 1 - index] as number
    for (let layer = 0; layer <= layers; layer++) {
      const skip = skips.pop() as { value: Value; width: number }
      x = graph.op('Concat', path, [x, skip.value], { axis: 1 })
      x = resnet(path, layer, x, channels + skip.width, width)
      if (cross) x = attend(path, layer, x, width)
      channels = width
    }
    const next = skips.at(-1)
    if (next) {
      // The size of the skip that comes next: exact also where a size was odd on the way down.
      const size = shapes.join(shapes.of(x, 0, 2), shapes.of(next.value, 2, 4))
      x = conv3(graph, `${path}.upsamplers.0.conv`, resizeNearest(graph, `${path}.upsamplers.0`, x, size), width, width)
    }
  }

  x = silu(graph, 'conv_norm_out', groupNorm(graph, 'conv_norm_out', x, first, groups, epsilon))
  x = conv3(graph, 'conv_out', x, first, outChannels)
  const sized = graph.op('Reshape', 'conv_out', [
    x,
    shapes.join(clips.batch, clips.frames, outChannels, shapes.of(sample, 3, 5)),
  ])
  const out = graph.op('Transpose', 'conv_out', [sized], { perm: [0, 2, 1, 3, 4] })
  floatOutput(graph, out, 'out_sample', ['batch', outChannels, 'frames', 'height', 'width'])
}

export default { part: 'unet3d', networks: { unet }, harmless: ['sample_size'] } satisfies Family
