import { expect, test } from 'vitest'
import contactSheet from '../../nodes/contact-sheet.ts'
import { letterPixels } from '../../nodes/pictures/tiny-letters.ts'
import type { Frames } from '../../workflow/values.ts'
import { createFakeContext } from '../fakes/context.ts'

const clip = (tint: number, count = 2, width = 8, height = 6): Frames => ({
  data: Uint8Array.from({ length: count * width * height * 3 }, (_, i) => tint + Math.floor(i / (width * height * 3))),
  count,
  width,
  height,
})
const sheet = async (inputs: Record<string, unknown>) =>
  (await contactSheet.run({ labels: '', columns: 0, enlarge: 1, ...inputs }, createFakeContext())).frames as Frames
const pixel = ({ data, width, height }: Frames, frame: number, x: number, y: number) =>
  data[((frame * height + y) * width + x) * 3]

test('clips stand row after row in the order of their letters, with a gap around each', async () => {
  const frames = await sheet({ a: clip(50), c: clip(100), h: clip(150), columns: 2 })
  expect(frames).toMatchObject({ count: 2, width: 2 * (8 + 4) + 4, height: 2 * (6 + 4) + 4 })
  const corners = [
    [4, 4, 50],
    [16, 4, 100],
    [4, 14, 150],
  ] as const
  for (const [x, y, tint] of corners) {
    expect(pixel(frames, 0, x, y)).toBe(tint)
    expect(pixel(frames, 1, x + 7, y + 5)).toBe(tint + 1)
  }
  for (const [x, y] of [
    [3, 4],
    [12, 4],
    [16, 14],
  ] as const)
    expect(pixel(frames, 0, x, y)).toBe(18)
})

test('a shorter clip stays on its last frame, a smaller one in the middle of its cell', async () => {
  const frames = await sheet({ a: clip(50, 3), b: clip(100, 1, 4, 2), columns: 2 })
  expect(frames.count).toBe(3)
  expect(pixel(frames, 2, 4, 4)).toBe(52)
  expect(pixel(frames, 2, 16 + 2, 4 + 2)).toBe(100)
  expect(pixel(frames, 2, 16, 4)).toBe(18)
})

test('enlarging makes squares of pixels; auto makes about as many columns as rows', async () => {
  const frames = await sheet({ a: clip(50), b: clip(60), c: clip(70), d: clip(80), enlarge: 3 })
  expect(frames).toMatchObject({ width: 2 * (24 + 4) + 4, height: 2 * (18 + 4) + 4 })
  expect(pixel(frames, 0, 4 + 23, 4 + 17)).toBe(50)
})

test('a label is written under its clip, and stays within it', async () => {
  const frames = await sheet({ a: clip(50, 1, 16), b: clip(60, 1, 16), columns: 2, labels: 'I\nan endless label' })
  const bright = (from: number, to: number) => {
    const found: string[] = []
    for (let y = 10; y < frames.height; y++)
      for (let x = from; x < to; x++) if (pixel(frames, 0, x, y) === 225) found.push(`${x - from},${y - 10}`)
    return found
  }
  expect(bright(4, 20)).toEqual(['0,2', '1,2', '2,2', '1,3', '1,4', '1,5', '0,6', '1,6', '2,6'])
  expect(bright(24, 40).length).toBeGreaterThan(9)
  expect(bright(40, 44)).toEqual([])
})

test('letters have no accents and no lower case; what is not known is a block', () => {
  const drawn = (text: string) => {
    const { width, covers } = letterPixels(text)
    return Array.from({ length: 5 }, (_, y) =>
      Array.from({ length: width }, (_, x) => (covers(x, y) ? '#' : '.')).join(''),
    )
  }
  expect(drawn('Ü')).toEqual(drawn('u'))
  expect(drawn('π')).toEqual(['###', '###', '###', '###', '###'])
  expect(drawn('a1')).toEqual(['.#...#.', '#.#.##.', '###..#.', '#.#..#.', '#.#.###'])
})

test('without a clip it says what to connect', async () => {
  await expect(sheet({})).rejects.toThrow('Connect frames to a')
})
