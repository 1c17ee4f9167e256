import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'

/** The name of an edit for the undo menu: "Move Encode text", "Move 3 nodes". */
export const editName = (verb: string, ids: Iterable<NodeId>, workflow: Workflow, definitions: Definitions): string => {
  const all = [...ids]
  const [first] = all
  const node = all.length === 1 && first !== undefined ? nodeOf(workflow, first) : undefined
  if (!node) return `${verb} ${all.length} ${all.length === 1 ? 'node' : 'nodes'}`
  const title = titleOf(definitions, node)
  return `${verb} ${title.length > 32 ? `${title.slice(0, 31).trimEnd()}…` : title}`
}

/** The name of an edit as it stands after a word: "move Encode text". */
export const lowerFirst = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)
