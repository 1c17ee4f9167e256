import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { inputOf, type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { type NodeState, unitsDone } from '../../workflow/job-state.ts'
import { createLiveEffective } from '../../workflow/live-effective.ts'
import { createLiveProblems } from '../../workflow/live-problems.ts'
import type { RuleTexts } from '../../workflow/rule-texts.ts'
import type { Problem } from '../../workflow/rules.ts'

/** A problem as a card shows it. */
export interface CardProblem {
  readonly message: string
  readonly input?: string
  /** True for a port that was never connected: not yet wrong, only not yet finished. */
  readonly missing: boolean
}

/** What the sign at the right of a card's header says. */
export type SignKind = 'none' | 'incomplete' | 'waiting' | 'running' | 'done' | 'cached' | 'wrong'

/** What is wrong or missing, by node; nodes with nothing of the kind are not in it. */
export type CardProblems = ReadonlyMap<NodeId, readonly CardProblem[]>

/** What the cards of one document after the other tell; after an edit only the nodes that it concerns are judged anew. */
export interface DocumentSigns {
  problems(workflow: Workflow, texts: RuleTexts): CardProblems
  /** The nodes that a mute leaves out of the next run. */
  silent(workflow: Workflow): ReadonlySet<NodeId>
}

/** The signs of the documents in which the definitions hold; where these change, all is judged anew. */
export const createDocumentSigns = (definitions: Definitions): DocumentSigns => {
  const effective = createLiveEffective(definitions)
  const found = createLiveProblems(definitions, effective)
  const shown = new WeakMap<readonly Problem[], readonly CardProblem[]>()
  const show = (workflow: Workflow, problems: readonly Problem[]): readonly CardProblem[] => {
    const known =
      shown.get(problems) ??
      problems.map((problem) => ({
        message: problem.message,
        input: problem.input,
        missing: isMissing(workflow, definitions, problem),
      }))
    shown.set(problems, known)
    return known
  }
  return {
    problems: (workflow, texts) =>
      new Map([...found(workflow, texts)].map(([id, problems]) => [id, show(workflow, problems)])),
    silent: (workflow) => effective(workflow).silent,
  }
}

/** True for a problem that is a port which was never connected. */
export const isMissing = (workflow: Workflow, definitions: Definitions, problem: Problem): boolean => {
  const node = nodeOf(workflow, problem.node)
  if (!node || problem.input === undefined) return false
  return (
    definitionOf(definitions, node.node)?.inputs[problem.input]?.kind === 'port' &&
    inputOf(node, problem.input) === undefined
  )
}

/** The sign of a node: what is happening first, then what is wrong, then how its last run ended. */
export const signOf = (state: NodeState | undefined, problems: readonly CardProblem[]): SignKind => {
  if (state?.status === 'running') return 'running'
  if (problems.some((problem) => !problem.missing)) return 'wrong'
  if (state?.status === 'failed') return 'wrong'
  if (state?.status === 'waiting') return 'waiting'
  if (problems.length > 0) return 'incomplete'
  if (state?.status === 'done' || state?.status === 'cached') return state.status
  return 'none'
}

/** The share of a node's work that is done, from 0 to 1. */
export const shareOf = (state: NodeState | undefined): number =>
  state?.total ? Math.min(1, unitsDone(state) / state.total) : 0
