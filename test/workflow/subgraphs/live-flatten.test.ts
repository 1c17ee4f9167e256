import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../../workflow/document.ts'
import { moveNodes, placedNode, setValue } from '../../../workflow/edits.ts'
import { flatten } from '../../../workflow/subgraphs/flatten.ts'
import { createLiveFlatten } from '../../../workflow/subgraphs/live-flatten.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'
import { gesture, insideGesture, subgraphGesture } from '../arbitrary.ts'

test('after any edits it is what a look at the whole document gives', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          { weight: 4, arbitrary: gesture(palette) },
          { weight: 2, arbitrary: subgraphGesture(palette) },
          { weight: 4, arbitrary: insideGesture(palette) },
        ),
        { maxLength: 60 },
      ),
      fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
      (gestures, asked) => {
        const live = createLiveFlatten(palette)
        let workflow: Workflow = emptyWorkflow('drawn')
        gestures.forEach((each, index) => {
          workflow = each(workflow)(workflow)
          if (asked[index]) expect(live(workflow)).toEqual(flatten(workflow, palette))
        })
      },
    ),
    { numRuns: 150 },
  )
})

test('an edit of one node makes one node anew, and keeps what it reads through a subgraph', () => {
  const place = (kind: string, from?: string): PlacedNode => {
    const node = placedNode(palette[kind]!, [0, 0])
    return from === undefined ? node : { ...node, inputs: { ...node.inputs, latent: { from, output: 'latent' } } }
  }
  const nodes = { a: place('source'), b: place('through', 'a'), c: place('through', 'b'), d: place('source') }
  const made = makeSubgraph({ ...emptyWorkflow('x'), nodes }, palette, ['b'], { title: 'Part', texts: subgraphTexts })
  if ('refusal' in made) throw new Error(made.refusal)
  const start = made.edit({ ...emptyWorkflow('x'), nodes })
  const live = createLiveFlatten(palette)
  let flat = live(start)
  let workflow = start
  for (const [edit, node] of [
    [setValue('d', 'count', 24), 'd'],
    [setValue('c', 'odd', 3), 'c'],
    [moveNodes(new Map([[made.instance, [40, 40] as const]])), undefined],
  ] as const) {
    workflow = edit(workflow)
    const next = live(workflow)
    expect(Object.keys(next.nodes).filter((id) => next.nodes[id] !== flat.nodes[id])).toEqual(node ? [node] : [])
    expect(next).toEqual(flatten(workflow, palette))
    flat = next
  }
  expect(flat.nodes.c!.inputs).toEqual({
    ...workflow.nodes.c!.inputs,
    latent: { from: `${made.instance}/b`, output: 'latent' },
  })
})
