import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutCard, socketAt } from '../../../app/canvas/geometry.ts'
import { createNearIndex } from '../../../app/canvas/near-index.ts'
import { bend } from '../../../app/canvas/paint-wires.ts'
import type { Point } from '../../../app/canvas/rects.ts'
import { pictureAt, sourceOf, targetAt, wireDistance } from '../../../app/inspect/target-at.ts'
import type { Definition } from '../../../workflow/definition.ts'
import { linksOf, type PlacedNode, type Workflow } from '../../../workflow/document.ts'
import { palette } from '../../fakes/palette.ts'

const along = (from: Point, to: Point, t: number): Point => {
  const reach = bend(from, to)
  const u = 1 - t
  const at = (a: number, b: number, c: number, d: number) =>
    u ** 3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t ** 3 * d
  return { x: at(from.x, from.x + reach, to.x - reach, to.x), y: at(from.y, from.y, to.y, to.y) }
}

describe('the distance from a wire', () => {
  const place = fc.record({ x: fc.integer({ min: -800, max: 800 }), y: fc.integer({ min: -800, max: 800 }) })

  test('is nothing on the wire, whichever way it turns', () => {
    fc.assert(
      fc.property(place, place, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, t) => {
        expect(wireDistance(from, to, along(from, to, t))).toBeLessThan(1.5)
      }),
      { seed: 1 },
    )
  })

  test('is never less than that of the nearest of many points on it, give or take their spacing', () => {
    fc.assert(
      fc.property(place, place, place, (from, to, point) => {
        const points = Array.from({ length: 2001 }, (_, index) => along(from, to, index / 2000))
        const nearest = Math.min(...points.map((each) => Math.hypot(each.x - point.x, each.y - point.y)))
        expect(Math.abs(wireDistance(from, to, point) - nearest)).toBeLessThan(3)
      }),
      { seed: 2, numRuns: 40 },
    )
  })
})

/** A canvas of three cards: a → b, and c, which covers the middle of their wire. */
const stage = (covered: boolean, k = 1) => {
  const node = (kind: string, at: [number, number], inputs: PlacedNode['inputs'] = {}): PlacedNode => ({
    node: kind,
    version: 1,
    at,
    inputs,
  })
  const workflow: Workflow = {
    format: 'reelgraph',
    version: 1,
    nodes: {
      a: node('source', [0, 0]),
      b: node('through', [900, 100], { latent: { from: 'a', output: 'latent' } }),
      c: node('decode', covered ? [450, 100] : [450, 900]),
    },
  }
  const layoutOf = (id: string) => layoutCard(palette[workflow.nodes[id]!.node], workflow.nodes[id]!)
  const rectOf = (id: string) => {
    const [x, y] = workflow.nodes[id]!.at
    const { width, height } = layoutOf(id)
    return { x, y, width, height }
  }
  const socketPoint = ({ node: id, side, name }: { node: string; side: 'input' | 'output'; name: string }) => {
    const at = socketAt(layoutOf(id), side, name)
    const rect = rectOf(id)
    return { x: rect.x + at.x, y: rect.y + at.y }
  }
  const ids = Object.keys(workflow.nodes)
  const none = new Map()
  const near = createNearIndex({
    definitions: palette,
    workflow: () => workflow,
    links: linksOf,
    layoutOf,
    held: () => none,
  })
  const scene: Parameters<typeof targetAt>[0] = {
    transform: { x: 0, y: 0, k },
    cardsIn: near.cards,
    wiresIn: near.wires,
    rectOf,
    layoutOf,
    nodeAt: ({ x, y }) =>
      ids.find((id) => {
        const rect = rectOf(id)
        return x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height
      }),
  }
  const from = socketPoint({ node: 'a', side: 'output', name: 'latent' })
  const to = socketPoint({ node: 'b', side: 'input', name: 'latent' })
  return { scene, workflow, from, to }
}

describe('what lies at a point', () => {
  test('is the socket that is nearest, before a wire that ends there', () => {
    const { scene, from, to, workflow } = stage(false)
    const at = targetAt(scene, { x: from.x + 4, y: from.y })
    expect(at).toEqual({ kind: 'socket', socket: { node: 'a', side: 'output', name: 'latent' } })
    expect(sourceOf(workflow, palette, at!)).toEqual({ node: 'a', output: 'latent' })
    const input = targetAt(scene, { x: to.x - 4, y: to.y })
    expect(input).toEqual({ kind: 'socket', socket: { node: 'b', side: 'input', name: 'latent' } })
    expect(sourceOf(workflow, palette, input!)).toEqual({ node: 'a', output: 'latent' })
    expect(
      sourceOf(workflow, palette, { kind: 'socket', socket: { node: 'b', side: 'input', name: 'extra' } }),
    ).toBeUndefined()
  })

  test('is a wire near its middle, unless a card covers it', () => {
    const { scene, workflow, from, to } = stage(false)
    const middle = along(from, to, 0.5)
    const wire = targetAt(scene, { x: middle.x, y: middle.y + 5 })
    expect(wire).toMatchObject({ kind: 'wire', link: { from: 'a', output: 'latent', to: 'b', input: 'latent' } })
    expect(sourceOf(workflow, palette, wire!)).toEqual({ node: 'a', output: 'latent' })
    expect(targetAt(scene, { x: middle.x, y: middle.y + 30 })).toBeUndefined()
    const covered = stage(true)
    expect(targetAt(covered.scene, along(covered.from, covered.to, 0.5))).toBeUndefined()
  })

  test('is as near on the screen at any zoom', () => {
    const { scene, from, to } = stage(false, 0.25)
    const middle = along(from, to, 0.5)
    expect(targetAt(scene, { x: middle.x, y: middle.y + 20 })?.kind).toBe('wire')
  })
})

test('a picture is looked at closer only where it is small on the screen, and only between its edges', () => {
  const at = (y: number, k: number, view: { y: number; height: number } | undefined = { y: 100, height: 200 }) =>
    pictureAt(
      {
        transform: { x: 0, y: 0, k },
        nodeAt: ({ y }) => (y < 400 ? 'n' : undefined),
        rectOf: () => ({ x: 10, y: 20, width: 236, height: 380 }),
        layoutOf: () => ({
          ...layoutCard(palette.source, { node: 'source', version: 1, at: [0, 0], inputs: {} }),
          view,
        }),
      },
      { x: 50, y },
    )?.node
  expect([119, 120, 320, 321, 500].map((y) => at(y, 0.7))).toEqual([undefined, 'n', 'n', undefined, undefined])
  expect(at(200, 0.8)).toBeUndefined()
})

test('a value is that of the node that made it, through bends in the wire and bypassed nodes', () => {
  const node = (kind: string, inputs: PlacedNode['inputs'] = {}, more = {}): PlacedNode => ({
    node: kind,
    version: 1,
    at: [0, 0],
    inputs,
    ...more,
  })
  const link = (from: string) => ({ latent: { from, output: 'latent' } })
  const relay: Definition = {
    ...palette.through!,
    id: 'relay',
    inputs: { latent: palette.through!.inputs.latent! },
    relay: true,
  }
  const workflow: Workflow = {
    format: 'reelgraph',
    version: 1,
    nodes: {
      a: node('source'),
      bend: node('relay', link('a')),
      off: node('through', link('bend'), { mode: 'bypass' }),
      end: node('through', link('off')),
      lost: node('relay'),
    },
  }
  const definitions = { ...palette, relay }
  const of = (id: string, side: 'input' | 'output') =>
    sourceOf(workflow, definitions, { kind: 'socket', socket: { node: id, side, name: 'latent' } })
  expect(of('end', 'input')).toEqual({ node: 'a', output: 'latent' })
  expect(of('bend', 'output')).toEqual({ node: 'a', output: 'latent' })
  expect(of('end', 'output')).toEqual({ node: 'end', output: 'latent' })
  expect(of('lost', 'output')).toBeUndefined()
})
