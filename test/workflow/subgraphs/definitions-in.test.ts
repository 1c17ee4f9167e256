import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { createDefinitionsIn, definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'
import { gesture, insideGesture, subgraphGesture } from '../arbitrary.ts'

test('after any edits, the definitions that are remembered are those of the document, on every level', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.oneof(
            { weight: 3, arbitrary: gesture(palette) },
            { weight: 3, arbitrary: subgraphGesture(palette) },
            { weight: 4, arbitrary: insideGesture(palette) },
          ),
          fc.nat(5),
        ),
        { maxLength: 50 },
      ),
      (gestures) => {
        const remembered = createDefinitionsIn(palette, subgraphTexts)
        let workflow: Workflow = emptyWorkflow('drawn')
        for (const [each, level] of gestures) {
          workflow = each(workflow)(workflow)
          const inside = Object.keys(workflow.subgraphs ?? {})[level]
          expect(remembered(workflow, inside)).toEqual(definitionsIn(palette, workflow, subgraphTexts, inside))
        }
      },
    ),
    { numRuns: 120 },
  )
})
