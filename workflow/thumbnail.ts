import type { Frames, Latent } from './values.ts'

/** A picture small enough to stand in an event. */
export interface Thumbnail {
  readonly width: number
  readonly height: number
  /** 8-bit RGB, row by row, in base64. */
  readonly rgb: string
}

/** The longer side of a thumbnail in pixels, at most. */
const longest = 32

/** The middle frame of a clip in small; undefined where there is none. */
export const framesThumbnail = ({ data, count, height, width }: Frames): Thumbnail | undefined => {
  const start = Math.floor(count / 2) * height * width * 3
  return shrink(width, height, count, (x, y, channel) => data[start + (y * width + x) * 3 + channel]!)
}

/**
 * The middle frame of a latent in small: its first three channels as red, green and blue, from the 2nd to the 98th
 * hundredth of what each holds. Its true colours need the checkpoint's VAE; this shows its forms.
 */
export const latentThumbnail = ({ sample, shape }: Latent): Thumbnail | undefined => {
  const [, channels, frames, height, width] = shape
  if (channels === 0) return undefined
  const size = height * width
  const middle = Math.floor(frames / 2)
  const ranges = [0, 1, 2].map((each) => {
    const channel = Math.min(each, channels - 1)
    const start = (channel * frames + middle) * size
    const sorted = sample
      .slice(start, start + size)
      .filter(Number.isFinite)
      .sort()
    const low = sorted[Math.floor(sorted.length * 0.02)] ?? 0
    const high = sorted[Math.floor((sorted.length - 1) * 0.98)] ?? 0
    return { start, low, span: high - low || 1 }
  })
  return shrink(width, height, frames, (x, y, channel) => {
    const { start, low, span } = ranges[channel]!
    const value = sample[start + y * width + x]!
    return Number.isNaN(value) ? 0 : ((value - low) / span) * 255
  })
}

/** Takes the mean of the pixels that fall into each pixel of the thumbnail. */
const shrink = (
  width: number,
  height: number,
  frames: number,
  at: (x: number, y: number, channel: number) => number,
): Thumbnail | undefined => {
  if (!(width > 0 && height > 0 && frames > 0)) return undefined
  const scale = Math.min(1, longest / Math.max(width, height))
  const [wide, tall] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
  let text = ''
  for (let row = 0; row < tall; row++)
    for (let column = 0; column < wide; column++) {
      const [left, right] = span(column, wide, width)
      const [top, bottom] = span(row, tall, height)
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0
        for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += at(x, y, channel)
        const mean = sum / ((right - left) * (bottom - top))
        text += String.fromCharCode(Math.min(255, Math.max(0, Math.round(mean))))
      }
    }
  return { width: wide, height: tall, rgb: btoa(text) }
}

const span = (index: number, of: number, size: number): [from: number, to: number] => {
  const from = Math.floor((index * size) / of)
  return [from, Math.max(from + 1, Math.floor(((index + 1) * size) / of))]
}
