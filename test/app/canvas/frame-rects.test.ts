import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameKey } from '../../../app/canvas/frame-keys.ts'
import {
  carriedBy,
  frameAround,
  frameEdges,
  frameOfCards,
  holds,
  keepFramesAround,
  moveFrame,
  rectOfFrame,
  withEdgeMoved,
} from '../../../app/canvas/frame-rects.ts'
import { emptyWorkflow, type Frame, type Workflow } from '../../../workflow/document.ts'
import { addNode } from '../../../workflow/edits.ts'
import { addFrame, frameOf, smallestFrame } from '../../../workflow/frames.ts'

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

test('a resize moves the edges that are dragged and no other, and never makes a frame too small', () => {
  const by = fc.integer({ min: -900, max: 900 })
  const size = fc.integer({ min: 120, max: 900 })
  fc.assert(
    fc.property(fc.constantFrom(...frameEdges), by, by, size, size, (edge, dx, dy, width, height) => {
      const before = { x: 40, y: -30, width, height }
      const after = withEdgeMoved(before, edge, dx, dy)
      const right = (rect: typeof before) => rect.x + rect.width
      const bottom = (rect: typeof before) => rect.y + rect.height
      if (!edge.includes('w')) expect(after.x).toBe(before.x)
      if (!edge.includes('n')) expect(after.y).toBe(before.y)
      if (!edge.includes('e')) expect(right(after)).toBe(right(before))
      if (!edge.includes('s')) expect(bottom(after)).toBe(bottom(before))
      expect(after.width).toBeGreaterThanOrEqual(smallestFrame[0])
      expect(after.height).toBeGreaterThanOrEqual(smallestFrame[1])
      const free = after.width > smallestFrame[0] && after.height > smallestFrame[1]
      if (free && edge.includes('w')) expect(after.x).toBe(before.x + dx)
      if (free && edge.includes('s')) expect(bottom(after)).toBe(bottom(before) + dy)
    }),
    { seed: 4 },
  )
})

test('a frame that is moved takes its cards and inner frames along, and comes back with the opposite move', () => {
  const place = (id: string, x: number, y: number) => addNode(id, { node: 'note', version: 1, at: [x, y], inputs: {} })
  const frames = framed({
    outer: { title: '', at: [0, 0], size: [600, 400] },
    inner: { title: '', at: [50, 50], size: [200, 200] },
    beside: { title: '', at: [900, 50], size: [200, 200] },
  })
  const workflow = place('out', 800, 10)(place('in', 10, 10)(frames))
  const cards = [
    ['in', rect(10, 10)],
    ['out', rect(800, 10)],
  ] as const
  const moved = moveFrame('outer', cards, 30, -20)(workflow)
  expect(frameOf(moved, 'outer')!.at).toEqual([30, -20])
  expect(frameOf(moved, 'inner')!.at).toEqual([80, 30])
  expect(frameOf(moved, 'beside')!.at).toEqual([900, 50])
  expect(moved.nodes.in!.at).toEqual([40, -10])
  expect(moved.nodes.out!.at).toEqual([800, 10])
  expect(moveFrame('outer', [['in', rect(40, -10)]], -30, 20)(moved)).toEqual(workflow)
})

test('arrow keys move a frame, and with Shift one of its edges', () => {
  const workflow = framed({ f: { title: '', at: [0, 0], size: [600, 400] } })
  const press = (key: string, held: { shiftKey?: boolean; altKey?: boolean; ctrlKey?: boolean } = {}) => {
    const event = { key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held }
    const done = frameKey(workflow, 'f', [], event)
    return done && rectOfFrame(frameOf(done.edit(workflow), 'f')!)
  }
  expect(press('ArrowRight')).toEqual({ x: 8, y: 0, width: 600, height: 400 })
  expect(press('ArrowUp')).toEqual({ x: 0, y: -8, width: 600, height: 400 })
  expect(press('ArrowRight', { shiftKey: true })).toEqual({ x: 0, y: 0, width: 608, height: 400 })
  expect(press('ArrowUp', { shiftKey: true })).toEqual({ x: 0, y: 0, width: 600, height: 392 })
  expect(press('ArrowLeft', { shiftKey: true, altKey: true })).toEqual({ x: -8, y: 0, width: 608, height: 400 })
  expect(press('ArrowDown', { shiftKey: true, altKey: true })).toEqual({ x: 0, y: 8, width: 600, height: 392 })
  expect(press('Enter')).toBeUndefined()
  expect(press('ArrowLeft', { ctrlKey: true })).toBeUndefined()
})
