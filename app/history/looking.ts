import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Changes, changesBetween, isUnchanged, unionOf } from '../../workflow/changes.ts'
import { readWorkflow, type Workflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId, Revision, WorkflowId } from '../../workflow/wire.ts'
import type { Api } from '../state/api.ts'
import type { Documents } from '../state/documents.ts'
import { createEditor, type Editor } from '../state/editor.ts'
import type { Session } from '../state/session.ts'
import type { Texts } from '../texts/texts.ts'
import { runToShow } from './run-to-show.ts'

/** An earlier revision on the canvas, in the place of the document that is edited. */
export interface Looking {
  /** The workflow whose past it is. */
  readonly workflow: WorkflowId
  readonly revision: Revision
  /** The revision itself. */
  readonly document: Workflow
  /** What the canvas shows: the revision, or, compared, the document of now with what is gone still in it. Its edits are refused. */
  readonly editor: Editor
  /** What became of the revision, while it is compared. */
  readonly changes?: Changes
  /** The document of now, with which it is compared. */
  readonly present?: Workflow
}

export interface LookingParts {
  readonly api: Pick<Api, 'job' | 'revision' | 'revisions'>
  readonly session: Session
  readonly documents: Pick<Documents, 'open' | 'openNew'>
  /** Saves now what is not saved. */
  save(editor: Editor): Promise<unknown>
  /** The run that the cards of a workflow show. */
  runOf(workflow: WorkflowId): JobState | undefined
  /** Lets the cards of a document show a run whose graph it is. */
  showRun(document: WorkflowId, job: JobState): void
  readonly texts: () => Pick<Texts, 'history' | 'file'>
  readonly now: () => number
  tell(message: string, kind?: 'done' | 'refused' | 'failed'): void
}

/** The look at earlier revisions. What is edited is always what is shown: an edit of the document ends the look. */
export interface Lookout {
  readonly store: StoreApi<Looking | null>
  /** Shows a revision of the workflow in front. @returns whether it is shown */
  look(revision: Revision): Promise<boolean>
  /** Opens the workflow of a run and shows the revision that the run used. @returns whether it is shown */
  lookAtRun(run: { readonly job: JobId; readonly workflow: WorkflowId }): Promise<boolean>
  /** Shows what changed from the revision to now, or the revision alone. */
  compare(on: boolean): void
  /** Makes the revision the document, as one edit that can be undone; nothing that came after it is lost. */
  restore(): Promise<void>
  /** The revision as a workflow of its own, in a new tab. */
  openTab(): void
  close(): void
}

/** A lookout that shows nothing yet. */
export const createLookout = ({
  api,
  session,
  documents,
  save,
  runOf,
  showRun,
  texts: all,
  now,
  tell,
}: LookingParts): Lookout => {
  const texts = () => all().history
  const store = createStore<Looking | null>(() => null)
  let stop = () => {}
  let turn = 0

  const close = () => {
    turn++
    stop()
    stop = () => {}
    if (store.getState()) store.setState(null, true)
  }

  const shown = (workflow: WorkflowId, { rev, savedAt }: Revision, document: Workflow, compared = ''): Editor => {
    const key = `${rev}-${savedAt}${compared}`
    const editor = createEditor(`${workflow}@${key}`, document, key)
    const refuse = () => tell(texts().readOnly(texts().when(savedAt, now())), 'refused')
    return { ...editor, revisionOf: workflow, refuse, commit: refuse, undo: refuse, redo: refuse }
  }

  /** A revision shows what {@link runToShow its runs} made, or that of them by which it was come to. */
  const look = async (revision: Revision, runs: readonly JobId[] = revision.runs): Promise<boolean> => {
    const front = session.front()
    if (!front) return false
    const mine = ++turn
    try {
      const document = readWorkflow(await api.revision(front.id, revision.rev), all().file)
      if (mine !== turn || session.front() !== front) return false
      stop()
      const present = front.workflow()
      stop = front.store.subscribe(() => {
        if (front.workflow() !== present) close()
      })
      const editor = shown(front.id, revision, document)
      store.setState({ workflow: front.id, revision, document, editor }, true)
      // Without one the revision is shown all the same.
      void runToShow(runs, api.job).then((job) => job && showRun(editor.id, job))
      return true
    } catch (error) {
      tell(texts().cannotOpen(texts().when(revision.savedAt, now()), (error as Error).message), 'failed')
      return false
    }
  }

  session.store.subscribe(({ front }) => {
    if (store.getState() && store.getState()?.workflow !== front) close()
  })

  return {
    store,
    close,
    look: (revision) => look(revision),
    async lookAtRun({ job, workflow }) {
      const revisions = await api.revisions(workflow).catch(() => [])
      const revision = revisions.find(({ runs }) => runs.includes(job))
      if (!revision) {
        tell(texts().noRevision, 'refused')
        return false
      }
      return (await documents.open(workflow)) && (await look(revision, [job]))
    },
    compare(on) {
      const state = store.getState()
      const front = session.front()
      if (!state || front?.id !== state.workflow || on === (state.changes !== undefined)) return
      const { workflow, revision, document } = state
      if (!on) {
        store.setState({ workflow, revision, document, editor: shown(workflow, revision, document) }, true)
        return
      }
      const present = front.workflow()
      const changes = changesBetween(document, present)
      const editor = shown(workflow, revision, unionOf(document, present, changes), '-now')
      store.setState({ workflow, revision, document, editor, changes, present }, true)
      // What is beside it is now: so is what its cards show.
      const run = runOf(workflow)
      if (run) showRun(editor.id, run)
    },
    async restore() {
      const state = store.getState()
      const front = session.front()
      if (!state || front?.id !== state.workflow) return
      const when = texts().when(state.revision.savedAt, now())
      if (isUnchanged(changesBetween(state.document, front.workflow()))) {
        close()
        tell(texts().sameAsNow)
        return
      }
      close()
      front.endGesture()
      // What is not saved yet becomes a revision too.
      await save(front)
      front.commit(texts().restoreEdit(texts().date(state.revision.savedAt)), () => state.document)
      tell(texts().restored(when), 'done')
    },
    openTab() {
      const state = store.getState()
      if (!state) return
      const { document, revision, workflow } = state
      const name = texts().copyName(document.name ?? workflow, texts().date(revision.savedAt))
      close()
      documents.openNew({ ...document, name })
    },
  }
}
