import { expect, test } from 'vitest'
import { readFragment, writeFragment } from '../../../app/canvas/clipboard.ts'
import { emptyWorkflow, writeWorkflow } from '../../../workflow/document.ts'
import { addNode, fragmentOf, placedNode } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'

const workflow = addNode('a', placedNode(palette.source!, [3, 4]))(emptyWorkflow('test'))

test('what is copied is what is pasted', () => {
  const fragment = fragmentOf(workflow, new Set(['a']))
  expect(readFragment(writeFragment(fragment))).toEqual(fragment)
})

test('a whole workflow file can be pasted', () => {
  expect(readFragment(writeWorkflow(workflow))?.nodes).toEqual(workflow.nodes)
})

test.each([
  'a red ball',
  '42',
  '{"format":"other","nodes":{}}',
  '{"format":"reelgraph-fragment","version":1,"nodes":{"a":{"node":5}}}',
  '{"format":"reelgraph-fragment","version":99,"nodes":{}}',
])('other text is left alone: %s', (text) => {
  expect(readFragment(text)).toBeUndefined()
})
