import { createHash } from 'node:crypto'
import { elementBytes } from '../../onnx/tensors.ts'

/** The element types in which weights can be made. */
export type MadeType = 'F16' | 'F32'

/** How many different values a tensor has: enough to be no pattern, few enough to be made once for each tensor. */
const distinct = 4096

/**
 * Random numbers for a weight, in pieces of at most a few MiB: the same for the same seed and path, whatever was made
 * before. Matrices and kernels are uniform with the variance 1 / fan-in, so that signals keep their size on their way
 * through; scales of norms lie about 1, biases and shifts about 0, and none is exactly that: an error in either would show.
 */
export function* randomWeights(
  seed: number,
  path: string,
  shape: readonly number[],
  type: MadeType,
): Generator<Uint8Array> {
  const count = shape.reduce((product, size) => product * size, 1)
  const values = tableOf(path, shape)
  const table = type === 'F32' ? new Uint32Array(values.buffer) : Uint16Array.from(values, halfOf)
  let state = seedOf(seed, path)
  for (let done = 0; done < count; ) {
    const length = Math.min(count - done, 2 ** 20)
    const piece = type === 'F32' ? new Uint32Array(length) : new Uint16Array(length)
    for (let i = 0; i < length; i++) {
      // Marsaglia's xorshift, 32 bits (2003).
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      piece[i] = table[(state >>> 8) & (distinct - 1)] as number
    }
    done += length
    yield new Uint8Array(piece.buffer, 0, length * elementBytes[type])
  }
}

/** The values that a tensor draws from. */
const tableOf = (path: string, shape: readonly number[]): Float32Array => {
  const even = Float32Array.from({ length: distinct }, (_, i) => (2 * i + 1) / distinct - 1)
  if (shape.length < 2) {
    const middle = path.endsWith('.weight') ? 1 : 0
    return even.map((value) => middle + 0.1 * value)
  }
  const fanIn = shape.slice(1).reduce((product, size) => product * size, 1)
  // The standard deviation of the uniform distribution on −1 to 1 is 1 / √3.
  return even.map((value) => value * Math.sqrt(3 / fanIn))
}

/** A state of the generator other than 0, where it would stay. */
const seedOf = (seed: number, path: string): number =>
  createHash('sha256')
    .update(JSON.stringify([seed, path]))
    .digest()
    .readInt32LE() || 1

const single = new DataView(new ArrayBuffer(4))

/** The bits of a normal half, by rounding a float's; values too small for one become zero. */
const halfOf = (value: number): number => {
  single.setFloat32(0, value)
  const bits = single.getUint32(0)
  const sign = (bits >>> 16) & 0x8000
  const exponent = ((bits >>> 23) & 0xff) - 112
  if (exponent <= 0) return sign
  return sign | (((exponent << 10) | ((bits >>> 13) & 0x3ff)) + ((bits >>> 12) & 1))
}
