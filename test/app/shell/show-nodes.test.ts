import { expect, test, vi } from 'vitest'
import { showNodes } from '../../../app/shell/show-nodes.ts'
import type { CanvasCommands } from '../../../app/state/app-context.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { emptyWorkflow, type PlacedNode } from '../../../workflow/document.ts'

const node = (kind: string): PlacedNode => ({ node: kind, version: 1, at: [0, 0], inputs: {} })
const workflow = {
  ...emptyWorkflow('w'),
  nodes: { a: node('text'), b: node('text'), box: node('subgraph:s') },
  subgraphs: { s: { title: 'S', nodes: { inner: node('text') }, inputs: [], outputs: [] } },
}
const setUp = () => {
  const editor = createEditor('w', workflow as never, 'r')
  const show = vi.fn()
  const look = (...flat: string[]) => {
    showNodes(editor, flat, { show } as unknown as CanvasCommands)
    const { path, selection } = editor.store.getState()
    return [path.join('/'), [...selection].join()]
  }
  return { look, show }
}

test('nodes are selected and brought into view; what is gone is passed over', () => {
  const { look, show } = setUp()
  expect(look('a', 'gone', 'b')).toEqual(['', 'a,b'])
  expect(show).toHaveBeenCalledWith(['a', 'b'])
  expect(look('gone')).toEqual(['', 'a,b'])
  expect(show).toHaveBeenCalledTimes(1)
})

test('a node in a subgraph is shown where it is; those of another level are not selected there', () => {
  const { look, show } = setUp()
  expect(look('box/inner', 'a')).toEqual(['box', 'inner'])
  // That level is fitted when it comes up.
  expect(show).not.toHaveBeenCalled()
})
