import type { NodeId } from '../../workflow/document.ts'
import { nodeOfFlat, placeOfFlat } from '../../workflow/subgraphs/level.ts'
import type { CanvasCommands } from '../state/app-context.ts'
import type { Editor } from '../state/editor.ts'

/**
 * Selects nodes of a workflow and brings them into view, on the level of the first; those that are not there any more are
 * passed over.
 * @param flat their ids where all subgraphs are opened
 * @param canvas where it shows the workflow
 */
export const showNodes = (editor: Editor, flat: readonly NodeId[], canvas: CanvasCommands | null): void => {
  const workflow = editor.workflow()
  const places = flat.filter((id) => nodeOfFlat(workflow, id)).map((id) => placeOfFlat(workflow, id))
  const [first] = places
  if (!first) return
  const ids = places.filter(({ path }) => path.join('/') === first.path.join('/')).map(({ id }) => id)
  const before = editor.store.getState().path
  editor.open(first.path, ids)
  // Another level is fitted when it comes up.
  if (editor.store.getState().path === before) canvas?.show(ids)
}
