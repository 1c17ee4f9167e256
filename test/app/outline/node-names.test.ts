import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNodeNames, nodeNames } from '../../../app/outline/node-names.ts'
import type { Definition } from '../../../workflow/definition.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'
import { addNode, placedNode, retitle, setValue } from '../../../workflow/edits.ts'
import { createDefinitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'
import { gesture, subgraphGesture } from '../../workflow/arbitrary.ts'

test('after any edits the names and their order are those that a look at the whole document finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 5, arbitrary: gesture(palette) }, subgraphGesture(palette)), { maxLength: 40 }),
      (gestures) => {
        const known: Record<string, Definition> = {}
        const definitionsIn = createDefinitionsIn(palette, subgraphTexts)
        const names = createNodeNames(known)
        let workflow = emptyWorkflow('x')
        for (const each of gestures) {
          workflow = each(workflow)(workflow)
          const now = definitionsIn(workflow)
          for (const id of Object.keys(known)) if (!Object.hasOwn(now, id)) delete known[id]
          Object.assign(known, now)
          expect([...names(workflow)]).toEqual([...nodeNames(workflow, known)])
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('a value leaves the list as it was, and a title does not', () => {
  const names = createNodeNames(palette)
  const start = addNode('a', placedNode(palette.encode!, [0, 0]))(emptyWorkflow('x'))
  const before = names(start)
  expect(names(setValue('a', 'words', 'a red ball')(start))).toBe(before)
  expect([...names(retitle('a', 'Mine')(start)).values()]).toEqual(['The encode, Mine'])
})
