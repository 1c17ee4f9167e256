import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layoutCard } from '../../../app/canvas/geometry.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
import type { Definition, Input } from '../../../workflow/definition.ts'
import type { InputValue, PlacedNode } from '../../../workflow/document.ts'
import { placedNode } from '../../../workflow/edits.ts'
import type { Json } from '../../../workflow/json.ts'

const definitions = Object.values(await (await loadCatalogue()).definitions({ list: async () => [] }))

const jsonFor = (input: Input): fc.Arbitrary<Json> => {
  if (input.kind === 'choice') return fc.constantFrom(...input.options.map(({ value }) => value), 'another')
  if (input.kind === 'text') return fc.string({ unit: fc.constantFrom('a', ' ', '\n', '# '), maxLength: 90 })
  return fc.constantFrom<Json>(0, 7, { curve: 'linear', from: 7, to: 2 }, { curve: 'points', points: [[0, 7]] }, 'x')
}
const filled = (input: Input): fc.Arbitrary<InputValue | undefined> =>
  fc.oneof(
    fc.constant(undefined),
    fc.constant({ from: 'other', output: 'out' }),
    jsonFor(input).map((value) => ({ value })),
  )
const nodeOf = (definition: Definition): fc.Arbitrary<PlacedNode> =>
  fc
    .record({
      collapsed: fc.boolean(),
      inputs: fc.record(
        Object.fromEntries(Object.entries(definition.inputs).map(([name, input]) => [name, filled(input)])),
      ),
    })
    .map(({ collapsed, inputs }) => ({
      ...placedNode(definition, [0, 0]),
      collapsed,
      inputs: Object.fromEntries(Object.entries(inputs).flatMap(([name, value]) => (value ? [[name, value]] : []))),
    }))

test('nodes that look alike share their layout, and every node has the one that is its own', () => {
  expect(definitions.length).toBeGreaterThan(10)
  for (const definition of definitions) {
    const alike = placedNode(definition, [3, 4])
    expect(layoutCard(definition, { ...alike, title: 'Another' })).toBe(layoutCard(definition, alike))
    fc.assert(
      // A definition of its own has nothing laid out yet.
      fc.property(nodeOf(definition), (node) => {
        expect(layoutCard(definition, node)).toEqual(layoutCard({ ...definition }, node))
      }),
      { numRuns: 60 },
    )
  }
})
