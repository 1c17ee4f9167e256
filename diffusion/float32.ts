/**
 * Functions of float32 numbers as torch 2.13 (CPU, with MKL) and numpy 2 round them: diffusers works out its coefficients
 * in float32, and a coefficient that is off by one unit in the last place is off by 6e-8. Sums, products and quotients
 * are `Math.fround` of the double result, which is exact rounding; these functions are not always.
 * Each takes and gives numbers that float32 can hold.
 */

import { roughInverseSqrt } from './rough-inverse-sqrt.ts'

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

/** log(x) in float32. */
export function log(x: number): number {
  return fround(Math.log(x))
}

/** exp(x) in float32. */
export function exp(x: number): number {
  return fround(Math.exp(x))
}

/** exp(x) - 1 in float32. */
export function expm1(x: number): number {
  return fround(Math.expm1(x))
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

/** From the highest power down. */
const numerator = [0.0258997912, 0.380883774, 1.48000063, 2.11267754, 1, 0].map(fround)
const denominator = [0.0058750954, 0.154647637, 0.986494296, 2.45300607, 2.61267754, 1].map(fround)

/** Horner's scheme with fused products. */
function polynomial(coefficients: readonly number[], z: number): number {
  return coefficients.reduce((sum, coefficient) => fround(sum * z + coefficient))
}
