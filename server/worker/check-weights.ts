import { elementBytes, type StoredTensor, WeightError } from '../../onnx/tensors.ts'
import { say } from '../../workflow/said/said.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'
import { scanWeights } from '../checkpoint/scan-weights.ts'

/**
 * Reads every floating-point tensor of a part once and refuses NaN and infinity: with them a network answers nothing but
 * NaN, after its memory was taken and minutes of work.
 * @param skip weight paths that no network reads
 * @throws WeightError naming the tensor, and how many of its values are wrong
 */
export const refuseNonFiniteWeights = async (files: PartFiles, skip?: RegExp): Promise<void> => {
  const checked = new Map([...files.tensors].filter(([path]) => !skip?.test(path)))
  const [bad] = await scanWeights(checked, files.folder)
  if (!bad) return
  const { type, length, file } = checked.get(bad.tensor) as StoredTensor
  const counts = { broken: bad.nan + bad.infinite, count: length / elementBytes[type] }
  throw new WeightError(say('tensorNoNumbers', { config: files.configName, tensor: bad.tensor, ...counts, file }))
}
