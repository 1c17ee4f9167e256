import type { Factors } from '../../diffusion/latent-colour.ts'

/** The coarsest scale at which a picture has as many pixels as it is shown with, or the scale that the factors have. */
export const scaleFor = (scale: number, values: number, pixels: number): number => {
  for (let coarse = 1; coarse < scale; coarse++) if (scale % coarse === 0 && values * coarse >= pixels) return coarse
  return scale
}

/** The same colours with fewer sub-pixels for each latent value: the mean of those that fall together, which takes a share of the time. `scale` divides that of the factors. */
export const coarserFactors = (factors: Factors, scale: number): Factors => {
  if (scale === factors.scale) return factors
  const block = factors.scale / scale
  const rows = factors.channels * factors.kernel ** 2 + 1
  const weights = new Array<number>(rows * scale ** 2 * 3).fill(0)
  for (let row = 0; row < rows; row++)
    for (let y = 0; y < factors.scale; y++)
      for (let x = 0; x < factors.scale; x++)
        for (let rgb = 0; rgb < 3; rgb++) {
          const sub = Math.floor(y / block) * scale + Math.floor(x / block)
          const fine = factors.weights[(row * factors.scale ** 2 + y * factors.scale + x) * 3 + rgb]!
          weights[(row * scale ** 2 + sub) * 3 + rgb]! += fine / block ** 2
        }
  return { ...factors, scale, weights }
}
