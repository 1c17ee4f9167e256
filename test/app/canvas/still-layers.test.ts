// @vitest-environment happy-dom

import { beforeAll, expect, test, vi } from 'vitest'
import { createStillLayers } from '../../../app/canvas/still-layers.ts'

beforeAll(() => {
  const brush = { scale() {} } as unknown as CanvasRenderingContext2D
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(brush as never)
})

test('what stays is painted again only when one of its causes is another, or it was dropped', () => {
  const layers = createStillLayers()
  let painted = 0
  const of = (...causes: unknown[]) => layers.of(causes, { width: 100.5, height: 50 }, 2, () => painted++)
  const [workflow, held] = [{}, new Map()]
  const first = of(workflow, held, 1)
  expect([first?.under.width, first?.over.height]).toEqual([201, 100])
  expect(of(workflow, held, 1)).toBe(first)
  expect(painted).toBe(1)
  expect(of(workflow, new Map(), 1)).not.toBe(first)
  expect(of(workflow, held, 1, 'frame')).not.toBe(first)
  expect(painted).toBe(3)
  layers.drop()
  of(workflow, held, 1, 'frame')
  expect(painted).toBe(4)
})
