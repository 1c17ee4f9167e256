import { describe, expect, test } from 'vitest'
import { blendWindows, type ClipShape, cutWindow, frameWindows } from '../../diffusion/frame-windows.ts'
import { createTorchNoise } from '../../diffusion/torch-noise.ts'

const settings = [1, 2, 3, 5, 16, 17, 31, 48, 64].flatMap((count) =>
  [1, 2, 4, 16, 100].flatMap((length) =>
    [0, 1, 3, 8, 99].flatMap((overlap) => [false, true].map((loop) => ({ count, length, overlap, loop }))),
  ),
)

describe('windows over any clip', () => {
  test('cover every frame, hold no frame twice, and are no longer than they may be', () => {
    for (const { count, ...wish } of settings) {
      const windows = frameWindows(count, wish)
      const seen = new Set(windows.flatMap(({ frames }) => frames))
      expect(
        [...seen].sort((a, b) => a - b),
        JSON.stringify({ count, ...wish }),
      ).toEqual(Array.from({ length: count }, (_, i) => i))
      for (const { frames, weights } of windows) {
        expect(frames).toHaveLength(Math.min(count, wish.length))
        expect(weights).toHaveLength(frames.length)
        expect(new Set(frames).size).toBe(frames.length)
        expect(weights.every((weight) => weight > 0)).toBe(true)
      }
    }
  })

  test('share at least the overlap with the next', () => {
    for (const { count, ...wish } of settings) {
      const windows = frameWindows(count, wish)
      const size = Math.min(count, wish.length)
      const least = Math.min(wish.overlap, size - 1)
      for (const [i, { frames }] of windows.entries()) {
        const next = windows[i + 1] ?? (wish.loop ? windows[0] : undefined)
        if (!next || next.frames === frames) continue
        const shared = frames.filter((frame) => next.frames.includes(frame)).length
        expect(shared, JSON.stringify({ count, ...wish })).toBeGreaterThanOrEqual(least)
      }
    }
  })

  test('go over the end of a loop, and of no other clip', () => {
    for (const { count, ...wish } of settings) {
      const wraps = frameWindows(count, wish).some(({ frames }) =>
        frames.some((frame, i) => i > 0 && frame < (frames[i - 1] as number)),
      )
      const title = JSON.stringify({ count, ...wish })
      if (!wish.loop) expect(wraps, title).toBe(false)
      else if (Math.min(count, wish.length) > 1 && wish.overlap > 0) expect(wraps, title).toBe(true)
    }
  })

  test('a clip that is not longer than a window is one window', () => {
    expect(frameWindows(16, { length: 16, overlap: 8, loop: false })).toHaveLength(1)
    expect(frameWindows(5, { length: 16, overlap: 8, loop: false })).toHaveLength(1)
  })
})

test('what was cut into windows and is blended again is what it was', () => {
  for (const { count, ...wish } of settings) {
    const shape: ClipShape = [2, 3, count, 2, 1]
    const clip = createTorchNoise(count).normal(2 * 3 * count * 2)
    const parts = frameWindows(count, wish).map((window) => ({ window, values: cutWindow(clip, shape, window.frames) }))
    const blended = blendWindows(parts, shape)
    const off = clip.reduce((most, value, i) => Math.max(most, Math.abs(value - (blended[i] as number))), 0)
    expect(off).toBeLessThan(1e-6)
    if (parts.length === 1) expect(blended).toEqual(clip)
  }
})

test('where windows differ, a frame counts the more the nearer it is to the middle of its window', () => {
  const shape: ClipShape = [1, 1, 6, 1, 1]
  const windows = frameWindows(6, { length: 4, overlap: 2, loop: false })
  expect(windows.map(({ frames }) => frames)).toEqual([
    [0, 1, 2, 3],
    [2, 3, 4, 5],
  ])
  const parts = windows.map((window, i) => ({ window, values: new Float32Array(4).fill(i) }))
  // Weights 1, 2, 2, 1: frame 2 is the third of the first window and the first of the second.
  expect([...blendWindows(parts, shape)].map((value) => Math.round(value * 30) / 30)).toEqual([
    0,
    0,
    10 / 30,
    20 / 30,
    1,
    1,
  ])
})
