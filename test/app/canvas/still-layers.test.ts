// @vitest-environment happy-dom

import { beforeEach, expect, test, vi } from 'vitest'
import { createStillLayers } from '../../../app/canvas/still-layers.ts'

const brush = {
  setTransform: vi.fn(),
  clearRect: vi.fn(),
  save() {},
  beginPath() {},
  rect: vi.fn(),
  clip() {},
  restore() {},
}
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(brush as never)
})
const size = { width: 100.5, height: 50 }

test('what stays is painted again only when one of its causes is another, or it was dropped', () => {
  const layers = createStillLayers()
  let painted = 0
  const of = (...causes: unknown[]) => layers.of(causes, size, 2, () => painted++)
  const [workflow, held] = [{}, new Map()]
  const first = of(workflow, held, 1)
  expect([first?.under.width, first?.over.height]).toEqual([201, 100])
  of(workflow, held, 1)
  expect(painted).toBe(1)
  of(workflow, new Map(), 1)
  of(workflow, held, 1, 'frame')
  expect(painted).toBe(3)
  layers.drop()
  of(workflow, held, 1, 'frame')
  expect(painted).toBe(4)
})

test('it is painted again for a screen of another density or a view of another size, on the same two canvases, which are cleared', () => {
  const layers = createStillLayers()
  let painted = 0
  const of = (view: { width: number; height: number }, density: number) =>
    layers.of([1], view, density, () => painted++)
  const first = of(size, 1)
  const { under, over } = first!
  for (const [view, density] of [
    [size, 2],
    [size, 1],
    [{ width: 80, height: 50 }, 1],
    [{ width: 40, height: 25 }, 2],
  ] as const) {
    brush.clearRect.mockClear()
    const next = of(view, density)
    expect([next?.under, next?.over]).toEqual([under, over])
    expect(brush.clearRect).toHaveBeenCalledTimes(2)
    expect(brush.setTransform).toHaveBeenLastCalledWith(density, 0, 0, density, 0, 0)
  }
  expect(painted).toBe(5)
  layers.drop()
  expect(of(size, 1)?.under).not.toBe(under)
})
