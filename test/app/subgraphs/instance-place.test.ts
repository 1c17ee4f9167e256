import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentRects } from '../../../app/canvas/document-rects.ts'
import { overlaps } from '../../../app/canvas/rects.ts'
import { instancePlace } from '../../../app/subgraphs/instance-place.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, placedNode } from '../../../workflow/edits.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'

const spread = fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 })), {
  minLength: 3,
  maxLength: 12,
})

test('a new instance covers no card, and stays in the middle where that is free', () => {
  let moved = 0
  fc.assert(
    fc.property(spread, fc.integer({ min: 1, max: 3 }), (places, count) => {
      const before = places.reduce<Workflow>(
        (workflow, at, index) => addNode(`n${index}`, placedNode(palette.source!, at))(workflow),
        emptyWorkflow('x'),
      )
      const ids = Object.keys(before.nodes).slice(0, count)
      const tried = makeSubgraph(before, palette, ids, { title: 'Part', texts: subgraphTexts })
      if ('refusal' in tried) throw new Error(tried.refusal)
      const after = tried.edit(before)
      const at = instancePlace(before, after, tried.instance, palette)
      const covers = (workflow: Workflow) => {
        const rects = documentRects(workflow, definitionsIn(palette, workflow, subgraphTexts))
        const own = rects.get(tried.instance)!
        return [...rects].some(([id, rect]) => id !== tried.instance && overlaps(own, rect))
      }
      expect(at === undefined).toBe(!covers(after))
      if (!at) return
      moved++
      const made = makeSubgraph(before, palette, ids, { title: 'Part', at, texts: subgraphTexts })
      if ('refusal' in made) throw new Error(made.refusal)
      const rects = documentRects(made.edit(before), definitionsIn(palette, made.edit(before), subgraphTexts))
      const own = rects.get(made.instance)!
      expect([...rects].filter(([id, rect]) => id !== made.instance && overlaps(own, rect))).toEqual([])
    }),
    { numRuns: 300 },
  )
  expect(moved).toBeGreaterThan(20)
})
