import type { Workflow } from './document.ts'
import type { Edit } from './edits.ts'

/** A past document and the name of the edit that left it. */
export interface Entry {
  readonly label: string
  readonly workflow: Workflow
}

/** A document with its past and its undone future: undo is a list of documents, so one mechanism covers every kind of edit. */
export interface History {
  readonly present: Workflow
  readonly past: readonly Entry[]
  readonly future: readonly Entry[]
  /** The gesture that the newest entry belongs to: a further edit with the same key joins that entry. */
  readonly gesture?: string
}

/** How many edits can be undone. */
export const historyDepth = 500

export const startHistory = (present: Workflow): History => ({ present, past: [], future: [] })

/**
 * The history after an edit. An edit that changes nothing leaves no entry; edits of one gesture (a slider's drag) make one, and
 * none where the last leads back to where the gesture began.
 */
export const commit = (history: History, label: string, edit: Edit, gesture?: string): History => {
  const present = edit(history.present)
  if (present === history.present) return history
  if (gesture !== undefined && gesture === history.gesture) {
    if (present === history.past.at(-1)?.workflow) return { present, past: history.past.slice(0, -1), future: [] }
    return { ...history, present, future: [] }
  }
  return {
    present,
    past: [...history.past.slice(-(historyDepth - 1)), { label, workflow: history.present }],
    future: [],
    gesture,
  }
}

export const undo = (history: History): History => {
  const entry = history.past[history.past.length - 1]
  if (!entry) return history
  return {
    present: entry.workflow,
    past: history.past.slice(0, -1),
    future: [{ label: entry.label, workflow: history.present }, ...history.future],
  }
}

export const redo = (history: History): History => {
  const [entry, ...future] = history.future
  if (!entry) return history
  return { present: entry.workflow, past: [...history.past, { label: entry.label, workflow: history.present }], future }
}

/** Ends the gesture under way, so that the next edit gets an entry of its own. */
export const endGesture = (history: History): History =>
  history.gesture === undefined ? history : { ...history, gesture: undefined }

/** The name of an edit that was made, or undone. */
export interface EditName {
  readonly label: string
  readonly undone: boolean
}

/**
 * The step that led from one state of a history to the next: the edit that was undone or redone, or undefined where it was
 * neither (an edit was made, or nothing).
 */
export const stepBetween = (
  before: History,
  after: History,
): { readonly kind: 'undo' | 'redo'; readonly label: string } | undefined => {
  // An edit clears the future as well as a redo of the last: only what it leads to tells them apart.
  const [next] = before.future
  if (next && after.present === next.workflow && after.past.at(-1)?.workflow === before.present)
    return { kind: 'redo', label: next.label }
  const last = before.past.at(-1)
  return last && after.present === last.workflow && after.future[0]?.workflow === before.present
    ? { kind: 'undo', label: last.label }
    : undefined
}

/**
 * The edits that led from a document of this history to the present one, the first of them first. From a document that the
 * history does not hold (one in the middle of a gesture, or one too long ago) it is the last edit that is named.
 */
export const editsSince = ({ present, past, future }: History, document: Workflow): readonly EditName[] => {
  if (present === document) return []
  const made = past.findLastIndex((each) => each.workflow === document)
  if (made >= 0) return past.slice(made).map(({ label }) => ({ label, undone: false }))
  const undone = future.findIndex((each) => each.workflow === document)
  if (undone >= 0)
    return future
      .slice(0, undone + 1)
      .reverse()
      .map(({ label }) => ({ label, undone: true }))
  return past.slice(-1).map(({ label }) => ({ label, undone: false }))
}
