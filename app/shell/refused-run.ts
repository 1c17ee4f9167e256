import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import type { RunAnswer } from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'

/** A refused run in words that name the node, and the nodes to show. */
export const refusedRun = (
  { error, problems = [] }: Extract<RunAnswer, { error: string }>,
  workflow: Workflow,
  definitions: Definitions,
  texts: Texts['shell'],
): { readonly message: string; readonly nodes: readonly NodeId[] } => {
  const nodes = [...new Set(problems.map((problem) => problem.node))].filter((id) => nodeOf(workflow, id))
  const first = problems[0]
  const node = first && nodeOf(workflow, first.node)
  if (!first || !node) return { message: error, nodes }
  const title = titleOf(definitions, node)
  const more = nodes.length > 1 ? texts.moreSelected(nodes.length - 1) : ''
  return { message: error.includes(title) ? error : `${title}: ${first.message}${more}`, nodes }
}
