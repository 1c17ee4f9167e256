import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  carriedBy,
  frameAround,
  frameOfCards,
  holds,
  keepFramesAround,
  rectOfFrame,
} from '../../../app/canvas/frame-rects.ts'
import { emptyWorkflow, type Frame, type Workflow } from '../../../workflow/document.ts'
import { addFrame, frameOf } from '../../../workflow/frames.ts'

const framed = (frames: Record<string, Frame>): Workflow =>
  Object.entries(frames).reduce<Workflow>((workflow, [id, frame]) => addFrame(id, frame)(workflow), emptyWorkflow('x'))
const rect = (x: number, y: number) => ({ x, y, width: 100, height: 60 })

test('a frame around cards holds each of them', () => {
  const cards = fc.array(fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 })), {
    minLength: 1,
  })
  fc.assert(
    fc.property(cards, (all) => {
      const around = rectOfFrame(frameAround(all.map(([x, y]) => rect(x, y)))!)
      for (const [x, y] of all) expect(holds(around, rect(x, y))).toBe(true)
    }),
    { seed: 1 },
  )
  expect(frameAround([])).toBeUndefined()
})

test('a frame carries the cards whose middles lie in it, and the frames that lie in it whole', () => {
  const workflow = framed({
    outer: { title: '', at: [0, 0], size: [600, 400] },
    inner: { title: '', at: [50, 50], size: [200, 200] },
    beside: { title: '', at: [500, 50], size: [200, 200] },
  })
  const cards = [
    ['in', rect(10, 10)],
    ['half', rect(560, 10)],
    ['out', rect(700, 10)],
  ] as const
  const carried = carriedBy(workflow, 'outer', rectOfFrame(frameOf(workflow, 'outer')!), cards)
  expect(carried).toEqual({ nodes: ['in'], frames: ['inner'] })
  expect(frameOfCards(workflow, new Map([['deep', rect(80, 80)], ...cards]))).toEqual(
    new Map([
      ['deep', 'inner'],
      ['in', 'outer'],
    ]),
  )
})

test('frames follow the cards that are given new places, and others stay as they are', () => {
  const cards = new Map([
    ['a', rect(20, 60)],
    ['b', rect(900, 0)],
  ])
  const workflow = framed({
    first: { title: 'first', at: [0, 0], size: [300, 300] },
    second: { title: 'second', at: [850, -50], size: [300, 300] },
  })
  const moved = keepFramesAround(cards, new Map([['a', [400, 500] as const]]))(workflow)
  expect(holds(rectOfFrame(frameOf(moved, 'first')!), rect(400, 500))).toBe(true)
  expect(moved.frames!.second).toBe(workflow.frames!.second)
  expect(keepFramesAround(cards, new Map())(workflow)).toBe(workflow)
})
