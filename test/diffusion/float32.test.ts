import { describe, expect, test } from 'vitest'
import { exp, expm1, log, numpyLog, sigmoid, sqrt } from '../../diffusion/float32.ts'

/** Arguments and what torch 2.13 (CPU) and numpy 2.4 answer; of each the last four are not the nearest float32. */
const answers = {
  sqrt: [
    [8.0392e-5, 0.008966158],
    [0.13339472, 0.3652324],
    [1.0905756e-5, 0.0033023865],
    [0.000118395685, 0.010880978],
    [1.0304207, 1.0150963],
    [0.009851441, 0.09925443],
    [3.5143657, 1.8746641],
    [0.0015127537, 0.03889413],
  ],
  log: [
    [0.058820248, -2.8332691],
    [5.4700775, 1.6992928],
    [3.26449, 1.1831036],
    [80.23879, 4.385007],
    [0.5250418, -0.64427733],
    [0.74451816, -0.29501802],
    [3.305594, 1.1956162],
    [0.16412748, -1.8071117],
  ],
  exp: [
    [-8.542485, 0.00019500502],
    [-0.801462, 0.44867253],
    [-4.2729363, 0.013940788],
    [-3.8440614, 0.021406485],
    [5.201406, 181.5273],
    [-6.4624944, 0.0015608974],
    [-8.460827, 0.00021159704],
    [-13.286086, 1.6979549e-6],
  ],
  expm1: [
    [-4.74457, -0.9913012],
    [2.979643, 18.680792],
    [-7.1940265, -0.9992489],
    [1.8254727, 5.205728],
    [0.31170288, 0.36574882],
    [2.2951558, 8.9259815],
    [2.2167456, 8.177415],
    [1.6120366, 4.01301],
  ],
  sigmoid: [
    [1.4004356, 0.802253],
    [2.080879, 0.88903075],
    [-7.508146, 0.00054829655],
    [2.4042568, 0.91715133],
    [7.6625447, 0.9995301],
    [5.1894937, 0.9944561],
    [3.2857885, 0.963938],
    [3.067938, 0.9555506],
  ],
  numpyLog: [
    [0.0012189959, -6.709728],
    [1.4479533, 0.37015107],
    [2.1885233, 0.783227],
    [56.544647, 4.0350304],
    [1.0840896, 0.080740586],
    [0.005673632, -5.1719255],
    [54.065697, 3.9902],
    [0.018017882, -4.016391],
  ],
} as const

const functions = { sqrt, log, exp, expm1, sigmoid, numpyLog }

const exact: Record<keyof typeof answers, (x: number) => number> = {
  sqrt: Math.sqrt,
  log: Math.log,
  exp: Math.exp,
  expm1: Math.expm1,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  numpyLog: Math.log,
}

const names = Object.keys(answers) as (keyof typeof answers)[]

describe.each(names)('%s in float32', (name) => {
  const of = functions[name]

  test('is what torch and numpy answer', () => {
    const pairs: readonly (readonly [number, number])[] = answers[name]
    for (const [x, wanted] of pairs) expect(of(Math.fround(x)), `at ${x}`).toBe(Math.fround(wanted))
    const off = pairs.filter(([x, wanted]) => Math.fround(exact[name](Math.fround(x))) !== Math.fround(wanted))
    expect(off).toHaveLength(4)
  })

  test('is the nearest float32 or a few units off it', () => {
    for (let i = 1; i < 4000; i++) {
      const x = Math.fround(i / 300)
      const wanted = exact[name](x)
      expect(of(x)).toBe(Math.fround(of(x)))
      expect(Math.abs(of(x) - wanted), `at ${x}`).toBeLessThan(4 * 2 ** -24 * Math.max(Math.abs(wanted), 2 ** -10))
    }
  })
})

test('the ends of the range', () => {
  expect([sqrt(0), sqrt(Number.POSITIVE_INFINITY)]).toEqual([0, Number.POSITIVE_INFINITY])
  expect([log(0), numpyLog(0)]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])
  expect([exp(Number.NEGATIVE_INFINITY), expm1(Number.NEGATIVE_INFINITY)]).toEqual([0, -1])
  expect(exp(1000)).toBe(Number.POSITIVE_INFINITY)
  expect(sqrt(-1)).toBeNaN()
})
