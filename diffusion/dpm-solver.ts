import type { Rates } from './log-snr.ts'
import { combine } from './samples.ts'
import type { Samples } from './scheduler.ts'

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
  const terms: [number, Samples][] = [[keep, x]]
  const h = step.to.lambda - step.from.lambda
  differences(step, h).forEach((terms_, degree) => {
    // The midpoint form has half of the zeroth weight where the Taylor form has an integral of its own.
    const weight = degree === 1 && nodes.length === 2 && !heun ? weights[0] / 2 : (weights[degree] as number)
    for (const [factor, value] of terms_) terms.push([weight * factor, value])
  })
  if (noise) terms.push([spread, noise])
  return combine(...terms)
}

type Terms = readonly (readonly [number, Samples])[]

/** The integrand's value and scaled derivatives at the first node, each a sum over the nodes. */
function differences({ nodes, heun, singlestep }: Step, h: number): Terms[] {
  const [m0, m1, m2] = nodes as [Node, Node?, Node?]
  const value: Terms = [[1, m0.value]]
  if (!m1) return [value]
  const r1 = (m1.lambda - m0.lambda) / h
  const d1 = slope(m0, m1, r1)
  if (!m2) return [value, d1]
  const r2 = (m2.lambda - m0.lambda) / h
  const d2 = slope(m0, m2, r2)
  if (singlestep && !heun) return [value, d2]
  const first = sum([r2 / (r2 - r1), d1], [-r1 / (r2 - r1), d2])
  const second = sum([1 / (r2 - r1), d2], [-1 / (r2 - r1), d1])
  // The authors' multistep code, and diffusers after it, takes half of the second derivative.
  return [value, first, singlestep ? sum([2, second]) : second]
}

/** (to - from) / ratio. */
function slope(from: Node, to: Node, ratio: number): Terms {
  return [
    [1 / ratio, to.value],
    [-1 / ratio, from.value],
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

function coefficients({ algorithm, from, to }: Step): Coefficients {
  const h = to.lambda - from.lambda
  switch (algorithm) {
    case 'dpmsolver++': {
      const e = Math.expm1(-h)
      return { keep: to.sigma / from.sigma, weights: [-to.alpha * e, ...tail(to.alpha, -h, e)], spread: 0 }
    }
    case 'sde-dpmsolver++': {
      const z = -2 * h
      const e = Math.expm1(z)
      const [first] = tail(to.alpha, z, e)
      return {
        keep: (to.sigma / from.sigma) * Math.exp(-h),
        // The last weight is diffusers': by the Taylor series it would be tail's.
        weights: [-to.alpha * e, first, to.alpha * ((z - e) / (z * z) - 0.5)],
        spread: to.sigma * Math.sqrt(-e),
      }
    }
    case 'dpmsolver': {
      const e = Math.expm1(h)
      return { keep: to.alpha / from.alpha, weights: [-to.sigma * e, ...noiseTail(to.sigma, h, e)], spread: 0 }
    }
    case 'sde-dpmsolver': {
      const e = Math.expm1(h)
      return {
        keep: to.alpha / from.alpha,
        weights: [-2 * to.sigma * e, ...noiseTail(2 * to.sigma, h, e)],
        spread: to.sigma * Math.sqrt(Math.expm1(2 * h)),
      }
    }
  }
}

/** First and second integral for x0, at z = -h or, for the SDE, -2h; e = exp(z) - 1. No numbers at infinite h, where steps are of first order. */
function tail(alpha: number, z: number, e: number): [number, number] {
  return [alpha * (1 - e / z), -alpha * ((e - z) / (z * z) - 0.5)]
}

/** First and second integral for epsilon; e = exp(h) - 1. */
function noiseTail(sigma: number, h: number, e: number): [number, number] {
  return [-sigma * (e / h - 1), -sigma * ((e - h) / (h * h) - 0.5)]
}
