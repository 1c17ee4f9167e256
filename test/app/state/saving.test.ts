import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApi } from '../../../app/state/api.ts'
import { createDrafts, type DraftStorage } from '../../../app/state/drafts.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { createSaving, savePauseMs } from '../../../app/state/saving.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow, readWorkflow, type Workflow, writeWorkflow } from '../../../workflow/document.ts'
import { rename } from '../../../workflow/edits.ts'
import { fileTexts } from '../../../workflow/file-texts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The workflow routes over one Map, with the conditions of the real ones; versions are numbers. */
const fakeServer = () => {
  const files = new Map<string, { rev: string; text: string }>()
  let count = 0
  let broken: number | undefined
  const put = (id: string, text: string) => {
    files.set(id, { rev: `r${++count}`, text })
    return files.get(id)!.rev
  }
  const fetch = vi.fn(async (path: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    if (broken === 0) throw new TypeError('no network')
    if (broken) return Response.json({ error: 'The disk is full.' }, { status: broken })
    const id = decodeURIComponent(String(path).split('?')[0]?.split('/').pop() ?? '')
    const there = files.get(id)
    const headers = new Headers(init.headers)
    if (init.method !== 'PUT') {
      if (!there) return Response.json({ error: 'none' }, { status: 404 })
      return new Response(there.text, { headers: { etag: `"${there.rev}"` } })
    }
    const based = headers.get('if-none-match') === '*' ? null : headers.get('if-match')?.replaceAll('"', '')
    if ((there?.rev ?? null) !== based)
      return Response.json({ error: 'Saved elsewhere.', rev: there?.rev ?? null }, { status: 412 })
    return Response.json({ rev: put(id, String(init.body)) })
  })
  return {
    fetch,
    files,
    put,
    breakWith: (status: number | undefined) => {
      broken = status
    },
  }
}

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

const setUp = (start: { rev: string | null; workflow?: Workflow } = { rev: null }) => {
  const server = fakeServer()
  const workflow = start.workflow ?? emptyWorkflow('one')
  const rev = start.rev === null ? null : server.put('w', writeWorkflow(workflow))
  const tell = vi.fn()
  const drafts = createDrafts(memory(), 'here')
  const saving = createSaving({
    texts: () => en,
    api: createApi(server.fetch as typeof fetch, () => en.saving),
    drafts,
    tell,
    editName: ({ label, undone }) => (undone ? `Undo ${label}` : label),
    setTimer: (act, ms) => setTimeout(act, ms),
    clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
  })
  const editor = createEditor('w', workflow, rev)
  saving.watch(editor)
  return {
    ...server,
    tell,
    drafts,
    saving,
    editor,
    state: () => editor.store.getState(),
    kind: () => editor.store.getState().saving.kind,
  }
}
const edit = (editor: ReturnType<typeof setUp>['editor'], name: string) => editor.commit('Rename', rename(name))
const pass = (ms = savePauseMs) => vi.advanceTimersByTimeAsync(ms)

test('an untouched new workflow is not saved; its first edit makes the file', async () => {
  const { editor, files, kind, fetch } = setUp()
  await pass(10_000)
  expect(fetch).not.toHaveBeenCalled()
  edit(editor, 'two')
  await pass()
  expect(kind()).toBe('saved')
  expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('two')
})

test('edits in a row are saved once, after the last', async () => {
  const { editor, fetch, files } = setUp({ rev: 'there' })
  for (const name of ['a', 'b', 'c']) {
    edit(editor, name)
    await pass(savePauseMs / 2)
  }
  await pass()
  expect(fetch).toHaveBeenCalledTimes(1)
  expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('c')
})

test('a save names the edits since the last one, each run of one name once, and those that were undone', async () => {
  const { editor, fetch } = setUp({ rev: 'there' })
  const named = () =>
    fetch.mock.calls
      .filter(([, init]) => init?.method === 'PUT')
      .map(([path]) => new URL(String(path), 'http://here').searchParams.getAll('edit'))
  for (const [label, name] of [
    ['Set steps', 'a'],
    ['Set steps', 'b'],
    ['Move “x” & more', 'c'],
  ] as const)
    editor.commit(label, rename(name))
  await pass()
  edit(editor, 'd')
  await pass()
  editor.undo()
  editor.undo()
  await pass()
  expect(named()).toEqual([['Set steps', 'Move “x” & more'], ['Rename'], ['Undo Rename', 'Undo Move “x” & more']])
})

test('an edit during a save is saved by the next, on the version of the first', async () => {
  const { editor, saving, kind, files } = setUp({ rev: 'there' })
  edit(editor, 'a')
  const first = saving.save(editor)
  edit(editor, 'b')
  await first
  expect(kind()).toBe('dirty')
  await pass()
  expect(kind()).toBe('saved')
  expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('b')
})

test('a version that somebody else saved is never overwritten: it becomes a conflict, and edits keep it one', async () => {
  const { editor, put, files, kind, state, fetch } = setUp({ rev: 'there' })
  const theirs = put('w', writeWorkflow(emptyWorkflow('theirs')))
  edit(editor, 'mine')
  await pass()
  expect(state().saving).toEqual({ kind: 'conflict', rev: theirs })
  edit(editor, 'mine too')
  await pass(60_000)
  expect(kind()).toBe('conflict')
  expect(fetch).toHaveBeenCalledTimes(1)
  expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('theirs')
})

test('without a network the edit is kept as a draft, and saved when the line is back', async () => {
  const { editor, breakWith, kind, saving, drafts, files } = setUp({ rev: 'there' })
  breakWith(0)
  edit(editor, 'mine')
  await pass()
  expect(kind()).toBe('failed')
  expect(readWorkflow(drafts.read('w')!.text, fileTexts).name).toBe('mine')
  breakWith(undefined)
  saving.retry()
  await pass(1)
  expect(kind()).toBe('saved')
  expect(drafts.read('w')).toBeUndefined()
  expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('mine')
})

test('a full disk is told once, and tried again by itself', async () => {
  const { editor, breakWith, kind, tell } = setUp({ rev: 'there' })
  breakWith(507)
  edit(editor, 'mine')
  await pass(40_000)
  expect(kind()).toBe('failed')
  expect(tell).toHaveBeenCalledTimes(1)
  expect(tell.mock.calls[0]![0]).toContain('The disk is full.')
  breakWith(undefined)
  await pass(20_000)
  expect(kind()).toBe('saved')
})

test('an editor without changes of its own follows what was saved elsewhere, and undo leads back', async () => {
  const { editor, put, saving, kind, state } = setUp({ rev: 'there' })
  const rev = put('w', writeWorkflow(emptyWorkflow('theirs')))
  saving.changed({ id: 'w', rev, name: 'theirs' })
  await pass(1)
  expect(editor.workflow().name).toBe('theirs')
  expect(kind()).toBe('saved')
  expect(state().rev).toBe(rev)
  editor.undo()
  expect(editor.workflow().name).toBe('one')
  expect(kind()).toBe('dirty')
})

test('word of its own save, before the answer or after it, changes nothing', async () => {
  const { editor, saving, kind, files } = setUp({ rev: 'there' })
  edit(editor, 'mine')
  const save = saving.save(editor)
  saving.changed({ id: 'w', rev: 'r2', name: 'mine' })
  await save
  expect(files.get('w')!.rev).toBe('r2')
  saving.changed({ id: 'w', rev: 'r2', name: 'mine' })
  await pass(1)
  expect(kind()).toBe('saved')
})

test('an editor with changes gets the choice when it hears of another version', async () => {
  const { editor, put, saving, kind } = setUp({ rev: 'there' })
  edit(editor, 'mine')
  saving.changed({ id: 'w', rev: put('w', writeWorkflow(emptyWorkflow('theirs'))), name: 'theirs' })
  await pass(60_000)
  expect(kind()).toBe('conflict')
  expect(editor.workflow().name).toBe('mine')
})

test('what was deleted elsewhere while it was edited here is made anew', async () => {
  const { editor, files, kind } = setUp({ rev: 'there' })
  files.delete('w')
  edit(editor, 'mine')
  await pass(2 * savePauseMs)
  expect(kind()).toBe('saved')
  expect(readWorkflow(files.get('w')!.text, fileTexts).name).toBe('mine')
})

test('before the page goes every draft that is due is written', () => {
  const { editor, saving, drafts } = setUp({ rev: 'there' })
  edit(editor, 'mine')
  expect(saving.flush()).toBe(true)
  expect(drafts.read('w')).toMatchObject({ rev: 'r1', touched: true })
})
