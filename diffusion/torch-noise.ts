import { createTwister, type Twister } from './mersenne-twister.ts'

/** Successive draws of standard normal noise. */
export interface NoiseSource {
  /** How often `normal` was called. */
  readonly draws: number
  /** The next `count` values. */
  normal(count: number): Float32Array
}

/**
 * Noise as `torch.randn` draws it in float32 from a CPU generator with this seed, call by call: within one unit in the
 * last place or two, since the logarithm and cosine of torch's vector code round differently.
 * `seed` is a whole number; torch keeps its lowest 32 bits.
 */
export function createTorchNoise(seed: number): NoiseSource {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new Error(`Seed ${seed} is no whole number from 0 to ${Number.MAX_SAFE_INTEGER}. Choose another.`)
  const twister = createTwister(seed % 2 ** 32)
  const small = createScalarNormal(twister)
  let draws = 0
  return {
    get draws() {
      return draws
    },
    normal(count) {
      draws++
      // From 16 values on torch fills a block of uniforms and turns them over in pairs.
      return count < 16 ? Float32Array.from({ length: count }, small) : fillNormal(twister, count)
    },
  }
}

/** The source as it stands after `draws` draws of `count` values each: restores a run that was saved. */
export function skipDraws(seed: number, draws: number, count: number): NoiseSource {
  const source = createTorchNoise(seed)
  for (let i = 0; i < draws; i++) source.normal(count)
  return source
}

/** Box and Muller's transform on blocks of 16: the first eight uniforms are radii, the last eight angles. */
function fillNormal(twister: Twister, count: number): Float32Array {
  const data = new Float32Array(count)
  for (let i = 0; i < count; i++) data[i] = uniform(twister)
  for (let i = 0; i + 16 <= count; i += 16) transformBlock(data, i)
  if (count % 16 !== 0) {
    // The rest shares a block with what lies before it, drawn anew.
    const last = count - 16
    for (let i = last; i < count; i++) data[i] = uniform(twister)
    transformBlock(data, last)
  }
  return data
}

function transformBlock(data: Float32Array, at: number): void {
  for (let i = at; i < at + 8; i++) {
    const u1 = Math.fround(1 - (data[i] as number))
    const radius = Math.fround(Math.sqrt(Math.fround(-2 * Math.fround(Math.log(u1)))))
    const theta = Math.fround(Math.fround(2 * Math.PI) * (data[i + 8] as number))
    data[i] = radius * Math.fround(Math.cos(theta))
    data[i + 8] = radius * Math.fround(Math.sin(theta))
  }
}

/** In 0..1, of 24 bits. */
function uniform(twister: Twister): number {
  return (twister.next() & 0xffffff) * 2 ** -24
}

/** One value at a time in double, from 53-bit uniforms; the second of each pair waits for the next call. */
function createScalarNormal(twister: Twister): () => number {
  let waiting: number | undefined
  const uniform53 = () => {
    const high = twister.next()
    const low = twister.next()
    return ((high & 0x1fffff) * 2 ** 32 + low) * 2 ** -53
  }
  return () => {
    if (waiting !== undefined) {
      const value = waiting
      waiting = undefined
      return value
    }
    const u1 = uniform53()
    const u2 = uniform53()
    const radius = Math.sqrt(-2 * Math.log1p(-u2))
    const theta = 2 * Math.PI * u1
    waiting = radius * Math.sin(theta)
    return radius * Math.cos(theta)
  }
}
