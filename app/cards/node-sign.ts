import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { inputOf, type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import type { NodeState } from '../../workflow/job-state.ts'
import type { RuleTexts } from '../../workflow/rule-texts.ts'
import { type Problem, problemsOf } from '../../workflow/rules.ts'

/** A problem as a card shows it. */
export interface CardProblem {
  readonly message: string
  readonly input?: string
  /** True for a port that was never connected: not yet wrong, only not yet finished. */
  readonly missing: boolean
}

/** What the sign at the right of a card's header says. */
export type SignKind = 'none' | 'incomplete' | 'waiting' | 'running' | 'done' | 'cached' | 'wrong'

/** What is wrong or missing in a document, by node. */
export const problemsByNode = (
  workflow: Workflow,
  definitions: Definitions,
  texts?: RuleTexts,
): ReadonlyMap<NodeId, readonly CardProblem[]> => {
  const found = new Map<NodeId, CardProblem[]>()
  for (const problem of problemsOf(workflow, definitions, texts)) {
    const all = found.get(problem.node) ?? []
    all.push({ message: problem.message, input: problem.input, missing: isMissing(workflow, definitions, problem) })
    found.set(problem.node, all)
  }
  return found
}

const isMissing = (workflow: Workflow, definitions: Definitions, problem: Problem): boolean => {
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
  state?.total ? Math.min(1, (state.done ?? 0) / state.total) : 0
