import type { Graph, Value } from '../graph.ts'

export interface Conv {
  readonly in: number
  readonly out: number
  /** Height and width of the kernel. */
  readonly kernel: readonly [height: number, width: number]
  readonly stride?: number
  /** Zeros added before and after, as ONNX counts them: top, left, bottom, right. Half a kernel where it is left out. */
  readonly pads?: readonly [number, number, number, number]
  /** The weight's shape in the checkpoint, where it is another with the same numbers. */
  readonly stored?: readonly number[]
}

/** torch's Conv2d with bias: (N, in, height, width) → (N, out, height', width'). */
export const conv = (graph: Graph, path: string, x: Value, shape: Conv): Value => {
  const [height, width] = shape.kernel
  const [y, x2] = [(height - 1) / 2, (width - 1) / 2]
  const stride = shape.stride ?? 1
  const weight = graph.weight(`${path}.weight`, [shape.out, shape.in, height, width], shape.stored)
  return graph.op('Conv', path, [x, weight, graph.weight(`${path}.bias`, [shape.out])], {
    kernel_shape: [height, width],
    strides: [stride, stride],
    pads: shape.pads ?? [y, x2, y, x2],
  })
}

/** A 3 × 3 convolution that keeps the size. */
export const conv3 = (graph: Graph, path: string, x: Value, inSize: number, outSize: number): Value =>
  conv(graph, path, x, { in: inSize, out: outSize, kernel: [3, 3] })

/** Nearest-neighbour resize of the picture axes of (N, C, height, width) to the sizes in the list `shape` (4 numbers). */
export const resizeNearest = (graph: Graph, at: string, x: Value, shape: Value): Value =>
  graph.op('Resize', at, [x, '', '', shape], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  })

/** Nearest-neighbour resize of (N, C, height, width) to twice the height and width. */
export const doubleNearest = (graph: Graph, at: string, x: Value): Value =>
  graph.op('Resize', at, [x, '', graph.floats([1, 1, 2, 2], [4], 'float32')], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  })
