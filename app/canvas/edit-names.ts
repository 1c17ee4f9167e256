import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import type { canvas as english } from '../texts/en/canvas.ts'

/** What an edit is done to, for its name in the undo menu: "Encode text", "3 nodes". */
export const editedNodes = (
  ids: Iterable<NodeId>,
  workflow: Workflow,
  definitions: Definitions,
  texts: Pick<typeof english, 'some'>,
): string => {
  const all = [...ids]
  const [first] = all
  const node = all.length === 1 && first !== undefined ? nodeOf(workflow, first) : undefined
  if (!node) return texts.some(all.length)
  return shortened(titleOf(definitions, node))
}

/** A text as it stands in the name of an edit: at most 32 letters of it. */
export const shortened = (text: string): string => (text.length > 32 ? `${text.slice(0, 31).trimEnd()}…` : text)
