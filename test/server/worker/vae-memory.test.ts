import { expect, test } from 'vitest'
import { pixelsAtOnce } from '../../../server/worker/vae-memory.ts'

const gibibyte = 2 ** 30
const frame = 256 * 256

test('the whole VAE decodes 3 frames of 256 × 256 at once where there is memory, and one on a small card', () => {
  const widths = [128, 256, 512, 512]
  expect(Math.floor(pixelsAtOnce(widths, 64 * gibibyte, 'float32') / frame)).toBe(3)
  expect(Math.floor(pixelsAtOnce(widths, 8 * gibibyte, 'float16') / frame)).toBe(7)
  expect(Math.floor(pixelsAtOnce(widths, 3 * gibibyte, 'float32') / frame)).toBe(1)
})

test('less memory and wider networks never give more pixels, and there is always one', () => {
  let last = Number.POSITIVE_INFINITY
  for (let memory = 32 * gibibyte; memory > 1; memory /= 2) {
    const pixels = pixelsAtOnce([128, 256], memory, 'float32')
    expect(pixels).toBeLessThanOrEqual(last)
    expect(pixels).toBeGreaterThanOrEqual(pixelsAtOnce([256, 512], memory, 'float32'))
    expect(pixels).toBeGreaterThanOrEqual(1)
    last = pixels
  }
})
