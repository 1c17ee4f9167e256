import { expect, test } from 'vitest'
import { unetCallBytes } from '../../../server/worker/unet-memory.ts'

const widths = [320, 640, 1280, 1280]

test('the whole 1.7 b UNet takes about 2 GB for 16 frames of 256 × 256 under guidance, as was measured', () => {
  expect(unetCallBytes(widths, [2, 4, 16, 32, 32], 'float32') / 1e9).toBeCloseTo(2, 0)
})

test('it grows with the clip and the network, and half precision takes half', () => {
  const of = (frames: number, size: number, scale = 1) =>
    unetCallBytes(
      widths.map((width) => width * scale),
      [2, 4, frames, size, size],
      'float32',
    )
  expect(of(32, 32)).toBe(2 * of(16, 32))
  expect(of(16, 64)).toBe(4 * of(16, 32))
  expect(of(16, 32, 1 / 4)).toBe(of(16, 32) / 4)
  expect(2 * unetCallBytes(widths, [1, 4, 8, 32, 32], 'float16')).toBe(
    unetCallBytes(widths, [1, 4, 8, 32, 32], 'float32'),
  )
})
