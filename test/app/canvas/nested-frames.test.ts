import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameTitle, holds, keepFramesAround, rectOfFrame } from '../../../app/canvas/frame-rects.ts'
import { addFrameWithin, frameAroundNodes, frameFitted } from '../../../app/canvas/nested-frames.ts'
import { covers, type Rect } from '../../../app/canvas/rects.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode } from '../../../workflow/edits.ts'
import { changeFrame, frameOf } from '../../../workflow/frames.ts'

const ids = ['a', 'b', 'c', 'd']
const cards = ids.map((id, index) => [id, { x: index * 140, y: (index % 2) * 90, width: 100, height: 60 }] as const)
const start = cards.reduce<Workflow>(
  (workflow, [id, { x, y }]) => addNode(id, { node: 'note', version: 1, at: [x, y], inputs: {} })(workflow),
  emptyWorkflow('x'),
)
const framed = (workflow: Workflow, id: string, chosen: readonly string[]) => {
  const set = new Set(chosen)
  return addFrameWithin(id, { title: id, ...frameAroundNodes(workflow, set, cards)! }, set, cards)(workflow)
}
const rectOf = (workflow: Workflow, id: string): Rect => rectOfFrame(frameOf(workflow, id)!)
/** The outer frame holds the inner with its title in sight, and lies below it. */
const nests = (workflow: Workflow, outer: string, inner: string) => {
  const [around, within] = [rectOf(workflow, outer), rectOf(workflow, inner)]
  expect(covers(around, within)).toBe(true)
  expect(within.y - around.y).toBeGreaterThanOrEqual(frameTitle)
  expect(within.x).toBeGreaterThan(around.x)
}
const under = (workflow: Workflow, lower: string, upper: string) => {
  const order = Object.keys(workflow.frames!)
  expect(order.indexOf(lower)).toBeLessThan(order.indexOf(upper))
}

test('a frame around framed cards leaves the title of theirs in sight, and lies below it', () => {
  const workflow = framed(framed(framed(start, 'inner', ['a']), 'outer', ['a', 'b']), 'same', ['a', 'b'])
  nests(workflow, 'outer', 'inner')
  nests(workflow, 'same', 'outer')
  under(workflow, 'outer', 'inner')
  under(workflow, 'same', 'outer')
})

test('a frame that is added in others makes them grow around it, from the inside out', () => {
  const workflow = framed(framed(framed(start, 'all', ids), 'three', ['a', 'b', 'c']), 'one', ['a'])
  nests(workflow, 'all', 'three')
  nests(workflow, 'three', 'one')
  under(workflow, 'all', 'one')
  expect(holds(rectOf(workflow, 'three'), cards[3]![1])).toBe(false)
})

test('a frame is fitted around its cards and the frames in it that hold some of them', () => {
  const nested = framed(framed(start, 'inner', ['a']), 'outer', ['a', 'b'])
  const wide = changeFrame('outer', { at: [-400, -400], size: [900, 900] })(nested)
  const fitted = changeFrame('outer', frameFitted(wide, 'outer', cards.slice(0, 2))!)(wide)
  expect(fitted.frames).toEqual(nested.frames)
})

test('frames in frames stay so where their cards are given new places', () => {
  const workflow = framed(framed(start, 'inner', ['a', 'b']), 'outer', ['a', 'b', 'c'])
  const place = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }))
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }), place, place, (moved, one, other) => {
      const places = new Map(moved.map((id, index) => [id, index === 0 ? one : other] as const))
      const after = keepFramesAround(new Map(cards.slice(0, 3)), places)(workflow)
      for (const id of ['a', 'b', 'c'] as const) {
        const [x, y] = places.get(id) ?? workflow.nodes[id]!.at
        const card = { ...cards.find(([each]) => each === id)![1], x, y }
        expect(covers(rectOf(after, 'outer'), card)).toBe(true)
      }
      nests(after, 'outer', 'inner')
    }),
    { seed: 10, numRuns: 100 },
  )
})
