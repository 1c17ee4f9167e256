import { expect, test, vi } from 'vitest'
import { createLookout } from '../../../app/history/looking.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { createSession } from '../../../app/state/session.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow, type Workflow, writeWorkflow } from '../../../workflow/document.ts'
import { addNode, removeNodes, rename } from '../../../workflow/edits.ts'
import type { JobState } from '../../../workflow/job-state.ts'
import type { JobId, Revision } from '../../../workflow/wire.ts'

const node = { node: 'text', version: 1, at: [0, 0], inputs: {} } as const
const old: Workflow = { ...addNode('a', node)(emptyWorkflow('film')), nodes: { a: node } }
const revision: Revision = { rev: 'r1', savedAt: 1, bytes: 9, edits: ['Add Text'], more: 0, runs: ['first', 'job'] }
const ended: JobState = {
  job: 'job',
  workflow: 'w',
  title: '',
  status: 'finished',
  queuedAt: 1,
  nodes: {},
  clips: [],
  seq: 1,
}

const setUp = ({ current }: { current?: JobState } = {}) => {
  const session = createSession()
  const editor = createEditor('w', old, 'r2')
  editor.commit('Add', addNode('b', node))
  editor.commit('Delete', removeNodes(new Set(['a']), {}))
  session.add(editor)
  const tell = vi.fn()
  const opened: Workflow[] = []
  const saved: Workflow[] = []
  const api = {
    job: vi.fn(async (job: JobId) => ({ ...ended, job })),
    revision: vi.fn(async () => writeWorkflow(old)),
    revisions: vi.fn(async () => [revision]),
  }
  const showRun = vi.fn()
  const lookout = createLookout({
    api,
    session,
    documents: {
      open: async (id) => {
        session.show(id)
        return true
      },
      openNew: (workflow) => {
        opened.push(workflow)
        return editor
      },
    },
    save: async (each) => saved.push(each.workflow()),
    runOf: () => current,
    showRun,
    texts: () => en,
    now: () => 60_000,
    tell,
  })
  return { session, editor, tell, opened, saved, api, showRun, lookout, shown: () => lookout.store.getState() }
}

test('a revision is shown in the place of the document and takes no edit', async () => {
  const { editor, lookout, shown, tell } = setUp()
  const before = editor.store.getState()
  expect(await lookout.look(revision)).toBe(true)
  expect(shown()?.editor.workflow()).toEqual(old)
  expect([shown()?.editor.revisionOf, shown()?.workflow]).toEqual(['w', 'w'])
  shown()?.editor.commit('Rename', rename('x'))
  shown()?.editor.undo()
  expect(shown()?.editor.workflow()).toEqual(old)
  shown()?.editor.refuse?.()
  expect(tell.mock.calls).toEqual(
    Array(3).fill([en.history.readOnly(en.history.when(revision.savedAt, 60_000)), 'refused']),
  )
  expect(editor.refuse).toBeUndefined()
  expect(editor.store.getState()).toBe(before)
})

test('compared with now, it shows the run that the workflow shows now', async () => {
  const { lookout, shown, showRun } = setUp({ current: { ...ended, job: 'newest' } })
  await lookout.look(revision)
  await vi.waitFor(() => expect(showRun).toHaveBeenCalledTimes(1))
  lookout.compare(true)
  expect(showRun.mock.calls[1]).toEqual([shown()?.editor.id, { ...ended, job: 'newest' }])
  const without = setUp()
  await without.lookout.look(revision)
  await vi.waitFor(() => expect(without.showRun).toHaveBeenCalledTimes(1))
  without.lookout.compare(true)
  expect(without.showRun).toHaveBeenCalledTimes(1)
})

test('compared, what is gone is still there to be seen, and the document is untouched', async () => {
  const { editor, lookout, shown } = setUp()
  await lookout.look(revision)
  const present = editor.workflow()
  lookout.compare(true)
  expect(Object.keys(shown()!.editor.workflow().nodes).sort()).toEqual(['a', 'b'])
  expect(
    shown()
      ?.changes?.nodes.map(({ kind, id }) => `${id} ${kind}`)
      .sort(),
  ).toEqual(['a removed', 'b added'])
  lookout.compare(false)
  expect(shown()?.changes).toBeUndefined()
  expect(shown()?.editor.workflow()).toEqual(old)
  expect(editor.workflow()).toBe(present)
})

test('restoring is one edit that undo takes back, and saves first what was not saved', async () => {
  const { editor, lookout, shown, saved } = setUp()
  const present = editor.workflow()
  const entries = editor.store.getState().history.past.length
  await lookout.look(revision)
  await lookout.restore()
  expect(shown()).toBeNull()
  expect(saved).toEqual([present])
  expect(editor.workflow()).toEqual(old)
  expect(editor.store.getState().history.past).toHaveLength(entries + 1)
  expect(editor.store.getState().history.past.at(-1)?.label).toContain('1970')
  editor.undo()
  expect(editor.workflow()).toBe(present)
})

test('restoring what is there already changes nothing', async () => {
  const { editor, lookout, tell } = setUp()
  editor.undo()
  editor.undo()
  const { history: before } = editor.store.getState()
  await lookout.look(revision)
  await lookout.restore()
  expect(editor.store.getState().history).toBe(before)
  expect(tell).toHaveBeenCalledWith(en.history.sameAsNow)
})

test('the look ends with an edit of the document, with another tab, and when it is closed', async () => {
  const { editor, session, lookout, shown } = setUp()
  const ends = [
    () => editor.commit('Rename', rename('y')),
    () => session.add(createEditor('other', emptyWorkflow('other'), null)),
    () => lookout.close(),
  ]
  for (const end of ends) {
    session.show('w')
    await lookout.look(revision)
    editor.select(['b'])
    expect(shown()).not.toBeNull()
    end()
    expect(shown()).toBeNull()
  }
})

test('of two revisions that were asked for it is the later that is shown', async () => {
  const { api, lookout, shown } = setUp()
  let answer = (_: string) => {}
  api.revision.mockImplementationOnce(() => new Promise((done) => (answer = done)))
  const first = lookout.look(revision)
  const second = lookout.look({ ...revision, rev: 'r0' })
  expect(await second).toBe(true)
  answer(writeWorkflow(emptyWorkflow('late')))
  expect(await first).toBe(false)
  expect(shown()?.revision.rev).toBe('r0')
})

test('a clip leads to the revision that made it, or says why it cannot', async () => {
  const { api, lookout, shown, tell } = setUp()
  expect(await lookout.lookAtRun({ job: 'job', workflow: 'w' })).toBe(true)
  expect(shown()?.revision.rev).toBe('r1')
  lookout.close()
  expect(await lookout.lookAtRun({ job: 'another', workflow: 'w' })).toBe(false)
  api.revisions.mockRejectedValueOnce(new Error('no such workflow'))
  expect(await lookout.lookAtRun({ job: 'job', workflow: 'gone' })).toBe(false)
  expect(tell).toHaveBeenCalledTimes(2)
  expect(tell).toHaveBeenCalledWith(en.history.noRevision, 'refused')
})

test('a revision shows its last run, and the one by which it was come to', async () => {
  const { api, lookout, shown, showRun } = setUp()
  await lookout.look(revision)
  await vi.waitFor(() => expect(showRun).toHaveBeenLastCalledWith(shown()!.editor.id, { ...ended, job: 'job' }))
  expect(shown()!.editor.id).not.toBe('w')
  await lookout.lookAtRun({ job: 'first', workflow: 'w' })
  await vi.waitFor(() => expect(showRun).toHaveBeenLastCalledWith(shown()!.editor.id, { ...ended, job: 'first' }))
  api.job.mockRejectedValue(new Error('gone'))
  expect(await lookout.look(revision)).toBe(true)
  await lookout.look({ ...revision, runs: [] })
  expect(api.job).toHaveBeenCalledTimes(4)
  expect(showRun).toHaveBeenCalledTimes(2)
})

test('a revision that cannot be read is told, and what is shown stays', async () => {
  const { api, lookout, shown, tell } = setUp()
  await lookout.look(revision)
  const before = shown()
  api.revision.mockResolvedValueOnce('{"format":"reelgraph","version":99,"nodes":{}}')
  expect(await lookout.look({ ...revision, rev: 'r9' })).toBe(false)
  expect(shown()).toBe(before)
  expect(tell.mock.calls[0]?.[0]).toContain('newer Reelgraph')
})

test('a revision becomes a tab of its own under a name that says when it was', async () => {
  const { lookout, opened, shown, editor } = setUp()
  const present = editor.workflow()
  await lookout.look(revision)
  lookout.openTab()
  expect(shown()).toBeNull()
  expect(opened).toEqual([{ ...old, name: expect.stringMatching(/^film \(.*1970/) }])
  expect(editor.workflow()).toBe(present)
})
