import { createStore, type StoreApi } from 'zustand/vanilla'
import { isObject } from '../../workflow/json.ts'
import type { JobId, WorkflowId } from '../../workflow/wire.ts'
import type { Editor } from './editor.ts'

/** The open workflows, in the order of their tabs, and the one in front. */
export interface SessionState {
  readonly editors: readonly Editor[]
  readonly front: WorkflowId | null
}

/** The tabs. It knows nothing of files: what is opened and saved is decided by who calls it. */
export interface Session {
  readonly store: StoreApi<SessionState>
  editor(id: WorkflowId): Editor | undefined
  front(): Editor | undefined
  /** Adds a tab at the end, or after the given one, and brings it to the front. An id that is open is only brought to the front. */
  add(editor: Editor, after?: WorkflowId): void
  show(id: WorkflowId): void
  /** Shows the next tab, or with −1 the one before; after the last comes the first. */
  step(by: 1 | -1): void
  /** Puts another editor into the place of one. */
  replace(id: WorkflowId, editor: Editor): void
  /** Takes a tab away; where it was in front, its neighbour comes there. */
  remove(id: WorkflowId): void
}

/** A session without tabs. */
export const createSession = (): Session => {
  const store = createStore<SessionState>(() => ({ editors: [], front: null }))
  const find = (id: WorkflowId | null) => store.getState().editors.find((each) => each.id === id)
  return {
    store,
    editor: find,
    front: () => find(store.getState().front),
    add: (editor, after) =>
      store.setState(({ editors }) => {
        if (editors.some((each) => each.id === editor.id)) return { front: editor.id }
        const place = after === undefined ? -1 : editors.findIndex((each) => each.id === after)
        return {
          editors: place < 0 ? [...editors, editor] : editors.toSpliced(place + 1, 0, editor),
          front: editor.id,
        }
      }),
    show: (id) => {
      if (find(id)) store.setState({ front: id })
    },
    step: (by) =>
      store.setState((state) => {
        const { editors, front } = state
        const at = editors.findIndex((each) => each.id === front)
        return { front: editors[(at + by + editors.length) % editors.length]?.id ?? front }
      }),
    replace: (id, editor) =>
      store.setState(({ editors, front }) => ({
        editors: editors.map((each) => (each.id === id ? editor : each)),
        front: front === id ? editor.id : front,
      })),
    remove: (id) =>
      store.setState(({ editors, front }) => {
        const at = editors.findIndex((each) => each.id === id)
        const left = editors.filter((each) => each.id !== id)
        return {
          editors: left,
          front: front === id ? (left[Math.min(Math.max(at, 0), left.length - 1)]?.id ?? null) : front,
        }
      }),
  }
}

/** The tabs as they are kept in the browser between two visits. */
export interface KeptSession {
  readonly tabs: readonly WorkflowId[]
  readonly front: WorkflowId | null
  /** The runs that tabs show whose graphs were opened there, until they have runs of their own. */
  readonly runs: Readonly<Record<WorkflowId, JobId>>
}

const key = 'reelgraph.session'

/** The tabs that this window had, or, in a new window, those of the last one. `places` are asked in order. */
export const readKeptSession = (places: readonly Pick<Storage, 'getItem'>[]): KeptSession | undefined => {
  for (const place of places) {
    try {
      const kept = JSON.parse(place.getItem(key) ?? 'null') as Partial<KeptSession> | null
      if (!Array.isArray(kept?.tabs)) continue
      return {
        tabs: kept.tabs.filter((id) => typeof id === 'string'),
        front: typeof kept.front === 'string' ? kept.front : null,
        runs: isObject(kept.runs) ? kept.runs : {},
      }
    } catch {
      // A browser that keeps nothing, or something that is not ours: the next place may know.
    }
  }
  return undefined
}

/** Keeps the tabs of a session, and the runs that they show, whenever they change. @returns a function that ends it */
export const keepSession = (
  session: Session,
  places: readonly Pick<Storage, 'setItem'>[],
  runs: () => KeptSession['runs'],
): (() => void) =>
  session.store.subscribe(({ editors, front }) => {
    const tabs = editors.map((each) => each.id)
    const open = Object.entries(runs()).filter(([workflow]) => tabs.includes(workflow))
    const text = JSON.stringify({ tabs, front, runs: Object.fromEntries(open) } satisfies KeptSession)
    for (const place of places)
      try {
        place.setItem(key, text)
      } catch {
        // Without room the tabs are forgotten; the documents are not: they are on the server or in a draft.
      }
  })
