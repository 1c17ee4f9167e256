import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlacedNode } from '../../workflow/document.ts'
import { changedNodes, onlyMoved, withNodes } from '../../workflow/node-records.ts'

const node = (x: number): PlacedNode => ({ node: 'noise', version: 1, at: [x, 0], inputs: {} })
/** Names that objects treat in their own way are among them. */
const id = fc.constantFrom('a', 'b', 'c', '7', '3', '__proto__', 'constructor')
const entries = fc.uniqueArray(fc.tuple(id, fc.nat(9)), { selector: ([name]) => name })
const record = (all: readonly (readonly [string, number])[]) =>
  Object.fromEntries(all.map(([name, x]) => [name, node(x)]))

test('nodes put into a record are what a spread makes of it, in its order, and what changed is what a look finds', () => {
  fc.assert(
    fc.property(entries, entries, (all, given) => {
      const nodes = record(all)
      const others = new Map(Object.entries(record(given)))
      const made = withNodes(nodes, others)
      const spread = { ...nodes, ...Object.fromEntries(others) }
      expect(Object.entries(made)).toEqual(Object.entries(spread))
      expect(Object.getPrototypeOf(made)).toBe(Object.prototype)
      const looked = [...changedNodes(nodes, spread)].sort()
      expect([...changedNodes(nodes, made)].sort()).toEqual(looked)
      expect([...changedNodes(made, nodes)].sort()).toEqual(looked)
    }),
  )
})

test('a node has only moved where nothing but its place is another', () => {
  const one = node(1)
  expect(onlyMoved(one, { ...one, at: [5, 5] })).toBe(true)
  expect(onlyMoved(one, { ...one, title: 'Other' })).toBe(false)
  expect(onlyMoved({ ...one, title: 'Other' }, one)).toBe(false)
  expect(onlyMoved(one, { ...one, inputs: {} })).toBe(false)
  expect(onlyMoved(undefined, one)).toBe(false)
})
