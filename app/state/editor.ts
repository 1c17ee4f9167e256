import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NodeId, Workflow } from '../../workflow/document.ts'
import type { Edit } from '../../workflow/edits.ts'
import { commit, endGesture, type History, redo, startHistory, undo } from '../../workflow/history.ts'
import { changedLevel, levelOf, type Path, validPath } from '../../workflow/subgraphs/level.ts'
import type { WorkflowId } from '../../workflow/wire.ts'

/** Where the document stands against the server's file. */
export type Saving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'dirty' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly message: string }
  /** Another tab or program saved this workflow in the meantime: nothing is overwritten until the person chooses. */
  | { readonly kind: 'conflict'; readonly rev: string }

export interface EditorState {
  readonly history: History
  /** The level that is looked at: the subgraphs that are open. */
  readonly path: Path
  /** What is selected on that level. */
  readonly selection: ReadonlySet<NodeId>
  readonly saving: Saving
  /** The content address of the file that the document is based on; null before it was first saved. */
  readonly rev: string | null
}

/** One open workflow: its document with undo, and what is selected. Selection is no part of undo. */
export interface Editor {
  readonly id: WorkflowId
  /** The workflow whose earlier revision this is: it is looked at where that one was. */
  readonly revisionOf?: WorkflowId
  /** There where the document takes no edits: says why, and what to do. */
  readonly refuse?: () => void
  readonly store: StoreApi<EditorState>
  /** The level that its document is; absent where that is the whole. */
  readonly path?: Path
  /** The editor of the whole document, where this one's is a level of it. */
  readonly whole?: Editor
  /** The document now. */
  workflow(): Workflow
  /** Makes an edit, under a name that the undo menu shows; edits with the same `gesture` make one entry. */
  commit(label: string, edit: Edit, gesture?: string): void
  /** Ends the gesture under way (pointer up, blur), so that the next edit has an entry of its own. */
  endGesture(): void
  undo(): void
  redo(): void
  select(ids: Iterable<NodeId>): void
  /** Goes to a level, and selects there; a path that leads nowhere is followed as far as it leads. */
  open(path: Path, selected?: Iterable<NodeId>): void
}

/** An editor on a workflow that was opened from the server (`rev`) or is new there (null). */
export const createEditor = (id: WorkflowId, workflow: Workflow, rev: string | null): Editor => {
  const store = createStore<EditorState>(() => ({
    history: startHistory(workflow),
    path: [],
    selection: new Set(),
    saving: { kind: rev === null ? 'dirty' : 'saved' },
    rev,
  }))
  const change = (next: (history: History) => History, level: typeof changedLevel) =>
    store.setState((state) => {
      const history = next(state.history)
      if (history === state.history) return state
      const edited = history.present !== state.history.present
      const path = edited ? level(state.history.present, history.present, state.path) : state.path
      const selection = edited ? present(state.selection, levelOf(history.present, path)) : state.selection
      return {
        history,
        path: samePath(path, state.path) ? state.path : path,
        selection,
        ...(edited && state.saving.kind !== 'conflict' ? { saving: { kind: 'dirty' as const } } : {}),
      }
    })
  return {
    id,
    store,
    workflow: () => store.getState().history.present,
    commit: (label, edit, gesture) => change((history) => commit(history, label, edit, gesture), here),
    endGesture: () => change(endGesture, here),
    // What is undone is seen: the level where it was done comes up.
    undo: () => change(undo, changedLevel),
    redo: () => change(redo, changedLevel),
    select: (ids) =>
      store.setState((state) => {
        const selection = new Set(ids)
        return sameSet(selection, state.selection) ? state : { selection }
      }),
    open: (path, selected = []) =>
      store.setState((state) => {
        const valid = validPath(state.history.present, path)
        return { path: samePath(valid, state.path) ? state.path : valid, selection: new Set(selected) }
      }),
  }
}

const here: typeof changedLevel = (_, after, path) => validPath(after, path)

const samePath = (a: Path, b: Path): boolean => a.length === b.length && a.every((each, index) => each === b[index])

const present = (selection: ReadonlySet<NodeId>, workflow: Workflow): ReadonlySet<NodeId> =>
  [...selection].every((id) => Object.hasOwn(workflow.nodes, id))
    ? selection
    : new Set([...selection].filter((id) => Object.hasOwn(workflow.nodes, id)))

const sameSet = (a: ReadonlySet<NodeId>, b: ReadonlySet<NodeId>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id))
