import type { Networks } from '../../server/worker/networks.ts'

/** How the fake VAE scales its latents, and how many pixels a latent covers each way. */
export interface FakeNetworksOptions {
  readonly scalingFactor?: number
  readonly shiftFactor?: number
  readonly spatialFactor?: number
  /** The UNet's answer is `k` times its sample. */
  readonly k?: number
}

/** Networks that count what they were asked. */
export interface FakeNetworks extends Networks {
  readonly asked: Record<'encodeText' | 'predict' | 'vaeScale' | 'decode' | 'encode' | 'close', number>
}

type Row = readonly [number, number, number]

/** RGB from the first three latent channels; it has an exact inverse. */
const toColour: readonly Row[] = [
  [0.5, 0.25, 0],
  [0, 0.5, -0.25],
  [0.25, 0, 0.5],
]
const toLatent = inverse(toColour)
const latentChannels = 4
const textWidth = 4

/**
 * Networks that are formulas. The text encoder gives each id a state of its own; the UNet answers `k` times its sample.
 * The VAE is linear: of each square it keeps the mean colour (three channels, mixed) and how much brighter its right half
 * is (the fourth), and it draws bilinearly between the means, so that a square's colours depend on its neighbours too.
 */
export const createFakeNetworks = ({
  scalingFactor = 0.5,
  shiftFactor = 0,
  spatialFactor = 8,
  k = 0.5,
}: FakeNetworksOptions = {}): FakeNetworks => {
  const asked = { encodeText: 0, predict: 0, vaeScale: 0, decode: 0, encode: 0, close: 0 }
  const spent = { calls: 0, ms: 0, openingMs: 0 }
  const called = (name: keyof typeof asked) => {
    asked[name]++
    spent.calls++
  }
  return {
    asked,
    spent,
    encodeText: async (_, ids, skip) => {
      called('encodeText')
      const tokens = ids[0]?.length ?? 0
      const states = ids.flat().flatMap((id) => Array.from({ length: textWidth }, (_, at) => Math.sin(id + at - skip)))
      return { data: Float32Array.from(states), shape: [ids.length, tokens, textWidth] }
    },
    predict: async (_, { sample }) => {
      called('predict')
      return sample.map((value) => k * value)
    },
    predictMemory: async () => ({ bytes: 0, available: 1 }),
    vaeScale: async () => {
      asked.vaeScale++
      return { scalingFactor, shiftFactor, spatialFactor, pixelsAtOnce: 2 ** 20 }
    },
    decode: async (_, latents, [frames, channels, height, width]) => {
      called('decode')
      if (channels !== latentChannels || latents.length !== frames * channels * height * width)
        throw new Error(`The fake VAE takes ${latentChannels} channels; ${latents.length} values came.`)
      const shape = [frames, 3, height * spatialFactor, width * spatialFactor] as const
      const data = new Float32Array(frames * 3 * shape[2] * shape[3])
      let at = 0
      for (let frame = 0; frame < frames; frame++)
        for (let colour = 0; colour < 3; colour++)
          for (let y = 0; y < shape[2]; y++)
            for (let x = 0; x < shape[3]; x++) {
              const between = (channel: number) =>
                bilinear(latents, (frame * channels + channel) * height * width, height, width, y, x, spatialFactor)
              const mean = toColour[colour]!.reduce<number>(
                (sum, weight, channel) => sum + weight * between(channel),
                0,
              )
              const side = (2 * ((x % spatialFactor) + 0.5)) / spatialFactor - 1
              data[at++] = mean + 0.25 * between(3) * side
            }
      return { data, shape }
    },
    encode: async (_, pictures, [frames, colours, height, width]) => {
      called('encode')
      if (colours !== 3 || height % spatialFactor || width % spatialFactor)
        throw new Error(
          `The fake VAE takes RGB whose sides are multiples of ${spatialFactor}; ${height} × ${width} came.`,
        )
      const [rows, columns] = [height / spatialFactor, width / spatialFactor]
      const data = new Float32Array(frames * latentChannels * rows * columns)
      for (let frame = 0; frame < frames; frame++)
        for (let row = 0; row < rows; row++)
          for (let column = 0; column < columns; column++) {
            const halves = [0, 1].map((half) =>
              [0, 1, 2].map((colour) => {
                let sum = 0
                for (let y = 0; y < spatialFactor; y++)
                  for (let x = 0; x < spatialFactor / 2; x++) {
                    const line = (frame * 3 + colour) * height + row * spatialFactor + y
                    sum += pictures[line * width + column * spatialFactor + (half * spatialFactor) / 2 + x]!
                  }
                return (2 * sum) / spatialFactor ** 2
              }),
            )
            const mean = [0, 1, 2].map((colour) => (halves[0]![colour]! + halves[1]![colour]!) / 2)
            const right = [0, 1, 2].reduce((sum, colour) => sum + halves[1]![colour]! - halves[0]![colour]!, 0)
            const values = [...toLatent.map((weights) => dot(weights, mean)), right]
            for (const [channel, value] of values.entries())
              data[((frame * latentChannels + channel) * rows + row) * columns + column] = value
          }
      const logvar = new Float32Array(data.length).fill(-30)
      return { mean: data, logvar, shape: [frames, latentChannels, rows, columns] }
    },
    close: async () => {
      asked.close++
    },
  }
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, each, i) => sum + each * b[i]!, 0)

/** The value of a plane between the middles of its squares; beyond the outer ones it stays. */
function bilinear(
  plane: Float32Array,
  start: number,
  height: number,
  width: number,
  y: number,
  x: number,
  factor: number,
): number {
  const [v, u] = [(y + 0.5) / factor - 0.5, (x + 0.5) / factor - 0.5]
  const [top, left] = [Math.floor(v), Math.floor(u)]
  const at = (row: number, column: number) =>
    plane[start + Math.min(Math.max(row, 0), height - 1) * width + Math.min(Math.max(column, 0), width - 1)]!
  const across = (row: number) => at(row, left) * (1 - (u - left)) + at(row, left + 1) * (u - left)
  return across(top) * (1 - (v - top)) + across(top + 1) * (v - top)
}

/** The inverse of a 3 × 3 matrix, by cofactors. */
function inverse(m: readonly Row[]): number[][] {
  const cofactor = (row: number, column: number) => {
    const at = (r: number, c: number) => m[(row + r) % 3]![(column + c) % 3]!
    return at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1)
  }
  const determinant = [0, 1, 2].reduce((sum, column) => sum + m[0]![column]! * cofactor(0, column), 0)
  return [0, 1, 2].map((row) => [0, 1, 2].map((column) => cofactor(column, row) / determinant))
}
