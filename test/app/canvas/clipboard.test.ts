import { expect, test } from 'vitest'
import { readFragment, writeFragment } from '../../../app/canvas/clipboard.ts'
import { emptyWorkflow, writeWorkflow } from '../../../workflow/document.ts'
import { addNode, fragmentOf, paste, placedNode, workflowOf } from '../../../workflow/edits.ts'
import { addFrame } from '../../../workflow/frames.ts'
import { palette } from '../../fakes/palette.ts'

const workflow = addNode('a', placedNode(palette.source!, [3, 4]))(emptyWorkflow('test'))

test('what is copied is what is pasted', () => {
  const fragment = fragmentOf(workflow, new Set(['a']))
  expect(readFragment(writeFragment(fragment))).toEqual(fragment)
})

test('a frame travels with the nodes in it, and stands around their copies', () => {
  const framed = addFrame('f', { title: 'Group', at: [-20, -60], size: [400, 300] })(workflow)
  const fragment = fragmentOf(framed, new Set(['a']), new Set(['f']))
  expect(readFragment(writeFragment(fragment))).toEqual(fragment)
  const pasted = paste(fragment, [100, 10], palette).edit(framed)
  expect(Object.values(pasted.frames!).map(({ title, at }) => [title, at])).toEqual([
    ['Group', [-20, -60]],
    ['Group', [80, -50]],
  ])
  const alone = workflowOf(fragment, 'part', palette)
  expect([alone.name, Object.keys(alone.nodes).length, Object.keys(alone.frames!).length]).toEqual(['part', 1, 1])
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
