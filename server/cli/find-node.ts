import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { oneLine } from '../one-line.ts'
import { UsageError } from './usage-error.ts'

/**
 * The node that a person means: by its id, or else by its own title, or else by the title or name of its kind, upper and
 * lower case alike.
 * @throws UsageError where none or several are meant, with those that there are
 */
export const findNode = (workflow: Workflow, definitions: Definitions, name: string): NodeId => {
  if (nodeOf(workflow, name)) return name
  const entries = Object.entries(workflow.nodes)
  const wanted = name.trim().toLowerCase()
  const names: ((id: NodeId) => (string | undefined)[])[] = [
    (id) => [id],
    (id) => [nodeOf(workflow, id)?.title],
    (id) => {
      const kind = nodeOf(workflow, id)?.node ?? ''
      return [kind, definitionOf(definitions, kind)?.title]
    },
  ]
  for (const namesOf of names) {
    const found = entries.map(([id]) => id).filter((id) => namesOf(id).some((each) => each?.toLowerCase() === wanted))
    const [only] = found
    if (only !== undefined && found.length === 1) return only
    if (found.length > 1)
      throw new UsageError(
        `"${name}" may be any of ${found.length} nodes. Take the id of one:\n${listed(workflow, definitions, found)}`,
      )
  }
  throw new UsageError(
    `There is no node "${name}". There are:\n${listed(workflow, definitions, Object.keys(workflow.nodes))}`,
  )
}

/** The most nodes that a person is told of. */
const mostListed = 40

/** One line for each node, of many for the first: its id and what a person calls it. */
export const listed = (workflow: Workflow, definitions: Definitions, ids: readonly NodeId[]): string => {
  const lines = ids.slice(0, mostListed).map((id) => {
    const node = nodeOf(workflow, id)
    return `  ${id}${node ? ` (${oneLine(titleOf(definitions, node), 60)})` : ''}`
  })
  return [...lines, ...(ids.length > mostListed ? [`  and ${ids.length - mostListed} more`] : [])].join('\n')
}
