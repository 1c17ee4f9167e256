import type { BuiltGraph } from '../../onnx/graph.ts'
import type { DeviceId } from './device.ts'

/**
 * Up to here weights that are stored in half precision are converted when their network is opened, and kept in float32:
 * the fastest way. Larger ones are converted in each call, one at a time just before they are used, so that they take the
 * memory of their file and no more: that costs 3 % of the processor time of a UNet, a quarter of a VAE's, whose weights are few.
 */
export const convertedAtOnceBytes = 512 * 2 ** 20

type Weights = Pick<BuiltGraph, 'weightBytes' | 'convertedBytes'>

/** Whether the weights stay as they are stored, to be converted in each call. */
export const staysStored = (id: DeviceId, { convertedBytes }: Weights): boolean =>
  id === 'cpu' && convertedBytes > convertedAtOnceBytes

/** Bytes that a network's weights take while it is open. */
export const weightMemory = (id: DeviceId, weights: Weights): number =>
  weights.weightBytes + (staysStored(id, weights) ? 0 : weights.convertedBytes)
