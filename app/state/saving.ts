import { readWorkflow, type Workflow, writeWorkflow } from '../../workflow/document.ts'
import { type EditName, editsSince } from '../../workflow/history.ts'
import type { ServerToClient, WorkflowId } from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'
import { type Api, ApiError } from './api.ts'
import type { Drafts } from './drafts.ts'
import type { Editor } from './editor.ts'
import { isUntouched } from './editor-marks.ts'

export interface SavingParts {
  /** The texts of the chosen language. */
  texts(): Texts
  readonly api: Pick<Api, 'saveWorkflow' | 'workflow'>
  readonly drafts: Pick<Drafts, 'keep' | 'drop'>
  tell(message: string, kind?: 'done' | 'refused' | 'failed'): void
  /** An edit as the history of the file names it. */
  editName(edit: EditName): string
  setTimer(act: () => void, ms: number): unknown
  clearTimer(timer: unknown): void
}

type Change = Parameters<ServerToClient['workflow']>[0]

/** Keeps the server's files, and the drafts in the browser, at what is on the canvas. */
export interface Saving {
  /** Watches an editor from now on. @returns a function that ends it */
  watch(editor: Editor): () => void
  /** Saves now what is not saved. @returns true where the server then has the document */
  save(editor: Editor): Promise<boolean>
  /** What the server tells of a file. */
  changed(change: Change): void
  /** The line is back: tries again what failed. */
  retry(): void
  /** Writes every draft that is due, before the page goes. @returns false where one could not be kept */
  flush(): boolean
}

/** The pause after an edit before it is saved, and before it is kept as a draft. */
export const savePauseMs = 800
const draftPauseMs = 250
/** A document of more nodes is kept as a draft less often: writing it down takes the more time, and typing must not wait. */
const draftNodes = 250
/** After a save failed while the line is up (a full disk), it is tried again. */
const retryMs = 15_000

interface Watched {
  readonly editor: Editor
  /** The document that the server has, as far as this window knows. */
  there?: Workflow
  timer?: unknown
  draftTimer?: unknown
  running?: Promise<boolean>
  /** What the server told while a save was on its way: whether it was that save is known when it is answered. */
  told?: Change
  /** Why the last save failed: said once, however often it is tried. */
  trouble?: string
}

/** The most edits that one save names, and the longest name: an address has its limits. */
const namedEdits = 20
const longestName = 80

/** One autosave for all open workflows. */
export const createSaving = ({
  api,
  drafts,
  tell,
  editName,
  setTimer,
  clearTimer,
  texts: all,
}: SavingParts): Saving => {
  const texts = () => all().saving
  const watched = new Map<WorkflowId, Watched>()

  const keepDraft = (each: Watched): boolean => {
    clearTimer(each.draftTimer)
    each.draftTimer = undefined
    const state = each.editor.store.getState()
    const { saving, rev, history } = state
    if (saving.kind === 'saved') {
      drafts.drop(each.editor.id)
      return true
    }
    return drafts.keep({
      id: each.editor.id,
      rev,
      // Without the line breaks of a file, which nobody reads here: it takes half of the time, and of the browser's room.
      text: JSON.stringify(history.present),
      touched: !isUntouched(state),
    })
  }

  const schedule = (each: Watched, ms = savePauseMs) => {
    clearTimer(each.timer)
    each.timer = setTimer(() => void save(each), ms)
  }

  const settled = (each: Watched, document: Workflow, rev: string) => {
    const { store } = each.editor
    each.trouble = undefined
    each.there = document
    const same = store.getState().history.present === document
    store.setState({ rev, saving: { kind: same ? 'saved' : 'dirty' } })
    keepDraft(each)
    if (!same) schedule(each)
    const told = each.told
    each.told = undefined
    if (told && told.rev !== rev) void follow(each, told)
  }

  const failed = (each: Watched, error: unknown): false => {
    const { store, id } = each.editor
    each.told = undefined
    keepDraft(each)
    if (error instanceof ApiError && error.status === 412 && typeof error.rev === 'string') {
      store.setState({ saving: { kind: 'conflict', rev: error.rev } })
      return false
    }
    if (error instanceof ApiError && error.status === 412) {
      // The file is gone: nothing would be overwritten by making it anew.
      store.setState({ rev: null, saving: { kind: 'dirty' } })
      tell(texts().deletedElsewhere(nameOf(each.editor)))
      schedule(each, 0)
      return false
    }
    const message = error instanceof Error ? error.message : String(error)
    store.setState({ saving: { kind: 'failed', message } })
    // That the server cannot be reached is said by the connection's own bar.
    const silent = error instanceof ApiError && error.status === 0
    if (!silent && each.trouble !== message && watched.get(id) === each)
      tell(texts().notSaved(nameOf(each.editor), message), 'failed')
    each.trouble = message
    if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) schedule(each, retryMs)
    return false
  }

  /** What led to the present document since the last save, a name that comes again at once only once. */
  const editsOf = ({ editor, there }: Watched): string[] => {
    const { history } = editor.store.getState()
    const edits = editsSince(history, there ?? history.past[0]?.workflow ?? history.present).map((edit) =>
      editName(edit).slice(0, longestName),
    )
    return edits.filter((edit, index) => edit !== edits[index - 1]).slice(-namedEdits)
  }

  const save = async (each: Watched): Promise<boolean> => {
    clearTimer(each.timer)
    each.timer = undefined
    if (each.running) {
      await each.running
      return save(each)
    }
    const { store, id } = each.editor
    const { saving, history, rev } = store.getState()
    if (saving.kind === 'saved') return true
    if (saving.kind === 'conflict') return false
    store.setState({ saving: { kind: 'saving' } })
    each.running = api.saveWorkflow(id, writeWorkflow(history.present), rev, editsOf(each)).then(
      (saved) => {
        each.running = undefined
        settled(each, history.present, saved)
        return true
      },
      (error) => {
        each.running = undefined
        return failed(each, error)
      },
    )
    return each.running
  }

  /** Somebody else changed the file: an editor without changes of its own follows, another gets the choice. */
  const follow = async (each: Watched, { rev }: Change) => {
    const { editor } = each
    const before = editor.store.getState()
    if (rev === before.rev || watched.get(editor.id) !== each) return
    if (rev === null) {
      // The document stays open; with the next edit it becomes a file again.
      editor.store.setState({ rev: null, ...(before.saving.kind === 'saved' ? { saving: { kind: 'dirty' } } : {}) })
      keepDraft(each)
      return
    }
    if (before.saving.kind !== 'saved') {
      if (!isUntouched(before)) editor.store.setState({ saving: { kind: 'conflict', rev } })
      return
    }
    try {
      const opened = await api.workflow(editor.id)
      const workflow = readWorkflow(opened.text, all().file)
      const now = editor.store.getState()
      if (now.history.present !== before.history.present || now.saving.kind !== 'saved') {
        editor.store.setState({ saving: { kind: 'conflict', rev: opened.rev } })
        return
      }
      editor.endGesture()
      editor.commit(texts().savedElsewhere, () => workflow)
      editor.store.setState({ rev: opened.rev, saving: { kind: 'saved' } })
      each.there = workflow
      keepDraft(each)
      clearTimer(each.timer)
    } catch (error) {
      tell(texts().savedElsewhereUnreadable(nameOf(editor), (error as Error).message), 'failed')
    }
  }

  return {
    watch(editor) {
      const { saving: from, history: first } = editor.store.getState()
      const each: Watched = { editor, ...(from.kind === 'saved' ? { there: first.present } : {}) }
      watched.set(editor.id, each)
      const stop = editor.store.subscribe((state, before) => {
        if (state.history.present === before.history.present) return
        each.draftTimer ??= setTimer(() => keepDraft(each), draftPause(state.history.present))
        if (state.saving.kind === 'dirty') schedule(each)
      })
      const { saving, history } = editor.store.getState()
      if (saving.kind === 'dirty' && history.past.length > 0) schedule(each)
      keepDraft(each)
      return () => {
        stop()
        clearTimer(each.timer)
        clearTimer(each.draftTimer)
        if (watched.get(editor.id) === each) watched.delete(editor.id)
      }
    },
    save: (editor) => {
      const each = watched.get(editor.id)
      return each ? save(each) : Promise.resolve(false)
    },
    changed(change) {
      const each = watched.get(change.id)
      if (!each) return
      if (each.running) each.told = change
      else void follow(each, change)
    },
    retry() {
      for (const each of watched.values()) if (each.editor.store.getState().saving.kind === 'failed') schedule(each, 0)
    },
    flush() {
      let all = true
      for (const each of watched.values()) all = keepDraft(each) && all
      return all
    },
  }
}

const draftPause = ({ nodes }: Workflow) => draftPauseMs * Math.max(1, Object.keys(nodes).length / draftNodes)

const nameOf = (editor: Editor) => editor.workflow().name || editor.id
