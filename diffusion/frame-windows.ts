/** How a long clip is looked at: some frames at a time. Plain data. */
export interface FrameWindows {
  /** Frames in a window. */
  readonly length: number
  /** Frames that a window shares with the next, at least. */
  readonly overlap: number
  /** The last frame is followed by the first. */
  readonly loop: boolean
}

/** Frames that are looked at together, by index, and how much each counts where windows overlap. */
export interface FrameWindow {
  readonly frames: readonly number[]
  readonly weights: readonly number[]
}

/**
 * The windows over a clip, spread evenly so that all share about the same number of frames. Together they cover every
 * frame. Without `loop`, windows as long as the clip are the clip itself; with it, the same frames are looked at again
 * from another beginning, so that no frame is always the first.
 * A frame counts the more the nearer it is to the middle of its window: at the ends a network sees but one side.
 * @source Bar-Tal et al. 2023, MultiDiffusion, arXiv 2302.08113, equation 5 (for the frames of a clip: Wang et al. 2023,
 * Gen-L-Video, arXiv 2305.18264)
 */
export function frameWindows(count: number, { length, overlap, loop }: FrameWindows): FrameWindow[] {
  const size = Math.min(length, count)
  const stride = size - Math.min(overlap, size - 1)
  // Evenly: the last window of a fixed stride would repeat nearly all of the one before it.
  const starts = loop
    ? spread(Math.max(Math.ceil(count / stride), count > 1 ? 2 : 1), (i, n) => Math.round((i * count) / n))
    : spread(Math.ceil((count - size) / stride) + 1, (i, n) =>
        n === 1 ? 0 : Math.round((i * (count - size)) / (n - 1)),
      )
  const weights = Array.from({ length: size }, (_, i) => Math.min(i + 1, size - i))
  return starts.map((start) => ({
    frames: Array.from({ length: size }, (_, i) => (start + i) % count),
    weights,
  }))
}

const spread = (n: number, at: (i: number, n: number) => number): number[] => [
  ...new Set(Array.from({ length: n }, (_, i) => at(i, n))),
]

/** Shape of what windows are cut from: a batch of clips. */
export type ClipShape = readonly [batch: number, channels: number, frames: number, height: number, width: number]

/** The frames of one window, in its order: shape (batch, channels, frames of the window, height, width). */
export function cutWindow(clip: Float32Array, shape: ClipShape, frames: readonly number[]): Float32Array {
  const [batch, channels, count, height, width] = shape
  const size = height * width
  const cut = new Float32Array(batch * channels * frames.length * size)
  for (let plane = 0; plane < batch * channels; plane++)
    frames.forEach((frame, i) => {
      const from = (plane * count + frame) * size
      cut.set(clip.subarray(from, from + size), (plane * frames.length + i) * size)
    })
  return cut
}

/** The mean of what the windows say of each frame, weighted; a frame that one window has is taken from it bit for bit. */
export function blendWindows(
  parts: readonly { readonly window: FrameWindow; readonly values: Float32Array }[],
  shape: ClipShape,
): Float32Array {
  const [batch, channels, count, height, width] = shape
  const size = height * width
  const total = new Float64Array(count)
  for (const { window } of parts)
    window.frames.forEach((frame, i) => {
      total[frame] = (total[frame] as number) + (window.weights[i] as number)
    })
  const sum = new Float64Array(batch * channels * count * size)
  for (const { window, values } of parts)
    window.frames.forEach((frame, i) => {
      // One share of a whole is exact; sums of shares would round.
      const share = (window.weights[i] as number) / (total[frame] as number)
      for (let plane = 0; plane < batch * channels; plane++) {
        const from = (plane * window.frames.length + i) * size
        const to = (plane * count + frame) * size
        for (let at = 0; at < size; at++)
          sum[to + at] = (sum[to + at] as number) + share * (values[from + at] as number)
      }
    })
  return new Float32Array(sum)
}
