import type { Definitions } from '../workflow/definition.ts'
import {
  mostBytes,
  type NodeId,
  nodeOf,
  readWorkflow,
  type Workflow,
  WorkflowError,
  writeWorkflow,
} from '../workflow/document.ts'
import { titleOf } from '../workflow/rules.ts'
import { runWords } from '../workflow/run-words.ts'
import { fileWords } from '../workflow/said/file-words.ts'
import { reasonOf } from '../workflow/said/reason.ts'
import { say, wordsOf } from '../workflow/said/said.ts'
import { drawSeeds, fixedSeeds } from '../workflow/seeds.ts'
import { flatten } from '../workflow/subgraphs/flatten.ts'
import type { RunAnswer, WorkflowId } from '../workflow/wire.ts'
import { isFileId } from './file-id.ts'
import { jobTitle } from './job-title.ts'
import type { NewJob } from './journal.ts'
import { oneLine } from './one-line.ts'
import { errorAnswer } from './worded-answers.ts'
import { ruleWords } from './worker/rule-words.ts'
import { nothingToRun, planRun, type RunPlan } from './worker/run-plan.ts'

/** A run that can be queued, with the text that was sent for it, or why none can be. */
export type RunOrder =
  | { readonly order: Omit<NewJob, 'job'>; readonly sent: string }
  | Extract<RunAnswer, { readonly error: string }>

/**
 * What a client asks to run, as the queue takes it. Nodes with something wrong are no reason to refuse as long as one
 * result can be computed without them: they fail by themselves, and their siblings run. Never throws for what a client sent.
 * The document of the job has the seeds that it runs with, and runs with them again.
 * @param draw draws the seeds that are drawn anew for each run; without it they are drawn already
 */
export const orderRun = (
  workflow: WorkflowId,
  document: unknown,
  definitions: Definitions,
  draw?: () => number,
): RunOrder => {
  if (typeof workflow !== 'string' || !isFileId(workflow)) return errorAnswer(say('runNamesNone'))
  let text: string
  let checked: Workflow
  try {
    text = writeWorkflow(document as Workflow)
    if (Buffer.byteLength(text) > mostBytes) return errorAnswer(say('runTooLarge', { most: mostBytes / 1024 / 1024 }))
    // What came over the wire need not be JSON; what is kept and run is.
    checked = readWorkflow(text, fileWords)
  } catch (error) {
    if (error instanceof WorkflowError) return errorAnswer(wordsOf(error))
    return errorAnswer(say('runNotJson', { why: reasonOf(error) }))
  }
  const drawn = fixedSeeds(draw ? drawSeeds(definitions, draw)(checked) : checked, definitions)
  const plan = planRun(drawn, definitions)
  const refusal = refusalOf(plan, definitions)
  if (refusal) return refusal
  const opened = flatten(drawn, definitions)
  return {
    order: {
      workflow,
      title: jobTitle(opened, plan.order, definitions),
      document: drawn === checked ? text : writeWorkflow(drawn),
      nodes: plan.order,
      words: runWords(opened, plan.order, definitions),
    },
    sent: text,
  }
}

const refusalOf = (plan: RunPlan, definitions: Definitions): Extract<RunOrder, { error: string }> | undefined => {
  if (plan.wanted.length === 0) return errorAnswer(nothingToRun(plan))
  const blocked = blockedNodes(plan)
  if (plan.wanted.some((id) => !blocked.has(id))) return undefined
  const problems = [...plan.problems].map(([node, problem]) => ({ node, ...problem }))
  const [first] = problems
  const node = first && nodeOf(plan.document, first.node)
  if (!first || !node) return { ...errorAnswer(say('nothingCanRun')), problems }
  const title = ruleWords.nodeTitle(oneLine(titleOf(definitions, node), 60), node.title ? '' : node.node)
  const named = { node: title, what: first.said ?? first.message }
  const more = problems.length - 1
  return {
    ...errorAnswer(more > 0 ? say('nodeAndMoreRefused', { ...named, more }) : say('nodeRefused', named)),
    problems,
  }
}

/** The nodes that cannot run: those with a problem, and all that read one. */
const blockedNodes = ({ order, sources, problems }: RunPlan): Set<NodeId> => {
  const readers = new Map<NodeId, NodeId[]>()
  for (const id of order)
    for (const source of sources.get(id) ?? []) {
      const known = readers.get(source)
      if (known) known.push(id)
      else readers.set(source, [id])
    }
  const blocked = new Set<NodeId>()
  const pending = [...problems.keys()]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (blocked.has(id)) continue
    blocked.add(id)
    for (const reader of readers.get(id) ?? []) pending.push(reader)
  }
  return blocked
}
