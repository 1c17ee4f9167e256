import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutCard, socketAt } from '../../../app/canvas/geometry.ts'
import { createLinkIndex, outputsRead, readersOf, rememberLast } from '../../../app/canvas/link-index.ts'
import { createNearIndex } from '../../../app/canvas/near-index.ts'
import { wireBounds } from '../../../app/canvas/paint-wires.ts'
import { overlaps, type Point, type Rect } from '../../../app/canvas/rects.ts'
import { definitionOf } from '../../../workflow/definition.ts'
import {
  emptyWorkflow,
  linksOf,
  type NodeId,
  nodeOf,
  type PlacedNode,
  type Workflow,
} from '../../../workflow/document.ts'
import { moveNodes, retitle } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'
import { type Gesture, gesture } from '../../workflow/arbitrary.ts'

/** An index over a document that can be exchanged, and nodes that can be held. */
const setUp = (start: Workflow) => {
  let workflow = start
  let held: ReadonlyMap<NodeId, Point> = new Map()
  const readers = rememberLast(readersOf)
  const known = new Map<NodeId, { node: PlacedNode; read: string; layout: ReturnType<typeof layoutCard> }>()
  const layoutOf = (id: NodeId) => {
    const node = nodeOf(workflow, id)
    if (!node) return undefined
    const read = outputsRead(readers(workflow), id)
    const before = known.get(id)
    if (before?.node.inputs === node.inputs && before.node.collapsed === node.collapsed && before.read === read.join())
      return before.layout
    const layout = layoutCard(definitionOf(palette, node.node), node, read)
    known.set(id, { node, read: read.join(), layout })
    return layout
  }
  const index = createNearIndex({
    definitions: palette,
    workflow: () => workflow,
    links: createLinkIndex(),
    layoutOf,
    held: () => held,
  })
  const rectOf = (id: NodeId): Rect => {
    const { width, height } = layoutOf(id)!
    const [x, y] = workflow.nodes[id]!.at
    return { x, y, ...held.get(id), width, height }
  }
  const socketPoint = (id: NodeId, side: 'input' | 'output', name: string): Point => {
    const at = socketAt(layoutOf(id)!, side, name)
    const { x, y } = rectOf(id)
    return { x: x + at.x, y: y + at.y }
  }
  return {
    index,
    become(next: Workflow) {
      workflow = next
    },
    hold(next: ReadonlyMap<NodeId, Point>) {
      held = next
    },
    now: () => workflow,
    /** The same answers, from a look at everything. */
    scan: {
      cards: (rect: Rect) => Object.keys(workflow.nodes).filter((id) => overlaps(rectOf(id), rect)),
      wires: (rect: Rect) =>
        linksOf(workflow)
          .filter((link) => nodeOf(workflow, link.from))
          .map((link) => ({
            link,
            from: socketPoint(link.from, 'output', link.output),
            to: socketPoint(link.to, 'input', link.input),
          }))
          .filter(({ from, to }) => overlaps(wireBounds(from, to), rect)),
    },
  }
}

const anywhere = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -6000, max: 6000, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(-1e300, -3e9, 0, 1000, 2e5, 3e9, 1e300) },
)
const place = fc.tuple(anywhere, anywhere)
const share = fc.double({ min: 0, max: 0.999, noNaN: true })
const idAt = (workflow: Workflow, at: number) => {
  const ids = Object.keys(workflow.nodes)
  return ids[Math.floor(at * ids.length)] ?? 'nobody'
}
const fling: fc.Arbitrary<Gesture> = fc.tuple(share, place).map(
  ([at, to]) =>
    (workflow) =>
      moveNodes(new Map([[idAt(workflow, at), to]])),
)
const look = fc
  .tuple(place, fc.constantFrom(0, 30, 900, 4000, 12_000, 1e7), fc.constantFrom(0, 30, 700, 4000, 12_000))
  .map(([[x, y], width, height]): Rect => ({ x, y, width, height }))

/** Nodes of which each reads one before it. */
const woven: fc.Arbitrary<Workflow> = fc
  .array(fc.tuple(place, share), { minLength: 12, maxLength: 24, size: 'max' })
  .map((drawn) => ({
    ...emptyWorkflow('woven'),
    nodes: Object.fromEntries(
      drawn.map(([at, from], index): [NodeId, PlacedNode] => {
        const inputs: PlacedNode['inputs'] =
          index === 0 ? {} : { latent: { from: `n${Math.floor(from * index)}`, output: 'latent' } }
        return [`n${index}`, { node: 'through', version: 1, at, inputs }]
      }),
    ),
  }))

type Turn =
  | { readonly back: number }
  | { readonly edit: Gesture }
  | { readonly look: Rect }
  | { readonly hold: readonly (readonly [number, readonly [number, number]])[] }
  | { readonly drag: readonly [number, readonly [number, number]] }
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 3, arbitrary: fc.oneof(fling, gesture(palette)).map((edit) => ({ edit })) },
  { weight: 1, arbitrary: share.map((back) => ({ back })) },
  { weight: 4, arbitrary: look.map((each) => ({ look: each })) },
  { weight: 1, arbitrary: fc.array(fc.tuple(share, place), { maxLength: 5 }).map((hold) => ({ hold })) },
  { weight: 1, arbitrary: fc.tuple(share, place).map((drag) => ({ drag })) },
)

describe('what lies near', () => {
  test('is what a look at everything finds, in the same order, after any edits and while nodes are dragged', () => {
    fc.assert(
      fc.property(woven, fc.array(turn, { minLength: 30, maxLength: 60, size: 'max' }), (start, turns) => {
        const { index, become, hold, now, scan } = setUp(start)
        let held = new Map<NodeId, Point>()
        const past = [start]
        for (const each of turns) {
          if ('edit' in each) {
            become(each.edit(now())(now()))
            past.push(now())
          } else if ('back' in each) become(past[Math.floor(each.back * past.length)]!)
          else if ('hold' in each) {
            held = new Map(each.hold.map(([at, [x, y]]) => [idAt(now(), at), { x, y }]))
            hold(held)
          } else if ('drag' in each) {
            // A drag writes into the map that it holds.
            const id = [...held.keys()][Math.floor(each.drag[0] * held.size)]
            if (id !== undefined) held.set(id, { x: each.drag[1][0], y: each.drag[1][1] })
          } else {
            expect(index.cards(each.look)).toEqual(scan.cards(each.look))
            const found = index.wires(each.look)
            expect(found.map(({ link, from, to }) => ({ link, from, to }))).toEqual(scan.wires(each.look))
            // What is held and what stays are the whole, and nothing is both.
            const [carried, rest] = [index.cards(each.look, 'held'), index.cards(each.look, 'still')]
            expect(carried.every((id) => held.has(id))).toBe(true)
            expect([...carried, ...rest].sort()).toEqual(scan.cards(each.look).sort())
            const [moving, staying] = [index.wires(each.look, 'held'), index.wires(each.look, 'still')]
            expect(moving.every(({ link }) => held.has(link.from) || held.has(link.to))).toBe(true)
            expect(new Set([...moving, ...staying].map(({ link }) => link))).toEqual(
              new Set(found.map(({ link }) => link)),
            )
            expect(moving.length + staying.length).toBe(found.length)
            // With 0 added -0 is 0.
            expect(index.all().map(({ id, rect: { x, y } }) => [id, x + 0, y + 0])).toEqual(
              Object.entries(now().nodes).map(([id, { at }]) => [id, at[0] + 0, at[1] + 0]),
            )
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('all cards are the same list after an edit that moves none and leaves every layout', () => {
    fc.assert(
      fc.property(woven, share, place, (start, at, to) => {
        const { index, become, now } = setUp(start)
        const before = index.all()
        become(retitle(idAt(now(), at), 'another')(now()))
        expect(index.all()).toBe(before)
        const still = now()
        become(moveNodes(new Map([[idAt(still, at), to]]))(still))
        expect(index.all() === before).toBe(now() === still)
      }),
    )
  })
})
