import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CardLayout, layoutCard } from '../../../app/canvas/geometry.ts'
import { sameLayout } from '../../../app/canvas/same-layout.ts'
import { definitionOf } from '../../../workflow/definition.ts'
import type { Workflow } from '../../../workflow/document.ts'
import { palette } from '../../fakes/palette.ts'
import { builtWorkflow, gesture } from '../../workflow/arbitrary.ts'

/** Maps as lists, so that the order counts. */
const written = ({ inputs, outputs, ...rest }: CardLayout) =>
  JSON.stringify({ ...rest, inputs: [...inputs], outputs: [...outputs] })

test('two layouts are the same exactly where nothing that is written of them differs', () => {
  const layouts = (document: Workflow) =>
    Object.values(document.nodes).map((node) => layoutCard(definitionOf(palette, node.node), node))
  fc.assert(
    fc.property(builtWorkflow(palette), fc.array(gesture(palette), { maxLength: 6 }), (start, gestures) => {
      const all = layouts(start)
      let now = start
      for (const each of gestures) {
        now = each(now)(now)
        all.push(...layouts(now))
      }
      for (const a of all) for (const b of all) expect(sameLayout(a, b)).toBe(written(a) === written(b))
    }),
  )
})
