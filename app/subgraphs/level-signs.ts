import type { Definitions } from '../../workflow/definition.ts'
import type { NodeId, Workflow } from '../../workflow/document.ts'
import { createLiveEffective } from '../../workflow/live-effective.ts'
import { createLiveProblems } from '../../workflow/live-problems.ts'
import { flatTitle } from '../../workflow/subgraphs/flat-title.ts'
import { leftOutOn } from '../../workflow/subgraphs/left-out.ts'
import { problemsWithin } from '../../workflow/subgraphs/problems-within.ts'
import { rememberLast } from '../canvas/link-index.ts'
import { type CardProblem, createDocumentSigns, type DocumentSigns, isMissing } from '../cards/node-sign.ts'
import type { Editor } from '../state/editor.ts'
import type { OpenedDocument } from './opened-document.ts'

/** The most that a card says of what is wrong inside of it. */
const mostWithin = 3

/**
 * What the cards of a level tell, of its own nodes and of what the run does with them in the whole document: what is muted or
 * wrong inside of an instance shows on that, and what is left out around a subgraph shows in it.
 * @param editor the editor of the level, @param opened the document around it
 */
export const createLevelSigns = (
  editor: Editor,
  definitions: Definitions,
  opened: Pick<OpenedDocument, 'workflow'>,
): DocumentSigns => {
  const whole = editor.whole ?? editor
  const path = editor.path ?? []
  const own = createDocumentSigns(definitions)
  const runs = createLiveEffective(definitions)
  const wrong = createLiveProblems(definitions, runs, (id) => flatTitle(whole.workflow(), definitions, id))
  const silent = rememberLast((level: Workflow): ReadonlySet<NodeId> => {
    if (!level.subgraphs) return own.silent(level)
    const flat = opened.workflow()
    return leftOutOn({ workflow: whole.workflow(), flat, silent: runs(flat).silent }, path, definitions)
  })
  return {
    silent,
    problems(level, texts) {
      const problems = own.problems(level, texts)
      if (!level.subgraphs) return problems
      const flat = opened.workflow()
      const { gaps } = runs(flat)
      const left = silent(level)
      const all = new Map([...problems].filter(([id]) => !left.has(id)))
      for (const [id, found] of problemsWithin(whole.workflow(), path, definitions, wrong(flat, texts), gaps)) {
        const known = all.get(id) ?? []
        const fresh = found.filter(({ input }) => input === undefined || known.every((each) => each.input !== input))
        const shown = fresh.slice(0, mostWithin).map(({ input, message, within }): CardProblem => {
          const missing = within !== undefined && isMissing(flat, definitions, within)
          return { message, missing, ...(input === undefined ? {} : { input }) }
        })
        if (shown.length > 0) all.set(id, [...known, ...shown])
      }
      return all
    },
  }
}
