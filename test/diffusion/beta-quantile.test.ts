import { expect, test } from 'vitest'
import { betaQuantile } from '../../diffusion/beta-quantile.ts'

const shares = Array.from({ length: 101 }, (_, i) => i / 100)

test('is known in closed form for equal parameters 1 and 1/2', () => {
  for (const p of shares) {
    expect(betaQuantile(p, 1, 1)).toBeCloseTo(p, 12)
    expect(betaQuantile(p, 0.5, 0.5)).toBeCloseTo(Math.sin((Math.PI * p) / 2) ** 2, 12)
  }
})

test('rises, and mirrors itself for equal parameters', () => {
  shares.forEach((p, i) => {
    const x = betaQuantile(p, 0.6, 0.6)
    expect(x + betaQuantile(1 - p, 0.6, 0.6)).toBeCloseTo(1, 12)
    if (i > 0) expect(x).toBeGreaterThan(betaQuantile(shares[i - 1] as number, 0.6, 0.6))
  })
})
