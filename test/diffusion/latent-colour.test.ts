import { describe, expect, test } from 'vitest'
import { colour, createColourer, createFit, quantise } from '../../diffusion/latent-colour.ts'
import { createTorchNoise } from '../../diffusion/torch-noise.ts'

type Shape = readonly [frames: number, channels: number, height: number, width: number]

const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1)

/** The latent that 8 bits stand for, of shape (frames, channels, height, width). */
function dequantise({ data, scale, zero }: ReturnType<typeof quantise>, shape: Shape): Float32Array {
  const [, channels, height, width] = shape
  const plane = height * width
  return Float32Array.from(data, (byte, at) => {
    const c = Math.floor(at / plane) % channels
    return (zero[c] as number) + (scale[c] as number) * byte
  })
}

/** Pictures that a known linear map makes of latents: weights (channels · kernel² + 1, scale² · 3). */
function paint(
  latents: Float32Array,
  [frames, channels, height, width]: Shape,
  kernel: number,
  scale: number,
  weights: Float32Array,
): Float32Array {
  const pictures = new Float32Array(frames * 3 * height * width * scale * scale)
  const reach = (kernel - 1) / 2
  const clampTo = (v: number, most: number) => Math.min(Math.max(v, 0), most)
  for (let f = 0; f < frames; f++)
    for (let y = 0; y < height * scale; y++)
      for (let x = 0; x < width * scale; x++)
        for (let rgb = 0; rgb < 3; rgb++) {
          const column = ((y % scale) * scale + (x % scale)) * 3 + rgb
          const columns = scale * scale * 3
          let row = 0
          let sum = 0
          for (let c = 0; c < channels; c++)
            for (let dy = -reach; dy <= reach; dy++)
              for (let dx = -reach; dx <= reach; dx++) {
                const r = clampTo(Math.floor(y / scale) + dy, height - 1)
                const k = clampTo(Math.floor(x / scale) + dx, width - 1)
                const value = latents[((f * channels + c) * height + r) * width + k] as number
                sum += value * (weights[row++ * columns + column] as number)
              }
          sum += weights[row * columns + column] as number
          pictures[((f * 3 + rgb) * height * scale + y) * width * scale + x] = sum
        }
  return pictures
}

const settings = [
  [1, 1],
  [1, 8],
  [3, 1],
  [3, 2],
  [3, 4],
] as const

describe.each(settings)('kernel %d, scale %d', (kernel, scale) => {
  const shape: Shape = [3, 4, 9, 7]
  const noise = createTorchNoise(kernel * 10 + scale)
  const latents = noise.normal(sizeOf(shape))
  const weights = noise.normal((4 * kernel * kernel + 1) * scale * scale * 3).map((w) => w / 40)
  for (let i = weights.length - scale * scale * 3; i < weights.length; i++) weights[i] = 0.5
  const pictures = paint(latents, shape, kernel, scale, weights)
  const pictureShape: Shape = [3, 3, 9 * scale, 7 * scale]

  const fit = createFit({ channels: 4, kernel, scale })
  fit.add(latents, shape, pictures, pictureShape)
  const factors = fit.solve()

  test('least squares finds the map that made the pictures', () => {
    for (const [i, w] of factors.weights.entries()) expect(Math.abs(w - (weights[i] as number))).toBeLessThan(1e-4)
  })

  test('colours floats as the map does, and 8 bits nearly so', () => {
    const rgba = colour(latents, 3, 9, 7, factors)
    const fromBytes = createColourer(factors)(quantise(latents, shape), 3, 9, 7)
    const plane = 9 * scale * 7 * scale
    for (let i = 0; i < 3 * plane; i++) {
      const [frame, pixel] = [Math.floor(i / plane), i % plane]
      for (let rgb = 0; rgb < 3; rgb++) {
        const exact = Math.min(Math.max((pictures[(frame * 3 + rgb) * plane + pixel] as number) * 255, 0), 255)
        expect(Math.abs((rgba[i * 4 + rgb] as number) - exact)).toBeLessThan(0.6)
        expect(Math.abs((fromBytes[i * 4 + rgb] as number) - exact)).toBeLessThan(8)
      }
      expect(rgba[i * 4 + 3]).toBe(255)
    }
  })
})

test('pairs that are added one by one and larger pictures give the same fit', () => {
  const noise = createTorchNoise(3)
  const latents = noise.normal(2 * 4 * 4 * 4)
  const pictures = noise.normal(2 * 3 * 32 * 32)
  const whole = createFit({ channels: 4, kernel: 1, scale: 2 })
  whole.add(latents, [2, 4, 4, 4], pictures, [2, 3, 32, 32])
  const parts = createFit({ channels: 4, kernel: 1, scale: 2 })
  for (const f of [0, 1])
    parts.add(
      latents.subarray(f * 64, f * 64 + 64),
      [1, 4, 4, 4],
      pictures.subarray(f * 3072, f * 3072 + 3072),
      [1, 3, 32, 32],
    )
  expect(parts.solve()).toEqual(whole.solve())
})

test('a channel that never changes does no harm', () => {
  const fit = createFit({ channels: 2, kernel: 1, scale: 1 })
  const latents = createTorchNoise(5)
    .normal(32)
    .map((v, i) => (i < 16 ? v : 0.25))
  fit.add(latents, [1, 2, 4, 4], new Float32Array(48).fill(0.5), [1, 3, 4, 4])
  const { weights } = fit.solve()
  expect(weights.every((w) => Math.abs(w) < 1)).toBe(true)
})

describe('quantise', () => {
  test('moves no value by more than half a step of its channel', () => {
    for (let seed = 0; seed < 20; seed++) {
      const shape: Shape = [2, 4, 5, 3]
      const latent = createTorchNoise(seed)
        .normal(sizeOf(shape))
        .map((v, i) => v * 10 ** (i % 7))
      const { data, scale, zero } = quantise(latent, shape)
      const back = dequantise({ data, scale, zero }, shape)
      latent.forEach((value, i) => {
        const c = Math.floor(i / 15) % 4
        const step = scale[c] as number
        expect(Math.abs((back[i] as number) - value)).toBeLessThanOrEqual(
          step / 2 + 1e-6 * Math.abs(value) + step * 1e-4,
        )
      })
    }
  })

  test('keeps a constant channel exactly', () => {
    const latent = new Float32Array(8).fill(0.3)
    expect(dequantise(quantise(latent, [2, 1, 2, 2]), [2, 1, 2, 2])).toEqual(latent)
  })

  test('refuses what is not finite and a wrong shape', () => {
    expect(() => quantise([1, Number.NaN], [1, 1, 1, 2])).toThrow('NaN')
    expect(() => quantise([1, 2, 3], [1, 1, 1, 2])).toThrow('shape')
  })
})

test('sizes that do not fit are refused', () => {
  const fit = createFit({ channels: 4, kernel: 1, scale: 2 })
  expect(() => fit.add(new Float32Array(64), [1, 4, 4, 4], new Float32Array(48), [1, 3, 4, 4])).toThrow('multiple of 2')
  expect(() => fit.solve()).toThrow('Add at least one')
  const factors = { format: 'latent-colour', channels: 4, kernel: 1, scale: 1, weights: new Array(15).fill(0) } as const
  expect(() => colour(new Float32Array(10), 1, 2, 2, factors)).toThrow('10 latent values')
  expect(() => createColourer({ ...factors, scale: 2 })).toThrow('15 weights')
})
