import { expect, test } from 'vitest'
import { loadCatalogue } from '../../server/catalogue.ts'
import { acceptedTypes } from '../../workflow/definition.ts'
import { emptyWorkflow } from '../../workflow/document.ts'
import { addNode, connect, placedNode } from '../../workflow/edits.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { linkRefusal } from '../../workflow/rules.ts'
import { type SocketType, socketTypes } from '../../workflow/values.ts'
import { nodesBetween, nodesInstead, placeOnWire } from '../../workflow/wire-edits.ts'

const definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
const palette = Object.values(definitions).filter((each) => !each.unlisted && !each.relay)
const types = Object.keys(socketTypes) as SocketType[]

test('of every pair of types the refusal says what to do next, in names of nodes that there are', () => {
  const titles = palette.map(({ title }) => title)
  for (const from of types)
    for (const to of types.filter((each) => each !== from)) {
      const [, remedy = ''] = ruleTexts.wrongType(from, to).split(': ')
      expect(remedy.length, `${from} into ${to}`).toBeGreaterThan(10)
      // A name begins in the middle of the remedy with a capital letter.
      for (const [name] of remedy.matchAll(/(?:VAE|UNet3D|[A-Z][a-z]+)(?: [a-z]+)?/g))
        expect(
          titles.some((title) => name.startsWith(title)),
          `${remedy}: ${name}`,
        ).toBe(true)
    }
})

test('for every refused pair of sockets the palette offers nodes, and with each of them the input is served', () => {
  for (const source of palette)
    for (const [output, { type }] of Object.entries(source.outputs))
      for (const target of palette)
        for (const [input, each] of Object.entries(target.inputs)) {
          const accepted = acceptedTypes(each)
          if (accepted.length === 0 || accepted.includes(type)) continue
          const wish = { from: 'a', output, to: 'b', input }
          const workflow = [
            addNode('a', placedNode(source, [0, 0])),
            addNode('b', placedNode(target, [400, 0])),
          ].reduce((sum, edit) => edit(sum), emptyWorkflow('x'))
          const what = `${source.id}.${output} into ${target.id}.${input}`
          const between = nodesBetween(workflow, definitions, wish)
          const instead = nodesInstead(workflow, definitions, wish)
          expect(instead.length, what).toBeGreaterThan(0)
          for (const node of between)
            expect(placeOnWire(workflow, definitions, placedNode(node, [0, 0]), 'c', wish), what).toBeDefined()
          for (const node of instead) {
            const placed = addNode('c', placedNode(node, [0, 0]))(workflow)
            const serves = Object.keys(node.outputs).some(
              (name) =>
                linkRefusal(placed, definitions, { from: 'c', output: name, to: 'b', input }, ruleTexts) === undefined,
            )
            expect(serves, `${what}: ${node.id}`).toBe(true)
          }
        }
})

test('nothing is offered for a link that can be made, or that closes a cycle', () => {
  const steps = definitions['unet3d-steps']!
  const two = [addNode('a', placedNode(steps, [0, 0])), addNode('b', placedNode(steps, [400, 0]))].reduce(
    (sum, edit) => edit(sum),
    emptyWorkflow('x'),
  )
  const wish = { from: 'a', output: 'latent', to: 'b', input: 'latent' }
  expect(nodesInstead(two, definitions, wish)).toEqual([])
  const linked = connect(wish)(two)
  expect(nodesInstead(linked, definitions, { from: 'b', output: 'latent', to: 'a', input: 'latent' })).toEqual([])
})
