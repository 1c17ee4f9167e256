import type { Graph, Value } from '../graph.ts'
import { silu } from './activations.ts'
import { conv, conv3 } from './conv.ts'
import { linear } from './linear.ts'
import { groupNorm } from './norms.ts'

export interface ResnetBlock {
  readonly in: number
  readonly out: number
  readonly groups: number
  readonly epsilon: number
  /** The activated time embedding (1, width); none in an autoencoder. */
  readonly time?: { readonly rows: Value; readonly width: number }
}

/**
 * diffusers' ResnetBlock2D: (N, in, height, width) → (N, out, height, width).
 *
 *     x ─ norm1 ─ SiLU ─ conv1 ─ + time_emb_proj ─ norm2 ─ SiLU ─ conv2 ─ + →
 *     └─ conv_shortcut where in ≠ out ────────────────────────────────────┘
 */
export const resnetBlock = (graph: Graph, path: string, x: Value, of: ResnetBlock): Value => {
  const normal = (name: string, from: Value, channels: number) =>
    silu(graph, `${path}.${name}`, groupNorm(graph, `${path}.${name}`, from, channels, of.groups, of.epsilon))
  let hidden = conv3(graph, `${path}.conv1`, normal('norm1', x, of.in), of.in, of.out)
  if (of.time) {
    const shift = linear(graph, `${path}.time_emb_proj`, of.time.rows, of.time.width, of.out)
    const place = graph.op('Reshape', `${path}.time_emb_proj`, [shift, graph.ints([1, of.out, 1, 1])])
    hidden = graph.op('Add', path, [hidden, place])
  }
  hidden = conv3(graph, `${path}.conv2`, normal('norm2', hidden, of.out), of.out, of.out)
  const shortcut =
    of.in === of.out ? x : conv(graph, `${path}.conv_shortcut`, x, { in: of.in, out: of.out, kernel: [1, 1] })
  return graph.op('Add', path, [shortcut, hidden])
}
