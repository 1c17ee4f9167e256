import { describe, expect, test } from 'vitest'
import { type CardLayout, card, layoutCard, socketAt, socketsInRow } from '../../../app/canvas/geometry.ts'
import { wireBounds } from '../../../app/canvas/paint-wires.ts'
import { boundsOf, overlaps } from '../../../app/canvas/rects.ts'
import { fitted, zoomedAbout } from '../../../app/canvas/viewport.ts'
import { inputType } from '../../../workflow/definition.ts'
import type { PlacedNode } from '../../../workflow/document.ts'
import { placedNode } from '../../../workflow/edits.ts'
import { fieldApplies } from '../../../workflow/rules.ts'
import { palette } from '../../fakes/palette.ts'

const all = Object.values(palette).map((definition) => ({ definition, node: placedNode(definition, [10, 20]) }))

/** A bend in a wire has no header. */
const headerOf = ({ shape }: CardLayout): number => (shape === 'relay' ? 0 : card.header)

describe('the layout of a card', () => {
  test.each(all)('$definition.id: every socket lies on its edge, inside of the card, none on another', (each) => {
    const layout = layoutCard(each.definition, each.node)
    for (const side of ['inputs', 'outputs'] as const) {
      const seen = new Set<number>()
      for (const { x, y } of layout[side].values()) {
        expect(x).toBe(side === 'inputs' ? 0 : layout.width)
        expect(y).toBeGreaterThan(headerOf(layout))
        expect(y).toBeLessThan(layout.height)
        expect(seen.has(y)).toBe(false)
        seen.add(y)
      }
    }
  })

  test.each(all)('$definition.id: rows lie below each other and within the card', ({ definition, node }) => {
    const layout = layoutCard(definition, node)
    const rows = [
      ...layout.ports.map(({ y }) => ({ y, height: card.portRow })),
      ...layout.fields,
      ...(layout.view ? [layout.view] : []),
    ].sort((a, b) => a.y - b.y)
    let bottom = headerOf(layout)
    for (const row of rows) {
      expect(row.y).toBeGreaterThanOrEqual(bottom)
      bottom = row.y + row.height
    }
    expect(bottom).toBeLessThanOrEqual(layout.height)
  })

  test.each(all)('$definition.id: exactly the ports and the fields that apply have sockets', ({ definition, node }) => {
    const layout = layoutCard(definition, node)
    const linkable = Object.entries(definition.inputs)
      .filter(([, input]) => input.kind === 'port' || fieldApplies(definition, node, input))
      .filter(([, input]) => inputType(input) !== undefined)
      .map(([name]) => name)
    expect([...layout.inputs.keys()].sort()).toEqual(linkable.sort())
    expect([...layout.outputs.keys()]).toEqual(Object.keys(definition.outputs))
  })

  test.each(all)('$definition.id: the row at the height of a socket has that socket', ({ definition, node }) => {
    const layout = layoutCard(definition, node)
    if (layout.shape !== 'card') return
    for (const [name, { y }] of layout.inputs) expect(socketsInRow(layout, 'input', y)).toContain(name)
    for (const [name, { y }] of layout.outputs) expect(socketsInRow(layout, 'output', y)).toEqual([name])
    for (const side of ['input', 'output'] as const) expect(socketsInRow(layout, side, card.header / 2)).toEqual([])
  })

  test('a field that does not apply takes no room', () => {
    const source = palette.source!
    const plain = placedNode(source, [0, 0])
    const fancy = { ...plain, inputs: { ...plain.inputs, kind: { value: 'fancy' } } }
    expect(layoutCard(source, fancy).height - layoutCard(source, plain).height).toBe(card.field + card.gap)
  })

  test('fields of one row share its height', () => {
    const size = (name: string, row?: string) => ({
      [name]: { kind: 'number' as const, title: name, about: '', default: 8, min: 1, max: 9, step: 1, row },
    })
    const base = palette.text!
    const apart = { ...base, inputs: { ...size('width'), ...size('height') } }
    const joined = { ...base, inputs: { ...size('width', 'Size'), ...size('height', 'Size') } }
    const node = placedNode(joined, [0, 0])
    expect(layoutCard(apart, node).height - layoutCard(joined, node).height).toBe(card.field + card.gap)
    expect(layoutCard(joined, node).fields[0]!.names).toEqual(['width', 'height'])
    expect(layoutCard(joined, node).inputs.get('width')).not.toEqual(layoutCard(joined, node).inputs.get('height'))
  })

  test('a curve takes room for its graph; a number in its place, a link, and what is no curve do not', () => {
    const field = { kind: 'curve' as const, title: 'G', about: '', default: 4, min: 1, max: 9, step: 1 }
    const curved = { ...palette.text!, inputs: { g: field } }
    const height = (filled: PlacedNode['inputs'][string]) =>
      layoutCard(curved, { node: 'text', version: 1, at: [0, 0], inputs: { g: filled } }).height
    const line = height({ value: 4 })
    expect(height({ value: { curve: 'linear', from: 2, to: 5 } }) - line).toBe(card.field + card.curveGraph)
    expect(height({ value: { curve: 'from the future' } })).toBe(line)
    expect(height({ from: 'n', output: 'number' })).toBe(line)
  })

  test('text never changes the size of a card with a text area; a note grows with its text, up to a limit', () => {
    const field = { kind: 'text' as const, title: 'Text', about: '', default: '', lines: 3 }
    const long = { node: 'text', version: 1, at: [0, 0] as const, inputs: { text: { value: 'word '.repeat(500) } } }
    const short = { ...long, inputs: { text: { value: '' } } }
    const area = { ...palette.text!, inputs: { text: field } }
    expect(layoutCard(area, long).height).toBe(layoutCard(area, short).height)
    const note = { ...area, view: 'note' as const }
    expect(layoutCard(note, long).height).toBeGreaterThan(layoutCard(note, short).height)
    expect(layoutCard(note, long).height).toBeLessThan(500)
    // Long words leave room at the ends of their lines.
    const said = (word: string, count: number) =>
      layoutCard(note, { ...long, inputs: { text: { value: Array(count).fill(word).join(' ') } } }).height
    expect(said('w'.repeat(19), 9) - said('w'.repeat(19), 8)).toBe(card.line)
    expect(said('w'.repeat(19), 9)).toBeGreaterThan(said('w'.repeat(9), 18))
    expect(said('w'.repeat(340), 1)).toBe(said('w'.repeat(34), 10))
  })

  test('a node that is not installed shows the sockets that links speak of, and any other at its header', () => {
    const node = {
      node: 'gone',
      version: 1,
      at: [0, 0] as const,
      inputs: { a: { from: 'x', output: 'latent' }, b: { value: 3 } },
    }
    const layout = layoutCard(undefined, node, ['out'])
    expect([...layout.inputs.keys()]).toEqual(['a'])
    expect([...layout.outputs.keys()]).toEqual(['out'])
    expect(socketAt(layout, 'output', 'other')).toEqual({ x: layout.width, y: card.header / 2 })
  })
})

describe('the view', () => {
  test('a zoom leaves the point under the pointer where it is', () => {
    const before = { x: 31, y: -12, k: 0.8 }
    for (const factor of [0.5, 1.3, 0.001, 1000]) {
      const after = zoomedAbout(before, { x: 400, y: 300 }, factor)
      expect((400 - after.x) / after.k).toBeCloseTo((400 - before.x) / before.k)
      expect((300 - after.y) / after.k).toBeCloseTo((300 - before.y) / before.k)
    }
  })

  test('fitting shows all of it, centred, and never above 100 %', () => {
    const size = { width: 900, height: 700 }
    for (const bounds of [
      { x: -50, y: 900, width: 4000, height: 300 },
      { x: 0, y: 0, width: 100, height: 100 },
    ]) {
      const { x, y, k } = fitted(bounds, size)
      expect(k).toBeLessThanOrEqual(1)
      expect(bounds.x * k + x).toBeGreaterThanOrEqual(0)
      expect(bounds.y * k + y).toBeGreaterThanOrEqual(0)
      expect((bounds.x + bounds.width / 2) * k + x).toBeCloseTo(450)
      expect((bounds.y + bounds.height / 2) * k + y).toBeCloseTo(350)
    }
  })

  test('the rectangle around a wire holds both of its ends, whichever lies left', () => {
    for (const [from, to] of [
      [
        { x: 0, y: 0 },
        { x: 300, y: -80 },
      ],
      [
        { x: 300, y: 10 },
        { x: 0, y: 500 },
      ],
    ] as const) {
      const bounds = wireBounds(from, to)
      for (const end of [from, to]) expect(overlaps(bounds, { ...end, width: 0, height: 0 })).toBe(true)
    }
  })

  test('bounds hold every rectangle; around none there are none', () => {
    expect(boundsOf([])).toBeUndefined()
    expect(
      boundsOf([
        { x: 1, y: 2, width: 3, height: 4 },
        { x: -5, y: 4, width: 1, height: 9 },
      ]),
    ).toEqual({
      x: -5,
      y: 2,
      width: 9,
      height: 11,
    })
  })
})

test('cards absurdly far off have no part in the rectangle around all', () => {
  const card = { x: 10, y: 20, width: 200, height: 100 }
  const far = [1e308, -1e308, 1e12].flatMap((off) => [
    { ...card, x: off },
    { ...card, y: off },
    { ...card, width: off },
  ])
  expect(boundsOf([...far.filter(({ width }) => width > 0), card])).toEqual(card)
  expect(
    boundsOf([
      { ...card, x: 1e308 },
      { ...card, x: -1e308 },
    ]),
  ).toBeUndefined()
})
