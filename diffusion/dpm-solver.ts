import * as float32 from './float32.ts'
import type { Rates } from './log-snr.ts'
import { cast, combine } from './samples.ts'
import type { Samples } from './scheduler.ts'

const { fround } = Math

/** A converted network output and where it was taken. */
export interface Node {
  readonly lambda: number
  readonly value: Samples
}

/** One step of a DPM-Solver. */
export interface Step {
  /** `++`: the values are x0, else epsilon; `sde-`: noise is added. */
  readonly algorithm: 'dpmsolver++' | 'sde-dpmsolver++' | 'dpmsolver' | 'sde-dpmsolver'
  /** Heun's form of the second-order step instead of the midpoint form. */
  readonly heun: boolean
  readonly x: Samples
  readonly from: Rates
  readonly to: Rates
  /** Whether the nodes lie ahead of `from`, in the same step, rather than behind it. */
  readonly singlestep: boolean
  /** One to three, that at `from` first and then in order of distance; their number is the order. */
  readonly nodes: readonly Node[]
  readonly noise?: Samples | undefined
}

/**
 * The sample at `to`: the exponential integrator whose integrand is a polynomial through the nodes
 * (Lu et al. 2022, arXiv 2211.01095, equations 9 to 12, and for epsilon arXiv 2206.00927, appendix A).
 */
export function integrate(step: Step): Samples {
  const { x, nodes, heun, noise } = step
  const { keep, weights, spread } = coefficients(step)
  // In the multistep class diffusers holds the sample, and so this product, in float32 whatever the network answers in.
  const kept: [number, Samples] = step.singlestep ? [keep, x] : [1, cast(combine([keep, cast(x)]))]
  const terms: [number, Samples][] = [kept]
  differences(step).forEach((difference, degree) => {
    // The midpoint form has half of the zeroth weight where the Taylor form has an integral of its own.
    const weight = degree === 1 && nodes.length === 2 && !heun ? weights[0] / 2 : (weights[degree] as number)
    for (const [factor, value] of difference) terms.push([weight * factor, value])
  })
  if (noise) terms.push([spread, noise])
  return combine(...terms)
}

type Terms = readonly (readonly [number, Samples])[]

/** The integrand's value and scaled derivatives at the first node, each a sum over the nodes. */
function differences(step: Step): Terms[] {
  const { nodes } = step
  const [m0, m1, m2] = nodes as [Node, Node?, Node?]
  const value: Terms = [[1, m0.value]]
  if (!m1) return [value]
  const h = fround(step.to.lambda - step.from.lambda)
  if (m2) return step.singlestep ? ahead(step, h, m0, m1, m2) : behind(h, m0, m1, m2)
  const gap = step.singlestep ? m1.lambda - m0.lambda : m0.lambda - m1.lambda
  return [value, slope(m0, m1, (step.singlestep ? 1 : -1) * fround(fround(gap) / h))]
}

/** Those of a third-order step whose nodes lie in the same group. */
function ahead({ heun }: Step, h: number, m0: Node, m1: Node, m2: Node): Terms[] {
  const r1 = fround(fround(m1.lambda - m0.lambda) / h)
  const r2 = fround(fround(m2.lambda - m0.lambda) / h)
  const [d1, d2] = [slope(m0, m1, r1), slope(m0, m2, r2)]
  const value: Terms = [[1, m0.value]]
  if (!heun) return [value, d2]
  const span = fround(r2 - r1)
  return [value, sum([r2 / span, d1], [-r1 / span, d2]), sum([2 / span, d2], [-2 / span, d1])]
}

/** Those of a third-order step whose nodes lie in earlier steps. */
function behind(h: number, m0: Node, m1: Node, m2: Node): Terms[] {
  const r0 = fround(fround(m0.lambda - m1.lambda) / h)
  const r1 = fround(fround(m1.lambda - m2.lambda) / h)
  const [near, far] = [slope(m0, m1, -r0), slope(m1, m2, -r1)]
  const both = fround(r0 + r1)
  const share = fround(r0 / both)
  const inverse = fround(1 / both)
  return [
    [[1, m0.value]],
    sum([1 + share, near], [-share, far]),
    // The authors' multistep code, and diffusers after it, takes half of the second derivative.
    sum([inverse, near], [-inverse, far]),
  ]
}

/** (to - from) / ratio. */
function slope(from: Node, to: Node, ratio: number): Terms {
  const inverse = fround(1 / ratio)
  return [
    [inverse, to.value],
    [-inverse, from.value],
  ]
}

function sum(...parts: readonly (readonly [number, Terms])[]): Terms {
  return parts.flatMap(([weight, terms]) => terms.map(([factor, value]) => [weight * factor, value] as const))
}

interface Coefficients {
  /** What is kept of x. */
  readonly keep: number
  /** The integrals that the value, the first and the second difference are weighed with. */
  readonly weights: readonly [number, number, number]
  /** Standard deviation of the noise added. */
  readonly spread: number
}

/** In float32, each in diffusers' order of operations. */
function coefficients({ algorithm, from, to }: Step): Coefficients {
  const h = fround(to.lambda - from.lambda)
  switch (algorithm) {
    case 'dpmsolver++': {
      const e = fround(float32.exp(-h) - 1)
      return {
        keep: fround(to.sigma / from.sigma),
        weights: [-fround(to.alpha * e), ...tail(to.alpha, -h, e)],
        spread: 0,
      }
    }
    case 'sde-dpmsolver++': {
      const z = -2 * h
      const e = fround(1 - float32.exp(z))
      const [first] = tail(to.alpha, z, -e)
      return {
        keep: fround(fround(to.sigma / from.sigma) * float32.exp(-h)),
        // The last weight is diffusers': by the Taylor series it would be tail's.
        weights: [fround(to.alpha * e), first, fround(to.alpha * quadratic(fround(e + z), z))],
        spread: fround(to.sigma * float32.sqrt(e)),
      }
    }
    case 'dpmsolver': {
      const e = fround(float32.exp(h) - 1)
      return {
        keep: fround(to.alpha / from.alpha),
        weights: [-fround(to.sigma * e), ...noiseTail(to.sigma, h, e)],
        spread: 0,
      }
    }
    case 'sde-dpmsolver': {
      const e = fround(float32.exp(h) - 1)
      const [first, second] = noiseTail(to.sigma, h, e)
      return {
        keep: fround(to.alpha / from.alpha),
        weights: [-2 * fround(to.sigma * e), 2 * first, 2 * second],
        spread: fround(to.sigma * float32.sqrt(fround(float32.exp(2 * h) - 1))),
      }
    }
  }
}

/** First and second integral for x0, at z = -h or, for the SDE, -2h; e = exp(z) - 1. No numbers at infinite h, where steps are of first order. */
function tail(alpha: number, z: number, e: number): [number, number] {
  return [fround(alpha * fround(1 - fround(e / z))), -fround(alpha * quadratic(fround(e - z), z))]
}

/** First and second integral for epsilon; e = exp(h) - 1. */
function noiseTail(sigma: number, h: number, e: number): [number, number] {
  return [-fround(sigma * fround(fround(e / h) - 1)), -fround(sigma * quadratic(fround(e - h), h))]
}

function quadratic(rest: number, z: number): number {
  return fround(fround(rest / fround(z * z)) - 0.5)
}
