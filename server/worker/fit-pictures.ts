/**
 * Pictures (count, 3, size, size) from −1 to 1, drawn by formula: gradients, flat colours, stripes, noise and points of
 * light, with discs, rings, squares and triangles on them, dark and light. The same for the same numbers.
 */
export const drawPictures = (count: number, size: number, seed = 1): Float32Array => {
  const random = mulberry32(seed)
  const data = new Float32Array(count * 3 * size * size)
  for (let picture = 0; picture < count; picture++) {
    const paint = scene(random, size)
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const colour = paint(x + 0.5, y + 0.5)
        for (let channel = 0; channel < 3; channel++)
          data[((picture * 3 + channel) * size + y) * size + x] = 2 * Math.min(1, Math.max(0, colour[channel]!)) - 1
      }
  }
  return data
}

type Colour = readonly [red: number, green: number, blue: number]
type Paint = (x: number, y: number) => Colour
type Random = () => number

/** A ground, and up to four shapes on it. */
const scene = (random: Random, size: number): Paint => {
  let paint = ground(random, size)
  const shapes = Math.floor(random() * 5)
  for (let n = 0; n < shapes; n++) paint = shape(random, size, paint)
  return paint
}

/** Dark, light, near a corner of the cube as clear colours are, or anywhere in it. */
const colour = (random: Random): Colour => {
  const kind = Math.floor(random() * 4)
  const channel = () => {
    if (kind === 0) return random() * 0.2
    if (kind === 1) return 1 - random() * 0.15
    if (kind === 2) return random() < 0.5 ? random() * 0.25 : 1 - random() * 0.25
    return random()
  }
  return [channel(), channel(), channel()]
}

const mix = (a: Colour, b: Colour, t: number): Colour => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
]

const ground = (random: Random, size: number): Paint => {
  const [a, b, c] = [colour(random), colour(random), colour(random)]
  const angle = random() * 2 * Math.PI
  const along = (x: number, y: number) =>
    ((x / size - 0.5) * Math.cos(angle) + (y / size - 0.5) * Math.sin(angle)) * 0.7 + 0.5
  switch (Math.floor(random() * 6)) {
    case 0:
      return () => a
    case 1:
      return (x, y) => mix(a, b, along(x, y))
    case 2: {
      // A sky over a ground.
      const line = 0.2 + 0.6 * random()
      return (_, y) => (y / size < line ? mix(a, b, y / size / line) : c)
    }
    case 3: {
      const waves = 1 + (random() * size) / 4
      return (x, y) => mix(a, b, Math.round(0.5 + 0.5 * Math.sin(2 * Math.PI * waves * along(x, y))))
    }
    case 4: {
      const cell = 1 + Math.floor((random() * size) / 3)
      const noise = valueNoise(random)
      return (x, y) => mix(a, b, noise(x / cell, y / cell))
    }
    default: {
      // Points of light in the dark, as stars are.
      const few = 0.02 + 0.1 * random()
      const noise = cellNoise(random)
      return (x, y) => (noise(Math.floor(x), Math.floor(y)) < few ? b : a)
    }
  }
}

const shape = (random: Random, size: number, under: Paint): Paint => {
  const [a, b] = [colour(random), colour(random)]
  const [cx, cy] = [random() * size, random() * size]
  const radius = size * (0.04 + 0.3 * random())
  const kind = Math.floor(random() * 4)
  const turn = random() * Math.PI
  const inside = (x: number, y: number): boolean => {
    const [u, v] = [x - cx, y - cy]
    if (kind === 0) return Math.hypot(u, v) < radius
    if (kind === 1) return Math.abs(Math.hypot(u, v) - radius) < radius / 4
    const [p, q] = [u * Math.cos(turn) + v * Math.sin(turn), v * Math.cos(turn) - u * Math.sin(turn)]
    if (kind === 2) return Math.max(Math.abs(p), Math.abs(q)) < radius
    return q > -radius / 2 && q + 1.7 * Math.abs(p) < radius
  }
  const shaded = random() < 0.5
  return (x, y) => (inside(x, y) ? (shaded ? mix(a, b, (y - cy) / radius / 2 + 0.5) : a) : under(x, y))
}

const cellNoise = (random: Random): ((x: number, y: number) => number) => {
  const salt = Math.floor(random() * 2 ** 31)
  return (x, y) => mulberry32(salt ^ Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b))()
}

const valueNoise = (random: Random): ((x: number, y: number) => number) => {
  const cell = cellNoise(random)
  const smooth = (t: number) => t * t * (3 - 2 * t)
  return (x, y) => {
    const [i, j] = [Math.floor(x), Math.floor(y)]
    const [u, v] = [smooth(x - i), smooth(y - j)]
    const row = (at: number) => cell(i, at) * (1 - u) + cell(i + 1, at) * u
    return row(j) * (1 - v) + row(j + 1) * v
  }
}

/** Numbers from 0 to 1, below 1. Source: Tommy Ettinger's mulberry32. */
const mulberry32 = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
