import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentRects } from '../../../app/canvas/document-rects.ts'
import { frameOfCards, holds, rectOfFrame } from '../../../app/canvas/frame-rects.ts'
import { overlaps, type Rect } from '../../../app/canvas/rects.ts'
import { framesByNode, moveIntoFrame, moveOutOfFrame } from '../../../app/outline/frame-moves.ts'
import { frameNames } from '../../../app/outline/frame-names.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, placedNode } from '../../../workflow/edits.ts'
import { addFrame, frameOf } from '../../../workflow/frames.ts'
import { palette } from '../../fakes/palette.ts'

const kinds = ['source', 'through', 'decode', 'text'] as const
const place = fc.tuple(fc.integer({ min: -1500, max: 1500 }), fc.integer({ min: -1500, max: 1500 }))
const documents = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...kinds), place), { minLength: 1, maxLength: 8 }),
    fc.array(fc.tuple(place, fc.integer({ min: 120, max: 900 }), fc.integer({ min: 72, max: 900 })), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([nodes, frames]) => {
    const placed = nodes.reduce<Workflow>(
      (workflow, [kind, at], index) => addNode(`n${index}`, placedNode(palette[kind]!, at))(workflow),
      emptyWorkflow('x'),
    )
    return frames.reduce(
      (workflow, [at, width, height], index) =>
        addFrame(`f${index}`, { title: '', at, size: [width, height] })(workflow),
      placed,
    )
  })
const some = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 })

test('nodes that are put into a frame lie in it, and nothing else moves', () => {
  fc.assert(
    fc.property(documents, some, (before, chosen) => {
      const ids = new Set(chosen.map((each) => `n${each % Object.keys(before.nodes).length}`))
      const after = moveIntoFrame(ids, 'f0', palette)(before)
      const rects = documentRects(after, palette)
      const frame = rectOfFrame(frameOf(after, 'f0')!)
      const was = rectOfFrame(frameOf(before, 'f0')!)
      // The frame only grows.
      expect(frame.x).toBeLessThanOrEqual(was.x)
      expect(frame.x + frame.width).toBeGreaterThanOrEqual(was.x + was.width)
      for (const [id, node] of Object.entries(after.nodes)) {
        if (ids.has(id)) expect(holds(frame, rects.get(id)!)).toBe(true)
        else expect(node).toBe(before.nodes[id])
      }
      const moved = [...ids].filter((id) => after.nodes[id] !== before.nodes[id]).map((id) => rects.get(id)!)
      for (const [index, a] of moved.entries())
        for (const b of moved.slice(index + 1)) expect(overlaps(a, b)).toBe(false)
    }),
    { seed: 11 },
  )
})

test('nodes that are taken out of their frame lie in none, and cover no other card', () => {
  fc.assert(
    fc.property(documents, some, (before, chosen) => {
      const ids = new Set(chosen.map((each) => `n${each % Object.keys(before.nodes).length}`))
      const after = moveOutOfFrame(ids, palette)(before)
      const rects = documentRects(after, palette)
      const homes = frameOfCards(after, rects)
      for (const id of ids) {
        expect(homes.has(id)).toBe(false)
        if (after.nodes[id] === before.nodes[id]) continue
        for (const [other, rect] of rects as ReadonlyMap<string, Rect>)
          if (other !== id) expect(overlaps(rect, rects.get(id)!)).toBe(false)
      }
      expect(after.frames).toBe(before.frames)
    }),
    { seed: 12 },
  )
})

test('frames of one title are told apart by a number', () => {
  const frame = (title: string) => ({ title, at: [0, 0] as const, size: [200, 200] as const })
  const all = ['Prompts', ' ', 'Prompts', ''].reduce<Workflow>(
    (workflow, title, index) => addFrame(`f${index}`, frame(title))(workflow),
    emptyWorkflow('x'),
  )
  expect([...frameNames(all, 'Untitled').values()]).toEqual(['Prompts', 'Untitled', 'Prompts 2', 'Untitled 2'])
})

test('which frame a node is in is measured once for a document, and again where its definition is another', () => {
  const frame = { title: 'here', at: [0, 0] as const, size: [300, 160] as const }
  const document = addNode('in', placedNode(palette.text!, [30, 60]))(addFrame('f', frame)(emptyWorkflow('x')))
  const definitions = { ...palette }
  const homes = framesByNode(document, definitions)
  expect([...homes]).toEqual([['in', 'f']])
  expect(framesByNode(document, definitions)).toBe(homes)
  definitions.text = { ...palette.source!, id: 'text', view: 'latent' }
  expect([...framesByNode(document, definitions)]).toEqual([])
})

test('a frame grows to a side on which no other card stands', () => {
  const frame = { title: 'here', at: [0, 0] as const, size: [300, 300] as const }
  const start = addNode('in', placedNode(palette.text!, [30, 60]))(addFrame('f', frame)(emptyWorkflow('x')))
  const around = { below: [30, 320], right: [320, 60], above: [30, -200], left: [-300, 60] } as const
  for (const free of Object.keys(around)) {
    const blocked = Object.entries(around).reduce<Workflow>(
      (workflow, [side, at]) => (side === free ? workflow : addNode(side, placedNode(palette.text!, at))(workflow)),
      addNode('new', placedNode(palette.source!, [5000, 5000]))(start),
    )
    const after = moveIntoFrame(['new'], 'f', palette)(blocked)
    const rects = documentRects(after, palette)
    const grown = rectOfFrame(frameOf(after, 'f')!)
    expect(holds(grown, rects.get('new')!), free).toBe(true)
    for (const side of Object.keys(around)) if (side !== free) expect(overlaps(grown, rects.get(side)!)).toBe(false)
  }
})
