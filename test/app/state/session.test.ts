import { expect, test, vi } from 'vitest'
import { type Api, ApiError } from '../../../app/state/api.ts'
import { createDocuments } from '../../../app/state/documents.ts'
import { createDrafts, type DraftStorage } from '../../../app/state/drafts.ts'
import { createSaving } from '../../../app/state/saving.ts'
import { createSession, keepSession, readKeptSession } from '../../../app/state/session.ts'
import { openFirst } from '../../../app/state/welcome.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow, readWorkflow, writeWorkflow } from '../../../workflow/document.ts'
import { rename } from '../../../workflow/edits.ts'
import { fileTexts } from '../../../workflow/file-texts.ts'
import type { JobState } from '../../../workflow/job-state.ts'

const memory = (): DraftStorage => {
  const map = new Map<string, string>()
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    key: (index) => [...map.keys()][index] ?? null,
    get length() {
      return map.size
    },
  }
}

/** A window on a server whose files are a Map; `down` makes it unreachable. */
const openWindow = (
  storage: DraftStorage,
  files: Map<string, { rev: string; text: string }>,
  name = 'here',
  texts = en,
) => {
  const server = { down: false }
  let count = files.size
  const reach = () => {
    if (server.down) throw new ApiError(0, 'The server cannot be reached.')
  }
  const api = {
    async workflow(id: string) {
      reach()
      const file = files.get(id)
      if (!file) throw new ApiError(404, `There is no workflow "${id}".`)
      return file
    },
    async saveWorkflow(id: string, text: string, rev: string | null) {
      reach()
      const there = files.get(id)
      if ((there?.rev ?? null) !== rev) throw new ApiError(412, 'Saved elsewhere.', there?.rev ?? null)
      files.set(id, { text, rev: `r${++count}` })
      return files.get(id)!.rev
    },
    async removeWorkflow(id: string) {
      files.delete(id)
    },
    workflows: async () => [...files].map(([id, { rev }]) => ({ id, rev, name: id, savedAt: 0, nodes: 0 })),
    examples: async () => [{ id: 'text-to-video', name: 'Text to video', about: '' }],
    example: async () => writeWorkflow(emptyWorkflow('Text to video')),
    jobs: async () => [] as unknown[],
    jobDocument: async () => writeWorkflow(emptyWorkflow('was run')),
    job: async (job: string) => ({ job, workflow: 'its own' }) as JobState,
  }
  const tell = vi.fn()
  const session = createSession()
  const drafts = createDrafts(storage, name)
  const parts = { api: api as unknown as Api, drafts, tell }
  const saving = createSaving({
    texts: () => texts,
    ...parts,
    editName: ({ label }) => label,
    setTimer: () => 0,
    clearTimer: () => {},
  })
  let ids = 0
  const showRun = vi.fn()
  const documents = createDocuments({
    ...{ texts: () => texts, ...parts, session, saving, showRun },
    random: () => `${name}${++ids}`,
  })
  keepSession(session, [storage], () =>
    Object.fromEntries(showRun.mock.calls.map(([workflow, { job }]) => [workflow, job])),
  )
  const start = (open?: ReadonlySet<string>) =>
    openFirst({
      api: parts.api,
      documents,
      session,
      drafts,
      kept: readKeptSession([storage]),
      rescued: open ? drafts.adopt(open) : [],
    })
  const names = () => session.store.getState().editors.map((each) => each.workflow().name)
  return { api, server, session, drafts, saving, documents, start, names, tell, showRun }
}

test('the first visit opens the example, as a workflow that is not saved until it is touched', async () => {
  const files = new Map()
  const window = openWindow(memory(), files)
  await window.start()
  expect(window.names()).toEqual(['Text to video'])
  expect(files.size).toBe(0)
})

test('the first visit opens the workflow of the newest run where there is one', async () => {
  const files = new Map([['welcome', { rev: 'r1', text: writeWorkflow(emptyWorkflow('welcome run')) }]])
  const window = openWindow(memory(), files)
  window.api.jobs = async () => [{ job: 'j', workflow: 'welcome' }]
  await window.start()
  expect(window.names()).toEqual(['welcome run'])
})

test('the demo that the server ran before anybody came is put into the language of the first visit', async () => {
  const demo = writeWorkflow(emptyWorkflow('Text to video'))
  const visit = async (text: string, texts: typeof en) => {
    const window = openWindow(memory(), new Map([['text-to-video', { rev: 'r1', text }]]), 'here', texts)
    window.api.jobs = async () => [{ job: 'j', workflow: 'text-to-video' }]
    await window.start()
    return window
  }
  const german = await visit(demo, de)
  expect(german.names()).toEqual(['Text zu Video'])
  const editor = german.session.front()!
  expect(await german.saving.save(editor)).toBe(true)
  editor.undo()
  expect(writeWorkflow(editor.workflow())).toBe(demo)
  // What a person made of it is theirs.
  expect((await visit(writeWorkflow(emptyWorkflow('Mine')), de)).names()).toEqual(['Mine'])
  expect((await visit(demo, en)).names()).toEqual(['Text to video'])
})

test('a reload brings back the tabs, the one in front, and what was not saved', async () => {
  const storage = memory()
  const files = new Map([['w', { rev: 'r1', text: writeWorkflow(emptyWorkflow('saved')) }]])
  const before = openWindow(storage, files)
  await before.documents.open('w')
  const fresh = before.documents.openNew(emptyWorkflow('fresh'))
  before.server.down = true
  before.session.editor('w')!.commit('Rename', rename('edited'))
  before.saving.flush()
  before.session.show('w')

  const after = openWindow(storage, files)
  await after.start()
  expect(after.names()).toEqual(['edited', 'fresh'])
  expect(after.session.front()?.id).toBe('w')
  expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('edited')
  expect(after.session.editor(fresh.id)?.store.getState().rev).toBeNull()
})

test('a draft whose file changed meanwhile becomes a conflict, not an overwrite', async () => {
  const storage = memory()
  const files = new Map([['w', { rev: 'r1', text: writeWorkflow(emptyWorkflow('saved')) }]])
  const before = openWindow(storage, files)
  await before.documents.open('w')
  before.session.editor('w')!.commit('Rename', rename('mine'))
  before.saving.flush()
  files.set('w', { rev: 'r9', text: writeWorkflow(emptyWorkflow('theirs')) })

  const after = openWindow(storage, files)
  await after.start()
  await vi.waitFor(() =>
    expect(after.session.editor('w')!.store.getState().saving).toEqual({ kind: 'conflict', rev: 'r9' }),
  )
  expect(after.names()).toEqual(['mine'])
  expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('theirs')

  await after.documents.saveAsCopy(after.session.editor('w')!, true)
  expect(after.names()).toEqual(['mine (mine)', 'theirs'])
  expect([...files.values()].map((each) => readWorkflow(each.text, fileTexts).name).sort()).toEqual([
    'mine (mine)',
    'theirs',
  ])
})

test('a draft is read as it was kept, one of an earlier version too, and what is none is no draft', async () => {
  const storage = memory()
  const { drafts, start, names } = openWindow(storage, new Map())
  const draft = { id: 'w', rev: 'r1', text: writeWorkflow(emptyWorkflow('on\nlines')), touched: false }
  drafts.keep(draft)
  expect(drafts.read('w')).toEqual(draft)
  drafts.keep({ ...draft, id: 'v', rev: null, text: '' })
  expect(drafts.read('v')).toEqual({ ...draft, id: 'v', rev: null, text: '' })
  for (const broken of ['', '{', '{}', '{}\n', '7\n{}', 'null']) {
    storage.setItem('reelgraph.draft.here.w', broken)
    expect(drafts.read('w')).toBeUndefined()
  }
  storage.setItem('reelgraph.draft.gone.w', JSON.stringify({ ...draft, touched: true }))
  await start(new Set(['here']))
  expect(names()).toEqual(['on\nlines'])
})

test('what a window that is closed left unsaved is taken over; what an open one has is left to it', async () => {
  const storage = memory()
  const files = new Map()
  const closed = openWindow(storage, files, 'closed')
  const open = openWindow(storage, files, 'open')
  for (const window of [closed, open]) {
    window.server.down = true
    window.documents.openNew(emptyWorkflow(`of ${window === closed ? 'closed' : 'open'}`)).commit('Rename', rename('x'))
    window.saving.flush()
  }
  const next = openWindow(storage, files, 'next')
  const rescued = next.drafts.adopt(new Set(['open', 'next']))
  expect(rescued.map((draft) => draft.id)).toEqual(['of-closed-closed1'])
})

test('a new window goes on in the tab where closed ones left off; what a second one left comes beside it', async () => {
  const storage = memory()
  const files = new Map([['w', { rev: 'r1', text: writeWorkflow(emptyWorkflow('saved')) }]])
  for (const name of ['one', 'two']) {
    const closed = openWindow(storage, files, name)
    await closed.documents.open('w')
    closed.documents.openNew(emptyWorkflow('other'))
    closed.session.show('w')
    closed.session.editor('w')!.commit('Rename', rename(`of ${name}`))
    closed.saving.flush()
  }
  const next = openWindow(storage, files, 'next')
  await next.start(new Set(['next']))
  expect(next.names()).toEqual(['of one', 'other', 'of two'])
  expect(next.session.front()?.id).toBe('w')
  await vi.waitFor(() => expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('of one'))
})

test('a tab that cannot be saved does not close', async () => {
  const window = openWindow(memory(), new Map())
  const editor = window.documents.openNew(emptyWorkflow('mine'))
  editor.commit('Rename', rename('edited'))
  window.server.down = true
  await window.documents.close(editor)
  expect(window.names()).toEqual(['edited'])
  window.server.down = false
  await window.documents.close(editor)
  expect(window.names()).toEqual(['untitled'])
})

test('a file is opened beside what is open, and a bad one is named with what is wrong', () => {
  const window = openWindow(memory(), new Map())
  window.documents.openNew(emptyWorkflow('mine'))
  window.documents.importText(writeWorkflow(emptyWorkflow('mine')), 'other.json')
  expect(window.names()).toEqual(['mine', 'mine 2'])
  window.documents.importText('{"format":"comfy"}', 'bad.json')
  expect(window.names()).toHaveLength(2)
  expect(window.tell.mock.lastCall![0]).toMatch(/^bad\.json: .*no Reelgraph workflow/)
})

test('the graph of a run is opened with that run, which its tab knows again after a reload', async () => {
  const storage = memory()
  const window = openWindow(storage, new Map())
  await window.documents.openJob('j', 'Its title')
  const { id } = window.session.front()!
  expect(window.showRun.mock.calls).toEqual([[id, { job: 'j', workflow: 'its own' }]])
  expect(readKeptSession([storage])).toMatchObject({ tabs: [id], runs: { [id]: 'j' } })
  window.api.job = () => Promise.reject(new Error('gone'))
  await window.documents.openJob('k', 'Its title')
  expect(window.names()).toEqual(['was run', 'was run 2'])
  // What no tab shows any more is forgotten.
  window.session.remove(id)
  expect(readKeptSession([storage])?.runs).toEqual({})
})
