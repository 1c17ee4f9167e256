import { expect, test } from 'vitest'
import type { Thumbnail } from '../../workflow/thumbnail.ts'
import { type Frames, type Latent, summarise } from '../../workflow/values.ts'

const pixels = ({ rgb }: Thumbnail) => Array.from(atob(rgb), (sign) => sign.charCodeAt(0))

test('frames are summed up with their numbers and the middle frame in small', () => {
  const [count, height, width] = [3, 40, 80]
  const data = new Uint8Array(count * height * width * 3)
  // The middle frame is red at the left and blue at the right.
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data[((height + y) * width + x) * 3 + (x < width / 2 ? 0 : 2)] = 240
  const frames: Frames = { data, count, height, width }
  const summary = summarise('frames', frames)
  if (summary.type !== 'frames' || !summary.thumbnail) throw new Error('There is no thumbnail.')
  expect(summary.numbers).toMatchObject({ count: data.length, min: 0, max: 240, nan: 0 })
  expect(summary.numbers?.mean).toBeCloseTo(240 / 9, 4)
  expect([summary.thumbnail.width, summary.thumbnail.height]).toEqual([32, 16])
  const shown = pixels(summary.thumbnail)
  expect(shown).toHaveLength(32 * 16 * 3)
  expect(shown.slice(0, 3)).toEqual([240, 0, 0])
  expect(shown.slice(31 * 3, 32 * 3)).toEqual([0, 0, 240])
})

test('a latent is summed up with its numbers, its NaN counted, and a picture that stretches what it holds', () => {
  const shape = [1, 4, 2, 4, 4] as const
  const sample = Float32Array.from({ length: 4 * 2 * 16 }, (_, at) => (at % 16) / 1000)
  sample[0] = Number.NaN
  const latent: Latent = { sample, shape, seed: 1, draws: 1 }
  const summary = summarise('latent', latent)
  if (summary.type !== 'latent' || !summary.thumbnail) throw new Error('There is no thumbnail.')
  expect(summary.numbers).toMatchObject({ count: 128, nan: 1, min: 0, max: 0.015 })
  const shown = pixels(summary.thumbnail)
  expect([Math.min(...shown), Math.max(...shown)]).toEqual([0, 255])
})

test('nothing to see gives no picture, and is no error', () => {
  expect(summarise('frames', { data: new Uint8Array(), count: 0, height: 0, width: 0 })).not.toHaveProperty('thumbnail')
  const empty: Latent = { sample: new Float32Array(), shape: [1, 0, 0, 0, 0], seed: 1, draws: 0 }
  expect(summarise('latent', empty)).not.toHaveProperty('thumbnail')
})
