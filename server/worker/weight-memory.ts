import type { BuiltGraph } from '../../onnx/graph.ts'
import type { DeviceId } from './find-devices.ts'

type Weights = Pick<BuiltGraph, 'weightBytes' | 'convertedBytes' | 'fewWeights'>

const mebibyte = 2 ** 20

/**
 * How many bytes of float32 a CPU keeps of weights that are stored in half precision. Up to here they are converted when
 * their network is opened; larger ones in each call, one at a time just before they are used, so that they take the memory
 * of their file and no more. Kept ones take three times that, and are worth it where much is computed with few weights: a
 * VAE's calls are a fifth faster, since its convolutions find their weights in the layout that suits them. Those of a UNet
 * or a text encoder gain 3 to 7 %, so they are kept where it is a matter of some megabytes only. Measured on the 1.7 b
 * configuration at 1/4 of its widths: its UNet opens with 0.2 to 0.3 times the size of its weights instead of 3.4 times.
 */
export const convertedAtOnceBytes = ({ fewWeights }: Pick<Weights, 'fewWeights'>): number =>
  (fewWeights ? 512 : 64) * mebibyte

/** Whether the weights stay as they are stored, to be converted in each call. */
export const staysStored = (id: DeviceId, weights: Weights): boolean =>
  id === 'cpu' && weights.convertedBytes > convertedAtOnceBytes(weights)

/** Bytes that a network's weights take while it is open. */
export const weightMemory = (id: DeviceId, weights: Weights): number =>
  weights.weightBytes + (staysStored(id, weights) ? 0 : weights.convertedBytes)
