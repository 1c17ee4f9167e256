/** A stream of uniform 32-bit numbers. */
export interface Twister {
  /** The next, in 0..2³² - 1. */
  next(): number
}

const size = 624
const shift = 397

/** MT19937 (Matsumoto and Nishimura 1998), seeded as torch and C++ seed it. */
export function createTwister(seed: number): Twister {
  const state = new Uint32Array(size)
  state[0] = seed
  for (let i = 1; i < size; i++) {
    const last = state[i - 1] as number
    state[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i
  }
  let at = size

  function refill(): void {
    for (let i = 0; i < size; i++) {
      const y = ((state[i] as number) & 0x80000000) | ((state[(i + 1) % size] as number) & 0x7fffffff)
      state[i] = (state[(i + shift) % size] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    at = 0
  }

  return {
    next() {
      if (at === size) refill()
      let y = state[at++] as number
      y ^= y >>> 11
      y ^= (y << 7) & 0x9d2c5680
      y ^= (y << 15) & 0xefc60000
      y ^= y >>> 18
      return y >>> 0
    },
  }
}
