import type { Frames } from '../../workflow/values.ts'
import { letter, letterPixels } from './tiny-letters.ts'

/** One clip of a sheet and what stands under it. */
export interface SheetClip {
  readonly frames: Frames
  readonly label: string
}

export interface SheetLayout {
  readonly columns: number
  /** Pixels between two clips. */
  readonly gap: number
  /** Each pixel becomes a square of this many pixels each way. */
  readonly enlarge: number
}

const ground = 18
const ink = 225

/**
 * Several clips side by side in one, row after row, each in a cell of the largest one's size with its label under it. A
 * clip that ends before the longest stays on its last frame.
 */
export const drawSheet = (clips: readonly SheetClip[], { columns, gap, enlarge }: SheetLayout): Frames => {
  const cell = {
    width: Math.max(...clips.map(({ frames }) => frames.width)) * enlarge,
    height: Math.max(...clips.map(({ frames }) => frames.height)) * enlarge,
  }
  const size = Math.max(1, Math.floor(cell.height / 64))
  const band = clips.some(({ label }) => label !== '') ? (letter.height + 4) * size : 0
  const rows = Math.ceil(clips.length / columns)
  const width = columns * (cell.width + gap) + gap
  const height = rows * (cell.height + band + gap) + gap
  const count = Math.max(...clips.map(({ frames }) => frames.count))
  const data = new Uint8Array(count * width * height * 3).fill(ground)

  clips.forEach(({ frames, label }, index) => {
    const left = gap + (index % columns) * (cell.width + gap)
    const top = gap + Math.floor(index / columns) * (cell.height + band + gap)
    const x0 = left + Math.floor((cell.width - frames.width * enlarge) / 2)
    const y0 = top + Math.floor((cell.height - frames.height * enlarge) / 2)
    const letters = letterPixels(label)
    for (let frame = 0; frame < count; frame++) {
      const from = Math.min(frame, frames.count - 1) * frames.height * frames.width * 3
      const to = frame * height * width * 3
      for (let y = 0; y < frames.height * enlarge; y++)
        for (let x = 0; x < frames.width * enlarge; x++) {
          const source = from + (Math.floor(y / enlarge) * frames.width + Math.floor(x / enlarge)) * 3
          const target = to + ((y0 + y) * width + x0 + x) * 3
          for (let colour = 0; colour < 3; colour++) data[target + colour] = frames.data[source + colour] as number
        }
      const shown = Math.min(letters.width * size, cell.width)
      for (let y = 0; y < letter.height * size; y++)
        for (let x = 0; x < shown; x++)
          if (letters.covers(Math.floor(x / size), Math.floor(y / size))) {
            const target = to + ((top + cell.height + 2 * size + y) * width + left + x) * 3
            data.fill(ink, target, target + 3)
          }
    }
  })
  return { data, count, width, height }
}
