import { describe, expect, test } from 'vitest'
import { createTorchNoise, skipDraws } from '../../diffusion/torch-noise.ts'
import { readGolden } from './golden-file.ts'

interface Case {
  readonly seed: number
  readonly shape: readonly number[]
  readonly first: readonly number[]
  readonly last: readonly number[]
  readonly sum: number
  readonly second_first: readonly number[]
}

/** torch.randn on a CPU generator: /work/shared/reference/randn.json. */
const cases = JSON.parse(readGolden('randn.json')) as readonly Case[]

function expectNear(actual: Float32Array, wanted: readonly number[]): void {
  for (const [i, value] of wanted.entries()) expect(Math.abs(value - (actual[i] as number))).toBeLessThan(2e-6)
}

test.each(cases.map((c) => [c.seed, c.shape.join(' × '), c] as const))('torch.randn, seed %d, %s', (_, __, c) => {
  const count = c.shape.reduce((a, b) => a * b, 1)
  const source = createTorchNoise(c.seed)
  const noise = source.normal(count)
  expect(noise).toHaveLength(count)
  expectNear(noise, c.first)
  expectNear(noise.subarray(count - c.last.length), c.last)
  const sum = noise.reduce((a, b) => a + b, 0)
  expect(Math.abs(sum - c.sum)).toBeLessThan(1e-6 * count + 1e-4)
  expectNear(source.normal(count), c.second_first)
  expect(source.draws).toBe(2)
})

describe('a source', () => {
  test.each([5, 15, 16, 17, 1000])('is restored from its seed and draws of %d', (count) => {
    const source = createTorchNoise(11)
    for (let i = 0; i < 3; i++) source.normal(count)
    const restored = skipDraws(11, 3, count)
    expect(restored.draws).toBe(3)
    expect(restored.normal(count)).toEqual(source.normal(count))
  })

  test('refuses a seed that is no whole number', () => {
    for (const seed of [-1, 0.5, 2 ** 60, Number.NaN]) expect(() => createTorchNoise(seed)).toThrow(String(seed))
  })
})
