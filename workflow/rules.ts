import { acceptedTypes, type Definitions, definitionOf, fieldProblem } from './definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type PlacedNode, type Workflow } from './document.ts'
import { fieldApplies, literalOf } from './fields.ts'
import { type Effective, effective, type Gap, modeOf } from './modes.ts'
import { planOf, reads } from './plan.ts'
import type { RuleTexts } from './rule-texts.ts'
import type { TextsOf } from './said/coded-texts.ts'
import type { Words } from './said/said.ts'
import { shortName } from './short-name.ts'
import { socketTyping } from './socket-types.ts'
import type { SocketType } from './values.ts'

export { fieldApplies, literalOf } from './fields.ts'

/** Something wrong with one node, in words for the person who placed it, or a sentence that any language can say. */
export interface Problem<T = string> {
  readonly node: NodeId
  /** The input it stands at, where it stands at one. */
  readonly input?: string
  readonly message: T
}

/** What the rules say: in words, or as sentences that any language can say. */
type Texts<T extends Words> = TextsOf<RuleTexts, T>

/** What a person calls this node, as `shortName` gives it: its own title, its definition's, or the id of the definition that is not there. */
export const titleOf = (definitions: Definitions, node: PlacedNode): string =>
  shortName(node.title || definitionOf(definitions, node.node)?.title || node.node)

/** The same in the language of the texts. */
export const nodeName = <T extends Words>(
  definitions: Definitions,
  node: PlacedNode,
  texts: Pick<TextsOf<RuleTexts, T>, 'nodeTitle'>,
): T => texts.nodeTitle(titleOf(definitions, node), node.title ? '' : node.node)

/** Why a value of one type cannot go into an input that takes others, or undefined where it can. */
export const typeRefusal = <T extends Words>(
  from: SocketType,
  accepted: readonly SocketType[],
  input: string | T,
  texts: Texts<T>,
): T | undefined => {
  if (accepted.includes(from)) return undefined
  return accepted.length === 0 ? texts.noLink(input) : texts.wrongType(from, accepted[0]!)
}

/** A link that a person wants to make. */
export interface Wish {
  readonly from: NodeId
  readonly output: string
  readonly to: NodeId
  readonly input: string
}

/** Why this link cannot be made, in words, or undefined when it can. A link already at the input would be replaced. */
export const linkRefusal = (
  workflow: Workflow,
  definitions: Definitions,
  wish: Wish,
  texts: RuleTexts,
): string | undefined => {
  const source = nodeOf(workflow, wish.from)
  const target = nodeOf(workflow, wish.to)
  if (!source || !target) return texts.nodeGone
  const output = member(definitionOf(definitions, source.node)?.outputs, wish.output)
  const input = member(definitionOf(definitions, target.node)?.inputs, wish.input)
  if (!output) return texts.noOutput(titleOf(definitions, source), shortName(wish.output))
  if (!input) return texts.noInput(titleOf(definitions, target), shortName(wish.input))
  if (wish.from === wish.to) return texts.ownOutput
  const typing = socketTyping(workflow, definitions)
  const given = typing.given(wish.from, wish.output)
  const accepted = typing.accepted(wish.to, wish.input)
  if (!given.some((type) => accepted.includes(type))) {
    const refusal = typeRefusal(given[0] ?? output.type, accepted, input.title, texts)
    return refusal ?? texts.nothingShared(titleOf(definitions, source), input.title)
  }
  if (reads(workflow, wish.from, wish.to))
    return texts.cycle(titleOf(definitions, source), titleOf(definitions, target))
  return undefined
}

const member = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined

/**
 * All that is wrong with a workflow before it runs: unknown nodes, empty or ill-typed inputs, literals out of range,
 * cycles. Of what does not run (muted, bypassed) nothing is said. Takes time linear in nodes and links.
 * @param nameOf what a left out node that another reads is called, where its title is not enough
 */
export const problemsOf = (
  workflow: Workflow,
  definitions: Definitions,
  texts: RuleTexts,
  nameOf?: (id: NodeId) => string,
): Problem[] => {
  const problems = problemsIn(workflow, effective(workflow, definitions), definitions, texts, nameOf)
  const plan = planOf(workflow)
  if (!('cycle' in plan)) return problems
  return [...problems, ...cycleProblems(workflow, definitions, plan.cycle, texts)]
}

/** What each node of a cycle is told. */
export const cycleProblems = <T extends Words>(
  workflow: Workflow,
  definitions: Definitions,
  cycle: readonly NodeId[],
  texts: Texts<T>,
): Problem<T>[] => {
  const message = texts.inCycle(cycleNames(workflow, definitions, cycle, texts))
  return cycle.map((node) => ({ node, message }))
}

/** What is wrong with the nodes of a workflow as it runs, cycles apart; `document` is the workflow as it is drawn. */
export const problemsIn = <T extends Words>(
  document: Workflow,
  { workflow, gaps }: Pick<Effective, 'workflow' | 'gaps'>,
  definitions: Definitions,
  texts: Texts<T>,
  nameOf?: (id: NodeId) => string,
): Problem<T>[] => {
  const problems: Problem<T>[] = []
  const explained = gapsByNode(gaps)
  const around = { document, workflow, definitions, texts, nameOf }
  for (const [id, node] of Object.entries(workflow.nodes))
    for (const problem of problemsAt(id, node, around, explained.get(id))) problems.push(problem)
  return problems
}

/** For each node with gaps, the node that each of its inputs with one is linked to, by the name of the input. */
export const gapsByNode = (gaps: readonly Gap[]): Map<NodeId, Map<string, NodeId>> => {
  const explained = new Map<NodeId, Map<string, NodeId>>()
  for (const { node, input, from } of gaps) {
    const inputs = explained.get(node) ?? new Map<string, NodeId>()
    explained.set(node, inputs.set(input, from))
  }
  return explained
}

/** What a node is judged by beside itself. */
export interface Around<T extends Words = string> {
  /** The workflow as it is drawn. */
  readonly document: Workflow
  /** The workflow as it runs. */
  readonly workflow: Workflow
  readonly definitions: Definitions
  readonly texts: Texts<T>
  /** What a left out node that another reads is called, where its title is not enough. */
  readonly nameOf?: ((id: NodeId) => string) | undefined
}

/**
 * What is wrong with one node of a workflow as it runs. It depends on the node, on its definition, and on the nodes that it
 * is linked to and their definitions.
 */
export const problemsAt = <T extends Words>(
  id: NodeId,
  node: PlacedNode,
  { document, workflow, definitions, texts, nameOf }: Around<T>,
  gaps?: ReadonlyMap<string, NodeId>,
): Problem<T>[] => {
  const definition = definitionOf(definitions, node.node)
  if (!definition) return [{ node: id, message: texts.unknownNode(shortName(node.node)) }]
  const problems: Problem<T>[] = []
  if (node.version > definition.version)
    problems.push({ node: id, message: texts.newerNode(node.version, definition.version) })
  if (definition.problem !== undefined)
    problems.push({ node: id, message: texts.ownProblem(definition.problem, definition.said) })
  for (const [name, input] of Object.entries(definition.inputs)) {
    const filled = inputOf(node, name)
    const add = (message: T) => problems.push({ node: id, input: name, message })
    const title = () => texts.fieldTitle(input.title, definition.id, name)
    if (input.kind !== 'port' && !fieldApplies(definition, node, input)) continue
    const gap = gaps?.get(name)
    if (gap !== undefined) {
      const source = nodeOf(document, gap)
      const optional = input.kind === 'port' && input.optional
      if (source && !optional)
        add(gapMessage(title(), source, nameOf?.(gap) ?? nodeName(definitions, source, texts), texts))
    } else if (isLink(filled)) {
      const source = nodeOf(workflow, filled.from)
      if (!source) {
        add(texts.readsMissing(title()))
        continue
      }
      const output = member(definitionOf(definitions, source.node)?.outputs, filled.output)
      if (!output) {
        if (definitionOf(definitions, source.node))
          add(texts.readsUnknown(title(), shortName(filled.output), nodeName(definitions, source, texts)))
        continue
      }
      const refusal = output.field ? undefined : typeRefusal(output.type, acceptedTypes(input), title(), texts)
      if (refusal !== undefined) add(texts.refused(refusal))
    } else if (input.kind === 'port') {
      if (!input.optional) add(texts.needs(title(), input.type))
    } else {
      const problem = fieldProblem(input, literalOf(input, node, name), texts.field)
      if (problem !== undefined) add(texts.wrongField(title(), problem))
    }
  }
  return problems
}

const gapMessage = <T extends Words>(input: T, source: PlacedNode, title: string | T, texts: Texts<T>): T =>
  modeOf(source) === 'bypass' ? texts.readsBypassed(input, title) : texts.readsNothing(input, title)

/** The names along a cycle and back to its first; of a long one only its beginning, since each of its nodes says it. */
const cycleNames = <T extends Words>(
  workflow: Workflow,
  definitions: Definitions,
  cycle: readonly NodeId[],
  texts: Texts<T>,
): (string | T)[] => {
  const names = cycle.slice(0, 8).map((id) => {
    const node = nodeOf(workflow, id)!
    return texts.nodeTitle(titleOf(definitions, node).slice(0, 60), node.title ? '' : node.node)
  })
  const left = cycle.length - names.length
  return [...names, ...(left > 0 ? [texts.more(left)] : []), names[0]!]
}
