import { checkSize, emptyWorkflow, readWorkflow, type Workflow, writeWorkflow } from '../../workflow/document.ts'
import { rename } from '../../workflow/edits.ts'
import { fileText } from '../../workflow/file-text.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId, WorkflowId } from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'
import { type Api, ApiError } from './api.ts'
import type { Draft, Drafts } from './drafts.ts'
import { createEditor, type Editor } from './editor.ts'
import { isUntouched } from './editor-marks.ts'
import type { Saving } from './saving.ts'
import type { Session } from './session.ts'
import { translatedExample } from './translated-example.ts'

export interface DocumentsParts {
  /** The texts of the chosen language. */
  texts(): Texts
  readonly api: Api
  readonly session: Session
  readonly saving: Saving
  readonly drafts: Drafts
  /** Some random letters and digits for the id of a new workflow. */
  random(): string
  tell(message: string, kind?: 'done' | 'refused' | 'failed'): void
  /** The cards of this workflow show that run from now on. */
  showRun(workflow: WorkflowId, job: JobState): void
}

/** Opens, closes, copies and deletes workflows. What goes wrong is told; nothing rejects, and nothing that is open is replaced. */
export interface Documents {
  /** Opens a saved workflow, from its draft where this window has one. @returns whether it is open now */
  open(id: WorkflowId): Promise<boolean>
  /** An empty workflow in a new tab. */
  create(): Editor
  /** A workflow that is not saved yet in a new tab; it becomes a file with the first edit or run. */
  openNew(workflow: Workflow): Editor
  openExample(id: string): Promise<void>
  /** Gives an open workflow that is an example as its file has it the words of the language; any other stays as it is. */
  translateExample(id: WorkflowId): Promise<void>
  /** The very document that a job ran; its cards show that run: results, clip and steps. */
  openJob(job: JobId, title: string): Promise<void>
  /** The workflow in a file of any kind; undefined, and the reason told, where there is none. */
  readFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<Workflow | undefined>
  /** A dropped or chosen file. */
  importText(text: string, fileName: string): void
  /** A file of any kind that a person dropped or chose: refused with the reason where it is no workflow. */
  importFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<void>
  rename(editor: Editor, name: string): void
  duplicate(editor: Editor): void
  /** Closes the tab, after a save where there is something to save. */
  close(editor: Editor): Promise<void>
  /** Moves a saved workflow to the trash, and closes its tab. */
  remove(id: WorkflowId, name: string, rev: string | null): Promise<void>
  /** A conflict, resolved: mine goes on as a copy; with `other`, the version that was saved elsewhere is opened beside it. */
  saveAsCopy(editor: Editor, other: boolean): Promise<void>
  /** A tab on a draft; what was edited in it is saved now, unless the file changed meanwhile. */
  openDraft(draft: Draft): Editor | undefined
}

/** The documents of one window. */
export const createDocuments = ({
  api,
  session,
  saving,
  drafts,
  random,
  tell,
  showRun,
  texts: all,
}: DocumentsParts): Documents => {
  const texts = () => all().saving
  const endings = new Map<WorkflowId, () => void>()

  const add = (editor: Editor, after?: WorkflowId): Editor => {
    if (!session.editor(editor.id)) endings.set(editor.id, saving.watch(editor))
    session.add(editor, after)
    return editor
  }
  const end = (id: WorkflowId) => {
    endings.get(id)?.()
    endings.delete(id)
    drafts.drop(id)
  }
  const newId = (name: string): WorkflowId =>
    `${
      name
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 40) || 'workflow'
    }-${random()}`
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      tell(`${what}: ${(error as Error).message}`, 'failed')
      return undefined
    }
  }
  const openNew = (workflow: Workflow) => add(createEditor(newId(workflow.name ?? ''), workflow, null))
  const freeName = (name: string): string => {
    const taken = new Set(session.store.getState().editors.map((each) => each.workflow().name))
    if (!taken.has(name)) return name
    for (let number = 2; ; number++) if (!taken.has(`${name} ${number}`)) return `${name} ${number}`
  }
  const remove = (editor: Editor) => {
    session.remove(editor.id)
    end(editor.id)
    if (session.store.getState().editors.length === 0) openNew(emptyWorkflow(texts().untitled))
  }
  /** The same document, with its history, under a new id. */
  const copyOf = (editor: Editor, name: string): Editor => {
    const copy = createEditor(newId(name), editor.workflow(), null)
    copy.store.setState({ history: editor.store.getState().history })
    copy.commit(texts().rename, rename(name))
    return copy
  }
  const openDraft = ({ id, text, rev, touched }: Draft): Editor | undefined => {
    try {
      const editor = createEditor(id, readWorkflow(text, all().file), rev)
      if (touched) editor.store.setState({ saving: { kind: 'failed', message: texts().closedUnsaved } })
      add(editor)
      if (touched) void saving.save(editor)
      return editor
    } catch (error) {
      tell(texts().cannotReadDraft(id, (error as Error).message), 'failed')
      return undefined
    }
  }

  const openFile = (workflow: Workflow, fileName: string) => {
    const editor = openNew({ ...workflow, name: freeName(workflow.name ?? fileName.replace(/\.json$/i, '')) })
    void saving.save(editor)
  }
  const readFile: Documents['readFile'] = (file) =>
    attempt(file.name, async () => {
      // Before it fills the memory.
      checkSize(file.size, all().file)
      return readWorkflow(fileText(new Uint8Array(await file.arrayBuffer()), all().file), all().file)
    })

  return {
    openNew,
    openDraft,
    async open(id) {
      if (session.editor(id)) {
        session.show(id)
        return true
      }
      const draft = drafts.read(id)
      if (draft && openDraft(draft)) return true
      const opened = await attempt(texts().cannotOpen(id), () => api.workflow(id))
      if (!opened) return false
      const workflow = await attempt(texts().cannotOpen(id), async () => readWorkflow(opened.text, all().file))
      if (!workflow) return false
      add(createEditor(id, workflow, opened.rev))
      return true
    },
    create: () => openNew(emptyWorkflow(freeName(texts().untitled))),
    async openExample(id) {
      const workflow = await attempt(texts().cannotOpenExample, async () =>
        readWorkflow(await api.example(id), all().file),
      )
      if (!workflow) return
      const { examples } = texts()
      const told = Object.hasOwn(examples, id) ? translatedExample(workflow, examples[id]!) : workflow
      openNew({ ...told, name: freeName(told.name ?? id) })
    },
    async translateExample(id) {
      const editor = session.editor(id)
      const { examples, inYourLanguage } = texts()
      if (!editor || !Object.hasOwn(examples, id)) return
      const file = await api.example(id).catch(() => undefined)
      if (file !== undefined && writeWorkflow(editor.workflow()) === writeWorkflow(readWorkflow(file, all().file)))
        editor.commit(inYourLanguage, (workflow) => translatedExample(workflow, examples[id]!))
    },
    async openJob(job, title) {
      const [workflow, run] = await Promise.all([
        attempt(texts().cannotOpenRun, async () => readWorkflow(await api.jobDocument(job), all().file)),
        // The graph opens without it, too.
        api.job(job).catch(() => undefined),
      ])
      if (!workflow) return
      const name = freeName(workflow.name ?? title)
      const editor = createEditor(newId(name), { ...workflow, name }, null)
      // Before the tab is there: what it shows from the start is no news to anybody.
      if (run) showRun(editor.id, run)
      add(editor)
    },
    importText(text, fileName) {
      try {
        openFile(readWorkflow(text, all().file), fileName)
      } catch (error) {
        tell(`${fileName}: ${(error as Error).message}`, 'failed')
      }
    },
    readFile,
    async importFile(file) {
      const workflow = await readFile(file)
      if (workflow) openFile(workflow, file.name)
    },
    rename(editor, name) {
      const wanted = name.trim()
      if (wanted !== '') editor.commit(texts().rename, rename(wanted))
    },
    duplicate(editor) {
      const name = freeName(texts().copyName(editor.workflow().name ?? texts().untitled))
      const copy = createEditor(newId(name), editor.workflow(), null)
      copy.commit(texts().rename, rename(name))
      add(copy, editor.id)
    },
    async close(editor) {
      const state = editor.store.getState()
      if (state.saving.kind === 'saved' || isUntouched(state) || (await saving.save(editor))) {
        remove(editor)
        return
      }
      session.show(editor.id)
      tell(editor.store.getState().saving.kind === 'conflict' ? texts().conflictFirst : texts().notSavedYet, 'refused')
    },
    async remove(id, name, rev) {
      const editor = session.editor(id)
      const known = editor?.store.getState().rev ?? rev
      try {
        if (known !== null) await api.removeWorkflow(id, known)
        if (editor) remove(editor)
        tell(texts().inTrash(name), 'done')
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
          if (editor) remove(editor)
          tell(texts().alreadyDeleted(name))
        } else tell(texts().notDeleted(name, (error as Error).message), 'failed')
      }
    },
    async saveAsCopy(editor, other) {
      const copy = copyOf(editor, freeName(`${editor.workflow().name ?? texts().untitled} ${texts().mine}`))
      endings.set(copy.id, saving.watch(copy))
      session.replace(editor.id, copy)
      end(editor.id)
      await saving.save(copy)
      if (!other) return
      const opened = await attempt(texts().cannotOpenOther, async () => {
        const { text, rev } = await api.workflow(editor.id)
        return createEditor(editor.id, readWorkflow(text, all().file), rev)
      })
      if (opened) add(opened, copy.id)
    },
  }
}
