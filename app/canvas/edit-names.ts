import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { canvas as english } from '../texts/en/canvas.ts'

/** What an edit is done to, for its name in the undo menu: "Encode text", "3 nodes". */
export const editedNodes = (
  ids: Iterable<NodeId>,
  workflow: Workflow,
  definitions: Definitions,
  texts: Pick<typeof english, 'some'> = english,
): string => {
  const all = [...ids]
  const [first] = all
  const node = all.length === 1 && first !== undefined ? nodeOf(workflow, first) : undefined
  if (!node) return texts.some(all.length)
  const title = titleOf(definitions, node)
  return title.length > 32 ? `${title.slice(0, 31).trimEnd()}…` : title
}
