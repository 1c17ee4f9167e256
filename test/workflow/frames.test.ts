import { expect, test } from 'vitest'
import { markNodes } from '../../workflow/card-edits.ts'
import { emptyWorkflow, readWorkflow, type Workflow, writeWorkflow } from '../../workflow/document.ts'
import { addNode, placedNode } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { addFrame, changeFrame, frameOf, framesOf, removeFrame, smallestFrame } from '../../workflow/frames.ts'
import { tintOf } from '../../workflow/tints.ts'
import { palette } from '../fakes/palette.ts'

const frame = { title: 'Prompts', at: [10.4, 20.6], size: [300, 5] } as const
const empty = emptyWorkflow('x')

test('a frame is added in whole pixels and no smaller than it can be seen, changed, and taken away with its key', () => {
  const added = addFrame('f', frame)(empty)
  expect(frameOf(added, 'f')).toEqual({ title: 'Prompts', at: [10, 21], size: [300, smallestFrame[1]] })
  const coloured = changeFrame('f', { colour: 'teal', at: [1, 2] })(added)
  expect(frameOf(coloured, 'f')).toMatchObject({ colour: 'teal', at: [1, 2] })
  expect(tintOf(frameOf(coloured, 'f')!)).toBe('teal')
  expect(changeFrame('f', { colour: undefined, at: [10, 21] })(coloured)).toEqual(added)
  expect(removeFrame('f')(added)).toEqual(empty)
  expect(Object.keys(removeFrame('f')(addFrame('g', frame)(added)).frames!)).toEqual(['g'])
})

test('an edit that changes nothing, or a frame that is not there, gives the very document', () => {
  const added = addFrame('f', frame)(empty)
  expect(changeFrame('f', { title: 'Prompts', at: [10.3, 21] })(added)).toBe(added)
  expect(changeFrame('f', { at: [Number.NaN, 0] })(added)).toBe(added)
  for (const id of ['nobody', 'constructor', '__proto__']) {
    expect(changeFrame(id, { title: 'x' })(added)).toBe(added)
    expect(removeFrame(id)(added)).toBe(added)
  }
})

test('what a file holds under "frames" and is no frame is kept byte for byte and not shown', () => {
  const text = `${JSON.stringify(
    {
      format: 'reelgraph',
      version: 1,
      nodes: {},
      frames: {
        old: { title: 'group' },
        odd: 7,
        good: { note: 'kept', title: 'Good', at: [0, 0], size: [200, 100], colour: 'plaid' },
        half: { title: 'x', at: [0, null], size: [1, 1] },
      },
    },
    null,
    2,
  )}\n`
  const workflow = readWorkflow(text, fileTexts)
  expect(writeWorkflow(workflow)).toBe(text)
  expect(framesOf(workflow).map(([id]) => id)).toEqual(['good'])
  expect(tintOf(frameOf(workflow, 'good')!)).toBeUndefined()
  const moved = changeFrame('good', { at: [5, 5] })(workflow)
  expect(moved.frames).toEqual({ ...workflow.frames, good: { ...workflow.frames!.good, at: [5, 5] } })
  for (const frames of [null, 3, 'x', [1, 2]])
    expect(framesOf({ ...workflow, frames } as unknown as Workflow)).toEqual([])
})

test('marks on cards are set, kept through a file, and taken away without a trace', () => {
  const plain = addNode('a', placedNode(palette.source!, [0, 0]))(empty)
  const marked = [
    markNodes(['a', 'nobody'], 'mode', 'bypass'),
    markNodes(['a'], 'collapsed', true),
    markNodes(['a'], 'colour', 'rose'),
  ].reduce((workflow, edit) => edit(workflow), plain)
  expect(readWorkflow(writeWorkflow(marked), fileTexts)).toEqual(marked)
  expect(markNodes(['a'], 'mode', 'bypass')(marked)).toBe(marked)
  expect(
    [
      markNodes(['a'], 'mode', undefined),
      markNodes(['a'], 'collapsed', undefined),
      markNodes(['a'], 'colour', undefined),
    ].reduce((workflow, edit) => edit(workflow), marked),
  ).toEqual(plain)
  expect(markNodes([], 'mode', 'mute')(plain)).toBe(plain)
})
