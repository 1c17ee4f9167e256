import { combine } from './samples.ts'
import type { Samples } from './scheduler.ts'

/**
 * Classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598): uncond + scale · (text - uncond).
 * `outputs` is a batch of two, the answer to the empty prompt first; the result has half its length.
 */
export function guide(outputs: Samples, scale: number): Samples {
  if (outputs.length % 2 !== 0)
    throw new Error(`guide: ${outputs.length} values are no batch of two. Run the network on both prompts at once.`)
  const half = outputs.length / 2
  return combine([1 - scale, outputs.subarray(0, half)], [scale, outputs.subarray(half)])
}
