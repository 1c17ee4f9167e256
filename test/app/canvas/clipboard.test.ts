import { expect, test } from 'vitest'
import { readFragment, writeFragment } from '../../../app/canvas/clipboard.ts'
import { emptyWorkflow, writeWorkflow } from '../../../workflow/document.ts'
import { addNode, fragmentOf, paste, placedNode, workflowOf } from '../../../workflow/edits.ts'
import { fileTexts } from '../../../workflow/file-texts.ts'
import { addFrame } from '../../../workflow/frames.ts'
import { palette } from '../../fakes/palette.ts'

const workflow = addNode('a', placedNode(palette.source!, [3, 4]))(emptyWorkflow('test'))

test('what is copied is what is pasted', () => {
  const fragment = fragmentOf(workflow, new Set(['a']))
  expect(readFragment(writeFragment(fragment), fileTexts)).toEqual(fragment)
})

test('a frame travels with the nodes in it, and stands around their copies', () => {
  const framed = addFrame('f', { title: 'Group', at: [-20, -60], size: [400, 300] })(workflow)
  const fragment = fragmentOf(framed, new Set(['a']), new Set(['f']))
  expect(readFragment(writeFragment(fragment), fileTexts)).toEqual(fragment)
  const pasted = paste(fragment, [100, 10], palette).edit(framed)
  expect(Object.values(pasted.frames!).map(({ title, at }) => [title, at])).toEqual([
    ['Group', [-20, -60]],
    ['Group', [80, -50]],
  ])
  const alone = workflowOf(fragment, 'part', palette)
  expect([alone.name, Object.keys(alone.nodes).length, Object.keys(alone.frames!).length]).toEqual(['part', 1, 1])
})

test('a whole workflow file can be pasted', () => {
  expect(readFragment(writeWorkflow(workflow), fileTexts)?.nodes).toEqual(workflow.nodes)
})

test('a byte order mark before it changes nothing', () => {
  expect(readFragment(`\ufeff${writeWorkflow(workflow)}`, fileTexts)?.nodes).toEqual(workflow.nodes)
})

test.each(['a red ball', '42', '{"format":"other","nodes":{}}', '{', '["reelgraph"]', 'null'])(
  'other text is left alone: %s',
  (text) => {
    expect(readFragment(text, fileTexts)).toBeUndefined()
  },
)

test.each([
  ['a newer version', '{"format":"reelgraph-fragment","version":99,"nodes":{}}', 'newer Reelgraph'],
  ['a node that is none', '{"format":"reelgraph-fragment","version":1,"nodes":{"a":{"node":5}}}', 'Node "a"'],
  ['a part', writeWorkflow(workflow).slice(0, -20), 'JSON'],
  ['too much', `{"format":"reelgraph","x":"${'x'.repeat(21 * 1024 * 1024)}"}`, '22 MB'],
  ['another program', '{"nodes":[],"links":[]}', 'ComfyUI'],
  ['React Flow', '{"nodes":[{"id":"1","position":{"x":0,"y":0}}],"edges":[]}', 'React Flow'],
  ['two nodes of one id', writeWorkflow(workflow).replace('"nodes": {', '"nodes": {"a": {}, '), '"a" twice'],
])('nodes that cannot be read are refused with the reason: %s', (_, text, reason) => {
  expect(() => readFragment(text, fileTexts)).toThrow(reason)
})
