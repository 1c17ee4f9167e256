import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { problemsOf, titleOf } from '../../workflow/rules.ts'
import { unopened } from '../../workflow/subgraphs/flatten.ts'
import type { RunAnswer } from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'

/** A refused run in words of the chosen language that name the node, and the nodes to show. */
export const refusedRun = (
  { error, problems = [] }: Extract<RunAnswer, { error: string }>,
  workflow: Workflow,
  definitions: Definitions,
  texts: Pick<Texts, 'saving' | 'shell' | 'subgraphs' | 'wires'>,
): { readonly message: string; readonly nodes: readonly NodeId[] } => {
  const nodes = [...new Set(problems.map((problem) => problem.node))].filter((id) => nodeOf(workflow, id))
  const first = problems[0]
  const node = first && nodeOf(workflow, first.node)
  if (!first || !node) return { message: error, nodes }
  const title = titleOf(definitions, node)
  // The server speaks English; what the rules say is known here as well.
  const own =
    problemsOf(workflow, definitions, texts.wires).find(
      (each) => each.node === first.node && each.input === first.input,
    )?.message ?? unopened(definitions, node, texts.subgraphs)
  const more = nodes.length > 1 ? texts.shell.moreSelected(nodes.length - 1) : ''
  return { message: `${title}: ${own ?? texts.saving.said(first.message)}${more}`, nodes }
}
