import { expect, test } from 'vitest'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Denoise, Samples, SolverState } from '../../diffusion/scheduler.ts'
import unipc from '../../diffusion/schedulers/unipc.ts'

const denoise: Denoise = async (x, t) => x.map((v) => 0.6 * v + 0.3 * Math.sin(3 * v) + 0.05 * Math.cos(t / 100))

/** x of a · x = b by Cramer's rule. */
const cramer = (a: readonly (readonly number[])[], b: readonly number[]): number[] =>
  b.map((_, column) => det(a.map((row, i) => row.map((each, j) => (j === column ? (b[i] as number) : each)))) / det(a))

const det = (a: readonly (readonly number[])[]): number =>
  a.length === 1
    ? (a[0]?.[0] as number)
    : (a[0] as readonly number[]).reduce(
        (sum, each, j) => sum + (-1) ** j * each * det(a.slice(1).map((row) => row.filter((_, k) => k !== j))),
        0,
      )

/** phi_k(z) of exponential integrators by its series: the sum of z^n / (n + k)!. */
const phi = (k: number, z: number): number => {
  let term = 1
  for (let i = 2; i <= k; i++) term /= i
  let sum = 0
  for (let n = 0; n < 60; n++) {
    sum += term
    term *= z / (n + 1 + k)
  }
  return sum
}

/**
 * UniPC in double, written from Zhao et al. 2023 (arXiv 2302.04867), equations 3, 9 and algorithm 1, for the
 * data prediction of UniPC-p: R_p(h) · a · B(h) = phi_p(h), the corrector with one row more.
 */
const run = async (sigmas: readonly number[], timesteps: readonly number[], order: number, bh1: boolean, x: number) => {
  const at = (i: number) => {
    const alpha = 1 / Math.sqrt(1 + (sigmas[i] as number) ** 2)
    const sigma = (sigmas[i] as number) * alpha
    return { alpha, sigma, lambda: Math.log(alpha / sigma) }
  }
  const steps = timesteps.length
  const values: number[] = []
  const move = (i: number, from: number, ahead?: number): number => {
    const [now, to] = [at(i), at(i + 1)]
    const h = to.lambda - now.lambda
    const p = Math.min(order, steps - i, i + 1)
    const base = bh1 ? -h : Math.expm1(-h)
    const nodes = Array.from({ length: p - 1 }, (_, k) => ({
      r: (at(i - k - 1).lambda - now.lambda) / h,
      d: (values[i - k - 1] as number) - (values[i] as number),
    }))
    if (ahead !== undefined) nodes.push({ r: 1, d: ahead - (values[i] as number) })
    const n = nodes.length
    let weights: number[] = [0.5]
    if (n !== 1) {
      // The moments of the integral of exp((1 - s) z) s^k / k! over 0..1 are phi_(k+1)(z), with z = -h.
      const moments = Array.from({ length: n }, (_, k) => {
        let factorial = 1
        for (let j = 2; j <= k + 1; j++) factorial *= j
        return (factorial * phi(k + 2, -h) * -h) / base
      })
      weights =
        n === 0
          ? []
          : cramer(
              moments.map((_, power) => nodes.map(({ r }) => r ** power)),
              moments,
            )
    }
    const sum = nodes.reduce((total, { r, d }, k) => total + ((weights[k] as number) * d) / r, 0)
    return (to.sigma / now.sigma) * from - to.alpha * Math.expm1(-h) * (values[i] as number) - to.alpha * base * sum
  }
  let before = x
  for (let i = 0; i < steps; i++) {
    const { alpha, sigma } = at(i)
    const epsilon = (await denoise(Float64Array.of(x), timesteps[i] as number))[0] as number
    const x0 = (x - sigma * epsilon) / alpha
    if (i > 0) x = move(i - 1, before, x0)
    values.push(x0)
    before = x
    x = move(i, x)
  }
  return x
}

test.each([1, 2, 3].flatMap((order) => [true, false].map((bh1) => [order, bh1] as const)))(
  'UniPC of order %d (bh1: %s) takes the steps that the paper writes down',
  async (order, bh1) => {
    const config = resolveConfig(
      unipc,
      {},
      {
        solver_order: order,
        solver_type: bh1 ? 'bh1' : 'bh2',
        final_sigmas_type: 'sigma_min',
      },
    )
    for (const steps of [3, 8, 25]) {
      const schedule = unipc.plan(config, steps)
      for (const start of [-1.7, -0.2, 0.4, 2.1]) {
        let state: SolverState = unipc.start(schedule, Float64Array.of(start))
        while (state.step < steps)
          state = await unipc.step(state, schedule, denoise, (n): Samples => new Float64Array(n))
        const wanted = await run(schedule.sigmas, schedule.timesteps, order, bh1, start)
        // Coefficients are rounded to float32 as diffusers rounds them.
        expect(state.sample[0]).toBeCloseTo(wanted, 4)
      }
    }
  },
)
