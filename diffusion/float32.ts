/**
 * Functions of float32 numbers as torch 2.13 (CPU, with MKL) and numpy 2 round them: diffusers works out its coefficients
 * in float32, and a coefficient that is off by one unit in the last place is off by 6e-8. Sums, products and quotients
 * are `Math.fround` of the double result, which is exact rounding; these functions are not always.
 * Each takes and gives numbers that float32 can hold.
 */

import { roughInverseSqrt } from './rough-inverse-sqrt.ts'
import { roundHalfEven } from './spacing.ts'

const { fround } = Math

/** sqrt(x) as MKL 2024 answers on processors of AMD, where a fifth of all results is one unit off: see `roughInverseSqrt`. */
export function sqrt(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return Math.sqrt(x)
  // One step of Newton's method for 1 / sqrt(x), then one for sqrt(x), with no fused operations.
  const r = roughInverseSqrt(x)
  const s = fround(x * r)
  const half = fround(1 - fround(s * r)) / 2
  const root = fround(s + fround(s * half))
  const inverse = fround(r + fround(r * half))
  return fround(root + fround((inverse / 2) * fround(x - fround(root * root))))
}

/**
 * log(x) as MKL answers there: a polynomial on the mantissa in 2/3..4/3, fitted to all 8.4 million of its answers, of
 * which 20 remain one unit off.
 */
export function log(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return Math.log(x)
  let exponent = Math.floor(Math.log2(x))
  let mantissa = x / 2 ** exponent
  if (mantissa >= 4 / 3) {
    mantissa /= 2
    exponent++
  }
  const r = mantissa - 1
  const p = logarithm.reduce((sum, coefficient) => fround(fround(sum * r) + coefficient))
  const y = fround(fround(fround(p * r) * r) + r)
  return fround(exponent * ln2.high + fround(y + fround(exponent * ln2.low)))
}

/** exp(x) as MKL answers there: 2^(n/128) from a table, and two terms of the series for the rest. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 87)) return fround(Math.exp(x))
  const n = roundHalfEven(fround(x * fround(128 / Math.LN2)))
  const r = fround(fround(x - n * ln2Part.high) - fround(n * ln2Part.low))
  const whole = Math.floor(n / 128)
  const power = 2 ** (n / 128 - whole)
  const high = fround(power)
  const q = fround(fround(r * r) / 2 + r)
  return fround(fround(fround(high * q) + fround(power - high)) + high) * 2 ** whole
}

/** exp(x) - 1 as SLEEF answers, which torch takes for this one: a series whose first terms are summed in double width. */
export function expm1(x: number): number {
  if (x < -16.635533) return -1
  if (!(x < 87)) return fround(Math.expm1(x))
  const n = roundHalfEven(fround(x * fround(Math.LOG2E)))
  const s = x - n * ln2.high - n * ln2.low
  const u = polynomial(wideTail, fround(s))
  const sum = 1 + (s + s * s * (s * (s * u + fround(0.16666666)) + 0.5))
  return fround(sum * 2 ** n - 1)
}

/** 1 / (1 + exp(-x)), with SLEEF's exponential. */
export function sigmoid(x: number): number {
  const n = roundHalfEven(fround(-x * fround(Math.LOG2E)))
  const s = fround(fround(-x - n * ln2.high) - n * ln2.low)
  const exponential = fround(1 + fround(fround(s * s) * polynomial(narrowTail, s) + s)) * 2 ** n
  return fround(1 / fround(1 + exponential))
}

/**
 * log(x) as numpy 2 answers for float32 with AVX2: a quotient of polynomials on the mantissa, up to 3 units off.
 * Diffusers takes it where it interpolates between log sigmas, and in the weights of DEIS.
 */
export function numpyLog(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return Math.log(x)
  let exponent = Math.floor(Math.log2(x))
  let mantissa = x / 2 ** exponent
  if (mantissa > fround(Math.SQRT2)) {
    mantissa /= 2
    exponent++
  }
  const z = fround(mantissa - 1)
  const quotient = fround(polynomial(numerator, z) / polynomial(denominator, z))
  return fround(exponent * fround(Math.LN2) + quotient)
}

/** ln 2, and a 128th of it, as a sum of which the first part times a whole number is exact. */
const ln2 = split(Math.LN2, 16)
const ln2Part = split(Math.LN2 / 128, 17)

function split(value: number, bits: number): { readonly high: number; readonly low: number } {
  const high = Math.round(value * 2 ** bits) / 2 ** bits
  return { high, low: fround(value - high) }
}

/** (log(1 + r) - r) / r² for r in -1/3..1/3, from the highest power down. */
const logarithm = [
  -0.12891713, 0.13984437, -0.121842586, 0.1400587, -0.16680488, 0.20010406, -0.24999797, 0.33333215, -0.5,
].map(fround)

/** (exp(s) - 1 - s) / s² without its first two terms, and whole, from the highest power down. */
const wideTail = [0.00019809602, 0.0013942565, 0.008333457, 0.041666374].map(fround)
const narrowTail = [0.00019852762, 0.0013930436, 0.008333361, 0.041666485, 0.16666667, 0.5].map(fround)

/** From the highest power down. */
const numerator = [0.0258997912, 0.380883774, 1.48000063, 2.11267754, 1, 0].map(fround)
const denominator = [0.0058750954, 0.154647637, 0.986494296, 2.45300607, 2.61267754, 1].map(fround)

/** Horner's scheme with fused products. */
function polynomial(coefficients: readonly number[], z: number): number {
  return coefficients.reduce((sum, coefficient) => fround(sum * z + coefficient))
}
