import { expect, test } from 'vitest'
import { queueRuns } from '../../../app/shell/queue-runs.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { emptyWorkflow, inputOf, type Workflow } from '../../../workflow/document.ts'
import { addNode, placedNode, rename } from '../../../workflow/edits.ts'
import { type SeedMode, setSeed } from '../../../workflow/seeds.ts'
import { palette } from '../../fakes/palette.ts'

const opened = (mode: SeedMode) => {
  const placed = addNode('s', placedNode(palette.source!, [0, 0]))(emptyWorkflow(''))
  return createEditor('w', setSeed('s', 'seed', 7, mode)(placed), null)
}
const seedIn = (workflow: Workflow) => (inputOf(workflow.nodes.s!, 'seed') as { value: number }).value

/** Queues on a server that takes as many runs as this. */
const queue = async (editor: ReturnType<typeof opened>, count: number, room = count) => {
  const sent: Workflow[] = []
  const refusal = await queueRuns({
    editor,
    definitions: palette,
    count,
    label: 'Draw',
    save: async () => true,
    connection: {
      run: async (_, document) => {
        if (sent.length === room) return { error: 'The queue is full.' }
        sent.push(document)
        return { job: `j${sent.length}` }
      },
    },
  })
  return { sent: sent.map(seedIn), refusal }
}

test('four runs of a random seed have four seeds, the card shows the last, and one undo takes all back', async () => {
  const editor = opened('random')
  editor.commit('Rename', rename('before'))
  const { sent } = await queue(editor, 4)
  expect(new Set([7, ...sent]).size).toBe(5)
  expect(seedIn(editor.workflow())).toBe(sent[3])
  const more = await queue(editor, 2)
  expect(seedIn(editor.workflow())).toBe(more.sent[1])
  editor.undo()
  expect(seedIn(editor.workflow())).toBe(7)
  expect(editor.workflow().name).toBe('before')
})

test('a fixed seed is the same in all runs, and nothing is there to undo', async () => {
  const editor = opened('fixed')
  const before = editor.workflow()
  expect((await queue(editor, 3)).sent).toEqual([7, 7, 7])
  expect(editor.workflow()).toBe(before)
})

test('seeds that go up begin with the one on the card', async () => {
  expect((await queue(opened('up'), 3)).sent).toEqual([7, 8, 9])
})

test('after a run that is not taken, no further one is asked for', async () => {
  const editor = opened('up')
  const { sent, refusal } = await queue(editor, 5, 2)
  expect(sent).toEqual([7, 8])
  expect(refusal?.answer.error).toBe('The queue is full.')
  expect(seedIn(refusal!.document)).toBe(9)
  // The card shows the seed of the last run that there is.
  expect(seedIn(editor.workflow())).toBe(8)
})

test('where no run is taken the document is what it was, and nothing is there to undo', async () => {
  const editor = opened('random')
  const before = editor.workflow()
  const { refusal } = await queue(editor, 2, 0)
  expect(seedIn(refusal!.document)).not.toBe(7)
  expect(editor.workflow()).toBe(before)
  expect(editor.store.getState().history.past).toEqual([])
})
