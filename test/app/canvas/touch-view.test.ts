// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { touched } from '../../../app/canvas/touch-view.ts'
import { toWorld } from '../../../app/canvas/transform.ts'

const draw = (seed: number) => () => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed / 2147483648
}

test('what lay under the middle of the fingers stays there, whatever they do', () => {
  const random = draw(5)
  for (let round = 0; round < 200; round++) {
    const point = () => ({ x: random() * 900, y: random() * 700 })
    const view = { k: 0.1 + random() * 2, x: random() * 400 - 200, y: random() * 400 - 200 }
    const count = 1 + Math.floor(random() * 3)
    const before = Array.from({ length: count }, point)
    const after = Array.from({ length: count }, point)
    const middle = (all: typeof before) => ({
      x: all.reduce((sum, { x }) => sum + x, 0) / count,
      y: all.reduce((sum, { y }) => sum + y, 0) / count,
    })
    const next = touched(view, before, after)
    const [was, is] = [toWorld(view, middle(before)), toWorld(next, middle(after))]
    expect(is.x).toBeCloseTo(was.x, 6)
    expect(is.y).toBeCloseTo(was.y, 6)
    if (count === 1) expect(next.k).toBe(view.k)
  }
})

test('fingers twice as far apart show everything twice as large, within the limits of the zoom', () => {
  const at = (half: number) => [
    { x: 400 - half, y: 300 },
    { x: 400 + half, y: 300 },
  ]
  expect(touched({ k: 0.5, x: 0, y: 0 }, at(50), at(100)).k).toBeCloseTo(1)
  expect(touched({ k: 1, x: 0, y: 0 }, at(100), at(50)).k).toBeCloseTo(0.5)
  expect(touched({ k: 1, x: 0, y: 0 }, at(20), at(400)).k).toBe(2.5)
})

test('fingers that lie on each other move the view and leave its zoom', () => {
  const one = { x: 100, y: 100 }
  expect(touched({ k: 1, x: 0, y: 0 }, [one, one], [one, { x: 300, y: 100 }])).toEqual({ k: 1, x: 100, y: 0 })
})
