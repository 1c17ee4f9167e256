import type { Numbers } from './open-session.ts'

/**
 * Calls a network on some frames at a time: the same numbers as on all at once, since no frame looks at another. Where
 * memory does not suffice for a chunk, it and those after it are half as large.
 * @param shape (frames, channels, height, width)
 * @param atOnce frames in a call
 * @param isShort whether an error says that memory did not suffice
 * @throws what `call` throws otherwise, or on a single frame
 */
export const inChunks = async (
  data: Float32Array,
  shape: readonly [number, number, number, number],
  atOnce: number,
  call: (data: Float32Array, shape: readonly [number, number, number, number]) => Promise<Numbers>,
  isShort: (error: Error) => boolean,
): Promise<Numbers> => {
  const [frames, ...rest] = shape
  const size = rest.reduce((product, each) => product * each, 1)
  const answers: Numbers[] = []
  let most = Math.max(1, Math.floor(atOnce))
  for (let first = 0; first < frames; ) {
    const count = Math.min(most, frames - first)
    try {
      answers.push(await call(data.subarray(first * size, (first + count) * size), [count, ...rest]))
      first += count
    } catch (error) {
      if (count === 1 || !(error instanceof Error) || !isShort(error)) throw error
      most = Math.floor(count / 2)
    }
  }
  const [one] = answers
  if (!one || answers.length === 1) return one ?? { data: new Float32Array(), shape }
  const joined = new Float32Array((one.data.length / (one.shape[0] as number)) * frames)
  let at = 0
  for (const answer of answers) {
    joined.set(answer.data, at)
    at += answer.data.length
  }
  return { data: joined, shape: [frames, ...one.shape.slice(1)] }
}
