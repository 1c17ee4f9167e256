import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Definitions } from '../../workflow/definition.ts'
import { emptyWorkflow, type Workflow } from '../../workflow/document.ts'
import { addNode, moveNodes, placedNode, setValue } from '../../workflow/edits.ts'
import { createNamedCheckpoints } from '../../workflow/used-checkpoints.ts'
import { palette as plain } from '../fakes/palette.ts'
import { gesture, subgraphGesture } from './arbitrary.ts'

const palette: Definitions = {
  ...plain,
  source: {
    ...plain.source!,
    inputs: {
      checkpoint: { kind: 'choice', title: '', about: '', default: 'demo', source: 'checkpoints', options: [] },
      words: plain.source!.inputs.words!,
    },
  },
}

test('after any edits the names are those that a look at the whole document finds', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          { weight: 4, arbitrary: gesture(palette) },
          subgraphGesture(palette),
          fc.tuple(fc.nat(), fc.constantFrom('demo', 'other', 'third')).map(([at, name]) => (workflow: Workflow) => {
            const ids = Object.keys(workflow.nodes).filter((id) => workflow.nodes[id]!.node === 'source')
            return ids.length === 0 ? (same: Workflow) => same : setValue(ids[at % ids.length]!, 'checkpoint', name)
          }),
        ),
        { maxLength: 40 },
      ),
      (gestures) => {
        const live = createNamedCheckpoints(palette)
        let workflow = emptyWorkflow('x')
        for (const each of gestures) {
          workflow = each(workflow)(workflow)
          expect(live(workflow)).toEqual(createNamedCheckpoints(palette)(workflow))
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('what names no other checkpoint than before leaves the list as it was', () => {
  const named = createNamedCheckpoints(palette)
  const start = addNode('a', placedNode(palette.source!, [0, 0]))(emptyWorkflow('x'))
  const names = named(start)
  expect(names).toEqual(['demo'])
  const moved = moveNodes(new Map([['a', [5, 5]]]))(start)
  expect(named(moved)).toBe(names)
  expect(named(addNode('b', placedNode(palette.decode!, [0, 0]))(moved))).toBe(names)
  expect(named(setValue('a', 'checkpoint', 'other')(moved))).toEqual(['other'])
})
