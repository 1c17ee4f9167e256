import { expect, test } from 'vitest'
import { connectChoices } from '../../../app/outline/connect-choices.ts'
import { ownDefinitions } from '../../../app/subgraphs/own-nodes.ts'
import { takeOwn } from '../../../app/subgraphs/take-own.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, placedNode } from '../../../workflow/edits.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { levelOf } from '../../../workflow/subgraphs/level.ts'
import { libraryItemOf } from '../../../workflow/subgraphs/library.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphIdOf } from '../../../workflow/subgraphs/subgraph.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'

const chain: Workflow = {
  ...emptyWorkflow('x'),
  nodes: {
    a: placedNode(palette.source!, [0, 0]),
    b: { ...placedNode(palette.through!, [300, 0]), inputs: { latent: { from: 'a', output: 'latent' } } },
    c: { ...placedNode(palette.decode!, [600, 0]), inputs: { latent: { from: 'b', output: 'latent' } } },
  },
}
const made = makeSubgraph(chain, palette, ['a', 'b'], { title: 'Part', texts: subgraphTexts })
if ('refusal' in made) throw new Error(made.refusal)
const workflow = made.edit(chain)
const subgraph = subgraphIdOf(workflow.nodes[made.instance]!.node)!
const item = libraryItemOf(workflow, subgraph)!
const own = ownDefinitions([{ id: 'part', title: 'Part', savedAt: 0, item }], palette, subgraphTexts)
const definition = own['library:part']!

test('a node of the library is offered for a socket that it fits, and is placed with what it stands for', () => {
  const empty: Workflow = { ...emptyWorkflow('y'), nodes: { d: placedNode(palette.decode!, [0, 0]) } }
  const socket = { node: 'd', side: 'input', name: 'latent' } as const
  expect(connectChoices(empty, palette, socket).fresh).not.toContain(definition)
  expect(connectChoices(empty, palette, socket, { ...own, ...palette }).fresh).toContain(definition)
  const taken = takeOwn(empty, palette, definition, item)!
  const after = addNode('p', placedNode(taken.definition, [0, 0]))(taken.first(empty))
  expect(definitionsIn(palette, after, subgraphTexts)[after.nodes.p!.node]).toMatchObject({ title: 'Part' })
})

test('any other node is placed as it is, and none within itself', () => {
  const plain = takeOwn(workflow, palette, palette.source!, undefined)!
  expect(plain.definition).toBe(palette.source)
  expect(plain.first(workflow)).toBe(workflow)
  const path = [made.instance]
  expect(
    takeOwn(levelOf(workflow, path), definitionsIn(palette, workflow, subgraphTexts, subgraph), definition, item),
  ).toBeUndefined()
})
