/** How a latent's neighbourhood becomes coloured sub-pixels: the result of a least-squares fit, plain data. */
export interface Factors {
  readonly format: 'latent-colour'
  /** Channels of the latent. */
  readonly channels: number
  /** Width of the square of latent values that a colour is made from: 1 or 3. */
  readonly kernel: number
  /** Sub-pixels each way for one latent value. */
  readonly scale: number
  /**
   * Shape (channels · kernel² + 1, scale² · 3), row by row: one row for each latent value of the neighbourhood
   * (channel, then row, then column), the last row for the constant; columns are sub-pixel row, sub-pixel column,
   * RGB. The answer is a colour in 0..1.
   */
  readonly weights: readonly number[]
}

/** Latents quantised channel by channel to 8 bits: value = zero[c] + scale[c] · byte. */
export interface Quantised {
  /** Shape as the latent's: (frames, channels, height, width). */
  readonly data: Uint8Array
  readonly scale: readonly number[]
  readonly zero: readonly number[]
}

/** Collects pairs of latents and pictures, and solves for the factors between them. */
export interface ColourFit {
  /**
   * Adds pairs. `latents` has shape (frames, channels, height, width); `pictures` has shape
   * (frames, 3, height · f, width · f) in 0..1 for a whole f that is a multiple of the fit's scale.
   * Throws when a size does not fit.
   */
  add(latents: ArrayLike<number>, shape: Shape, pictures: ArrayLike<number>, pictureShape: Shape): void
  /** Lets all pairs so far count `share` as much (0 to 1) beside those that follow. */
  fade(share: number): void
  /** The factors of least squared error. Throws before the first `add`. */
  solve(): Factors
}

type Shape = readonly [frames: number, channels: number, height: number, width: number]

/** Latents as floats, or as 8 bits with what maps them back. */
export type ColourSource = ArrayLike<number> | Quantised

/**
 * An empty fit of a linear map from kernel × kernel latent values (edges repeated) and a constant to scale × scale
 * sub-pixels. `ridge` holds the weights to those of `prior` (else to nothing) in units of the mean squared latent value, so
 * that few pairs do, and a constant channel is harmless. Throws where the prior is of another shape.
 */
export function createFit(of: {
  channels: number
  kernel: 1 | 3
  scale: 1 | 2 | 4 | 8
  ridge?: number
  prior?: Factors
}): ColourFit {
  const { channels, kernel, scale, ridge = 1e-6, prior } = of
  const rows = channels * kernel * kernel + 1
  const columns = scale * scale * 3
  const gram = new Float64Array(rows * rows)
  const right = new Float64Array(rows * columns)
  let count = 0
  if (prior && (prior.channels !== channels || prior.kernel !== kernel || prior.scale !== scale))
    throw new Error(
      `latent-colour: a prior of ${prior.channels} channels, kernel ${prior.kernel} and scale ${prior.scale} cannot serve a fit of ${channels}, ${kernel} and ${scale}. Fit without it.`,
    )

  return {
    add(latents, shape, pictures, pictureShape) {
      const [frames, , height, width] = shape
      const factor = pictureShape[2] / height
      requireShapes(shape, latents.length, pictureShape, pictures.length, channels, scale)
      const block = factor / scale
      const pairs = frames * height * width
      const x = new Float64Array(rows * pairs)
      const y = new Float64Array(columns * pairs)
      let pair = 0
      for (let frame = 0; frame < frames; frame++)
        for (let row = 0; row < height; row++)
          for (let column = 0; column < width; column++, pair++) {
            neighbourhood(latents, frame, row, column, shape, kernel, x, pair)
            subPixels(pictures, frame, row * factor, column * factor, pictureShape, scale, block, y, pair)
          }
      addProducts(gram, x, x, pairs, true)
      addProducts(right, x, y, pairs, false)
      count += pairs
    },
    fade(share) {
      for (const sums of [gram, right]) for (let i = 0; i < sums.length; i++) sums[i] = share * (sums[i] as number)
    },
    solve() {
      if (count === 0) throw new Error('latent-colour: nothing to fit. Add at least one pair of latents and pictures.')
      const a = gram.slice()
      for (let i = 0; i < rows; i++) for (let j = 0; j < i; j++) a[i * rows + j] = a[j * rows + i] as number
      let trace = 0
      for (let i = 0; i < rows - 1; i++) trace += a[i * rows + i] as number
      const weight = ridge * (trace / (rows - 1) || 1)
      const b = right.slice()
      for (let i = 0; i < rows - 1; i++) {
        a[i * rows + i] = (a[i * rows + i] as number) + weight
        if (prior)
          for (let j = i * columns; j < (i + 1) * columns; j++)
            b[j] = (b[j] as number) + weight * (prior.weights[j] as number)
      }
      const weights = solvePositive(a, b, rows, columns)
      return { format: 'latent-colour', channels, kernel, scale, weights: Array.from(weights) }
    },
  }
}

function requireShapes(
  shape: Shape,
  latentCount: number,
  pictureShape: Shape,
  pictureCount: number,
  channels: number,
  scale: number,
): void {
  const [frames, c, height, width] = shape
  const [pictureFrames, colours, pictureHeight, pictureWidth] = pictureShape
  const factor = pictureHeight / height
  const fits =
    c === channels &&
    colours === 3 &&
    frames === pictureFrames &&
    latentCount === frames * c * height * width &&
    pictureCount === frames * 3 * pictureHeight * pictureWidth &&
    factor === pictureWidth / width &&
    Number.isInteger(factor / scale)
  if (!fits)
    throw new Error(
      `latent-colour: latents (${shape}) with ${latentCount} values and pictures (${pictureShape}) with ${pictureCount} do not fit a map of ${channels} channels to ${scale} × ${scale} sub-pixels. Give pictures (frames, 3, height · f, width · f) with f a multiple of ${scale}.`,
    )
}

/** Fills column `pair` of `x` (rows, pairs) with the latent values around a place, the edge repeated, and a closing 1. */
function neighbourhood(
  latents: ArrayLike<number>,
  frame: number,
  row: number,
  column: number,
  [, channels, height, width]: Shape,
  kernel: number,
  x: Float64Array,
  pair: number,
): void {
  const pairs = x.length / (channels * kernel * kernel + 1)
  const reach = (kernel - 1) / 2
  let at = pair
  for (let c = 0; c < channels; c++)
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++, at += pairs) {
        const r = Math.min(Math.max(row + dy, 0), height - 1)
        const k = Math.min(Math.max(column + dx, 0), width - 1)
        x[at] = latents[((frame * channels + c) * height + r) * width + k] as number
      }
  x[at] = 1
}

/** Fills column `pair` of `y` (sub-pixel and colour, pairs) with the mean colours of one latent value's square. */
function subPixels(
  pictures: ArrayLike<number>,
  frame: number,
  top: number,
  left: number,
  [, , height, width]: Shape,
  scale: number,
  block: number,
  y: Float64Array,
  pair: number,
): void {
  const pairs = y.length / (scale * scale * 3)
  for (let sub = 0; sub < scale * scale; sub++)
    for (let colour = 0; colour < 3; colour++) {
      const row = top + Math.floor(sub / scale) * block
      const column = left + (sub % scale) * block
      let sum = 0
      for (let dy = 0; dy < block; dy++)
        for (let dx = 0; dx < block; dx++)
          sum += pictures[((frame * 3 + colour) * height + row + dy) * width + column + dx] as number
      y[(sub * 3 + colour) * pairs + pair] = sum / (block * block)
    }
}

/**
 * Adds x·yᵀ to `sums`, of which `upper` wants no more than the upper half. Four sums at a time: one alone would wait for
 * each of its additions.
 * @param x shape (n, pairs)
 * @param y shape (m, pairs)
 */
function addProducts(sums: Float64Array, x: Float64Array, y: Float64Array, pairs: number, upper: boolean): void {
  const [n, m] = [x.length / pairs, y.length / pairs]
  for (let i = 0; i < n; i++) {
    const from = i * pairs
    let j = upper ? i : 0
    for (; j + 4 <= m; j += 4) {
      const at = i * m + j
      let [a, b, c, d] = [sums[at] as number, sums[at + 1] as number, sums[at + 2] as number, sums[at + 3] as number]
      let one = j * pairs
      for (let pair = 0; pair < pairs; pair++, one++) {
        const value = x[from + pair] as number
        a += value * (y[one] as number)
        b += value * (y[one + pairs] as number)
        c += value * (y[one + 2 * pairs] as number)
        d += value * (y[one + 3 * pairs] as number)
      }
      sums.set([a, b, c, d], at)
    }
    for (; j < m; j++) {
      let sum = sums[i * m + j] as number
      for (let pair = 0; pair < pairs; pair++) sum += (x[from + pair] as number) * (y[j * pairs + pair] as number)
      sums[i * m + j] = sum
    }
  }
}

/** Solves a·w = b in place for a symmetric positive definite `a` (n × n) and `b` (n × m), by Cholesky's method. */
function solvePositive(a: Float64Array, b: Float64Array, n: number, m: number): Float64Array {
  const at = (i: number, j: number): number => a[i * n + j] as number
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) for (let i = j; i < n; i++) a[i * n + j] = at(i, j) - at(i, k) * at(j, k)
    // A pivot that rounding made vanish belongs to a direction without data.
    const root = Math.sqrt(Math.max(at(j, j), Number.MIN_VALUE))
    for (let i = j; i < n; i++) a[i * n + j] = at(i, j) / root
  }
  for (let c = 0; c < m; c++) {
    for (let i = 0; i < n; i++) {
      let sum = b[i * m + c] as number
      for (let k = 0; k < i; k++) sum -= at(i, k) * (b[k * m + c] as number)
      b[i * m + c] = sum / at(i, i)
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i * m + c] as number
      for (let k = i + 1; k < n; k++) sum -= at(k, i) * (b[k * m + c] as number)
      b[i * m + c] = sum / at(i, i)
    }
  }
  return b
}

/** Turns latents (frames, channels, height, width) into RGBA pixels (frames, height · scale, width · scale, 4). */
export type Colourer = (source: ColourSource, frames: number, height: number, width: number) => Uint8ClampedArray

/**
 * A fast `colour` for these factors: the weights are laid out once.
 * Throws when the factors are no valid map, or a latent's size does not fit its shape.
 */
export function createColourer(factors: Factors): Colourer {
  const { channels, kernel, scale } = factors
  const rows = channels * kernel * kernel + 1
  const columns = scale * scale * 3
  if (factors.weights.length !== rows * columns)
    throw new Error(
      `latent-colour: the factors hold ${factors.weights.length} weights, but ${channels} channels, kernel ${kernel} and scale ${scale} need ${rows * columns}. Fit them again.`,
    )
  // Sub-pixel by sub-pixel, each with its rows of RGB side by side: the order in which the inner loop reads them.
  const weights = new Float64Array(rows * columns)
  for (let sub = 0; sub < scale * scale; sub++)
    for (let row = 0; row < rows; row++)
      for (let rgb = 0; rgb < 3; rgb++)
        weights[(sub * rows + row) * 3 + rgb] = (factors.weights[row * columns + sub * 3 + rgb] as number) * 255

  return (source, frames, height, width) => {
    const quantised = isQuantised(source)
    const data = quantised ? source.data : source
    if (data.length !== frames * channels * height * width)
      throw new Error(
        `latent-colour: ${data.length} latent values are not ${frames} frames × ${channels} channels × ${height} × ${width}. Check the shape that came with them.`,
      )
    // The map back from 8 bits is folded into the weights: the inner loop then reads bytes as they are.
    const w = weights.slice()
    if (quantised) foldQuantisation(w, source, kernel, rows)
    const pixels = new Uint8ClampedArray(frames * height * width * scale * scale * 4)
    const x = new Float64Array(rows - 1)
    const pixelWidth = width * scale
    const reach = (kernel - 1) / 2
    for (let frame = 0; frame < frames; frame++)
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          let n = 0
          for (let c = 0; c < channels; c++) {
            const plane = (frame * channels + c) * height
            for (let dy = -reach; dy <= reach; dy++) {
              const r = row + dy
              const line = (plane + (r < 0 ? 0 : r >= height ? height - 1 : r)) * width
              for (let dx = -reach; dx <= reach; dx++) {
                const k = column + dx
                x[n++] = data[line + (k < 0 ? 0 : k >= width ? width - 1 : k)] as number
              }
            }
          }
          let at = 0
          for (let y = 0; y < scale; y++) {
            let pixel = (((frame * height + row) * scale + y) * pixelWidth + column * scale) * 4
            for (let sub = 0; sub < scale; sub++) {
              let red = 0
              let green = 0
              let blue = 0
              for (let i = 0; i < n; i++) {
                const value = x[i] as number
                red += value * (w[at] as number)
                green += value * (w[at + 1] as number)
                blue += value * (w[at + 2] as number)
                at += 3
              }
              pixels[pixel++] = red + (w[at] as number)
              pixels[pixel++] = green + (w[at + 1] as number)
              pixels[pixel++] = blue + (w[at + 2] as number)
              pixels[pixel++] = 255
              at += 3
            }
          }
        }
    return pixels
  }
}

/** `createColourer` for one use. */
export function colour(
  source: ColourSource,
  frames: number,
  height: number,
  width: number,
  factors: Factors,
): Uint8ClampedArray {
  return createColourer(factors)(source, frames, height, width)
}

function isQuantised(source: ColourSource): source is Quantised {
  return 'zero' in source
}

function foldQuantisation(w: Float64Array, { scale, zero }: Quantised, kernel: number, rows: number): void {
  for (let at = 0; at < w.length; at += rows * 3)
    for (let row = 0; row < rows - 1; row++) {
      const c = Math.floor(row / (kernel * kernel))
      for (let rgb = 0; rgb < 3; rgb++) {
        const bias = at + (rows - 1) * 3 + rgb
        const weight = w[at + row * 3 + rgb] as number
        w[bias] = (w[bias] as number) + weight * (zero[c] as number)
        w[at + row * 3 + rgb] = weight * (scale[c] as number)
      }
    }
}

/**
 * The latent in 8 bits, each channel on its own range over all frames: no value moves by more than half of its
 * channel's `scale`. Throws where a value is not finite.
 */
export function quantise(latent: ArrayLike<number>, shape: Shape): Quantised {
  const [frames, channels, height, width] = shape
  const plane = height * width
  if (latent.length !== frames * channels * plane)
    throw new Error(`quantise: ${latent.length} latent values do not have the shape (${shape}). Check the shape.`)
  const data = new Uint8Array(latent.length)
  const scale: number[] = []
  const zero: number[] = []
  for (let c = 0; c < channels; c++) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let frame = 0; frame < frames; frame++)
      for (let i = 0, at = (frame * channels + c) * plane; i < plane; i++, at++) {
        const value = latent[at] as number
        if (!Number.isFinite(value))
          throw new Error(`quantise: the latent holds ${value} at ${at} (channel ${c}). The step before it overflowed.`)
        if (value < low) low = value
        if (value > high) high = value
      }
    const width255 = latent.length === 0 ? 0 : (high - low) / 255
    scale.push(width255)
    zero.push(latent.length === 0 ? 0 : low)
    if (width255 > 0)
      for (let frame = 0; frame < frames; frame++)
        for (let i = 0, at = (frame * channels + c) * plane; i < plane; i++, at++)
          data[at] = Math.round(((latent[at] as number) - low) / width255)
  }
  return { data, scale, zero }
}
