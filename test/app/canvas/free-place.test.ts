import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentRects } from '../../../app/canvas/document-rects.ts'
import { freePlace } from '../../../app/canvas/free-place.ts'
import { overlaps } from '../../../app/canvas/rects.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, placedNode } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'

const withCards = (places: readonly (readonly [number, number])[]): Workflow =>
  places.reduce<Workflow>(
    (workflow, at, index) => addNode(`n${index}`, placedNode(palette.through!, at))(workflow),
    emptyWorkflow('test'),
  )
const near = fc.integer({ min: -900, max: 900 })

test('a free place covers no card, is the wanted one where nothing is there, and else the first below it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(near, near), { maxLength: 24 }), near, near, (places, x, y) => {
      const workflow = withCards(places)
      const wanted = { x, y, width: 236, height: 100 }
      const rects = [...documentRects(workflow, palette).values()]
      const isFree = (at: number) => !rects.some((rect) => overlaps(rect, { ...wanted, y: at }))
      const [left, top] = freePlace(workflow, palette, wanted)
      expect(left).toBe(x)
      expect(isFree(top)).toBe(true)
      if (isFree(y)) expect(top).toBe(y)
      // Nothing between fits but what would lie close under a card.
      for (let at = y; at < top - 24; at++) expect(isFree(at) && isFree(at - 24)).toBe(false)
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('a free place is a whole pixel, and is looked for no longer than there are cards in the way', () => {
  expect(freePlace(withCards([]), palette, { x: 5000.4, y: -20.4, width: 236, height: 100 })).toEqual([5000, -20])
  const off = withCards([[0, 1e300]])
  expect(freePlace(off, palette, { x: 0, y: 1e300, width: 236, height: 100 })[0]).toBe(0)
})
