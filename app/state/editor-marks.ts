import type { EditorState } from './editor.ts'

/** True for a document that was opened from an example, a file or a past run and not touched: there is nothing to save. */
export const isUntouched = ({ rev, history, saving }: EditorState): boolean =>
  rev === null && history.past.length === 0 && history.future.length === 0 && saving.kind === 'dirty'

/** True where the server does not have what is on the canvas. */
export const isUnsaved = (state: EditorState): boolean => state.saving.kind !== 'saved' && !isUntouched(state)
