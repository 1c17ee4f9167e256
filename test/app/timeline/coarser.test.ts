import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coarserFactors, scaleFor } from '../../../app/timeline/coarser.ts'
import { colour, type Factors } from '../../../diffusion/latent-colour.ts'

const factorsOf = (kernel: 1 | 3, scale: number, weight: (at: number) => number): Factors => ({
  format: 'latent-colour',
  channels: 4,
  kernel,
  scale,
  weights: Array.from({ length: (4 * kernel ** 2 + 1) * scale ** 2 * 3 }, (_, at) => weight(at)),
})

test('coarser colours are the mean of the fine ones that they stand for', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1 as const, 3 as const),
      fc.constantFrom(2, 4, 8),
      fc.constantFrom(1, 2),
      fc.nat(),
      (kernel, scale, coarse, seed) => {
        // Small weights around grey: no colour is cut off at black or white.
        const fine = factorsOf(kernel, scale, (at) => ((at * 7919 + seed) % 97) / 97 / (40 * kernel ** 2))
        const [height, width] = [3, 2]
        const latent = Array.from({ length: 4 * height * width }, (_, at) => ((at * 31 + seed) % 53) / 53)
        const one = colour(latent, 1, height, width, fine)
        const two = colour(latent, 1, height, width, coarserFactors(fine, coarse))
        const block = scale / coarse
        expect(two.length).toBe(height * width * coarse ** 2 * 4)
        for (let row = 0; row < height * coarse; row++)
          for (let column = 0; column < width * coarse; column++)
            for (let rgb = 0; rgb < 3; rgb++) {
              let sum = 0
              for (let y = 0; y < block; y++)
                for (let x = 0; x < block; x++)
                  sum += one[((row * block + y) * width * scale + column * block + x) * 4 + rgb]!
              // Each of the fine ones was rounded.
              expect(Math.abs(two[(row * width * coarse + column) * 4 + rgb]! - sum / block ** 2)).toBeLessThanOrEqual(
                1,
              )
            }
      },
    ),
    { numRuns: 12 },
  )
})

test('a cell gets as many pixels as it is shown with, and no more than the factors have', () => {
  expect(scaleFor(8, 8, 30)).toBe(4)
  expect(scaleFor(8, 8, 32)).toBe(4)
  expect(scaleFor(8, 8, 33)).toBe(8)
  expect(scaleFor(8, 32, 30)).toBe(1)
  expect(scaleFor(4, 2, 500)).toBe(4)
  const own = factorsOf(3, 4, (at) => at)
  expect(coarserFactors(own, 4)).toBe(own)
})
