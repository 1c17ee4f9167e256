import type { Graph, Value } from '../graph.ts'

/** torch's LayerNorm over the last axis, of `size`. */
export const layerNorm = (graph: Graph, path: string, x: Value, size: number, epsilon: number): Value =>
  graph.op(
    'LayerNormalization',
    path,
    [x, graph.weight(`${path}.weight`, [size]), graph.weight(`${path}.bias`, [size])],
    {
      axis: -1,
      epsilon: { float: epsilon },
    },
  )

/**
 * torch's GroupNorm of (N, C, a, b): each group of channels is one "instance" of all its values.
 *
 *     (N, C, a, b) ─Reshape→ (N, groups, -1) ─InstanceNormalization→ ─Reshape→ (N, C, a, b) ─Mul γ─Add β→
 *
 * The fastest form on a CPU (npm run bench -- layers): ONNX's GroupNormalization (opset 21), which ONNX Runtime takes
 * apart, needs 1.3 times its time, sums and quotients 1.1, a LayerNormalization of each group 1.6; Microsoft's GroupNorm
 * has no kernel there. On CUDA that last one is expected to be ahead (one pass, channels last); it was not measured.
 */
export const groupNorm = (
  graph: Graph,
  path: string,
  x: Value,
  channels: number,
  groups: number,
  epsilon: number,
): Value => {
  const fill = (value: number) => graph.floats(Array(groups).fill(value), [groups])
  const grouped = graph.op('Reshape', path, [x, graph.ints([0, groups, -1])])
  const normal = graph.op('InstanceNormalization', path, [grouped, fill(1), fill(0)], { epsilon: { float: epsilon } })
  const back = graph.op('Reshape', path, [normal, graph.op('Shape', path, [x])])
  const perChannel = (name: string) => graph.weight(`${path}.${name}`, [channels, 1, 1], [channels])
  return graph.op('Add', path, [graph.op('Mul', path, [back, perChannel('weight')]), perChannel('bias')])
}
