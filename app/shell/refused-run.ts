import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { effective } from '../../workflow/modes.ts'
import { problemsOf } from '../../workflow/rules.ts'
import { definitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import { flatTitle } from '../../workflow/subgraphs/flat-title.ts'
import { flatten, unopened } from '../../workflow/subgraphs/flatten.ts'
import { mutesOfAll } from '../../workflow/subgraphs/left-out.ts'
import type { RunAnswer } from '../../workflow/wire.ts'
import { serverWords } from '../state/server-words.ts'
import type { Texts } from '../texts/texts.ts'

/**
 * A refused run in words of the chosen language that name the node, and the nodes to show, by the ids that they have where
 * all subgraphs are opened.
 */
export const refusedRun = (
  { error, problems = [] }: Extract<RunAnswer, { error: string }>,
  workflow: Workflow,
  palette: Definitions,
  texts: Pick<Texts, 'saving' | 'shell' | 'subgraphs' | 'wires'>,
): { readonly message: string; readonly nodes: readonly NodeId[] } => {
  const flat = flatten(workflow, palette)
  const definitions = definitionsIn(palette, workflow, texts.subgraphs)
  const nameOf = (id: NodeId) => flatTitle(workflow, definitions, id)
  const nodes = [...new Set(problems.map((problem) => problem.node))].filter((id) => nodeOf(flat, id))
  const first = problems[0]
  const node = first && nodeOf(flat, first.node)
  if (!first || !node) {
    const muted = mutesOfAll({ workflow, flat, silent: effective(flat, definitions).silent }, definitions)
    if (muted.length === 0) return { message: error, nodes }
    return { message: texts.shell.allMuted(nameOf(muted[0]!), muted.length - 1), nodes: muted }
  }
  // What the rules say here names nodes inside of subgraphs by the way to them.
  const own =
    problemsOf(flat, definitions, texts.wires, nameOf).find(
      (each) => each.node === first.node && each.input === first.input,
    )?.message ?? unopened(definitions, node, texts.subgraphs)
  const more = nodes.length > 1 ? texts.shell.moreSelected(nodes.length - 1) : ''
  return { message: `${nameOf(first.node)}: ${own ?? serverWords(first, texts.saving)}${more}`, nodes }
}
