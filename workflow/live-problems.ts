import type { Definitions } from './definition.ts'
import { isLink, type NodeId, nodeOf, type Workflow } from './document.ts'
import { type LiveEffective, sameEntries } from './live-effective.ts'
import { changedNodes, onlyMoved } from './node-records.ts'
import { planOf } from './plan.ts'
import type { RuleTexts } from './rule-texts.ts'
import { cycleProblems, gapsByNode, type Problem, problemsAt } from './rules.ts'

/** What is wrong, by node; nodes with which nothing is wrong are not in it. */
export type ProblemsByNode = ReadonlyMap<NodeId, readonly Problem[]>

type Linked = ReadonlyMap<NodeId, ReadonlySet<NodeId>>
type Gaps = ReturnType<typeof gapsByNode>

interface Judged {
  readonly drawn: Workflow
  readonly runs: LiveEffective
  readonly definitions: Definitions
  readonly texts: RuleTexts
  readonly gaps: Gaps
  readonly linked: Linked
  readonly cycle: readonly NodeId[] | undefined
  /** Problems of single nodes, cycles apart. */
  readonly own: ProblemsByNode
  /** What other nodes were called in them, by node. */
  readonly named: ReadonlyMap<NodeId, ReadonlyMap<NodeId, string>>
  readonly all: ProblemsByNode
}

/**
 * `problemsOf` for one document after the other: after an edit only the nodes that it changed and those that are linked to
 * them are judged anew, and the list of a node for which nothing changed is the same object as before.
 * @param effective of the same definitions
 * @param nameOf as `problemsOf` takes it; where it calls a node otherwise than before, those that named it are judged anew
 */
export const createLiveProblems = (
  definitions: Definitions,
  effective: (workflow: Workflow) => LiveEffective,
  nameOf?: (id: NodeId) => string,
): ((workflow: Workflow, texts: RuleTexts) => ProblemsByNode) => {
  let last: Judged | undefined
  return (drawn, texts) => {
    const known = last && last.texts === texts && sameEntries(last.definitions, definitions) ? last : undefined
    const renamed = known ? [...known.named].filter(([, names]) => isRenamed(names, nameOf)).map(([id]) => id) : []
    if (known?.drawn === drawn && renamed.length === 0) return known.all
    const runs = effective(drawn)
    const gaps = known?.runs.gaps === runs.gaps ? known.gaps : gapsByNode(runs.gaps)
    const sameWires = known?.runs.wires === runs.wires
    const linked = sameWires ? known!.linked : linkedTo(drawn, runs)
    const around = { document: drawn, workflow: runs.workflow, definitions, texts }
    const own = new Map(known?.own)
    const named = new Map(known?.named)
    const judged = known
      ? new Set([...concerned(known, drawn, runs, gaps, linked), ...renamed])
      : Object.keys(runs.workflow.nodes)
    for (const id of judged) {
      const node = nodeOf(runs.workflow, id)
      const names = new Map<NodeId, string>()
      const noted = nameOf && ((other: NodeId) => noteIn(names, other, nameOf(other)))
      const found = node ? problemsAt(id, node, { ...around, nameOf: noted }, gaps.get(id)) : []
      if (found.length > 0) own.set(id, found)
      else own.delete(id)
      if (names.size > 0) named.set(id, names)
      else named.delete(id)
    }
    const cycle = sameWires ? known!.cycle : cycleIn(drawn)
    const all = cycle ? withCycle(own, cycleProblems(drawn, definitions, cycle, texts)) : own
    const kept = known?.definitions ?? { ...definitions }
    last = { drawn, runs, definitions: kept, texts, gaps, linked, cycle, own, named, all }
    return all
  }
}

const noteIn = (names: Map<NodeId, string>, id: NodeId, name: string): string => {
  names.set(id, name)
  return name
}

const isRenamed = (names: ReadonlyMap<NodeId, string>, nameOf: ((id: NodeId) => string) | undefined): boolean =>
  [...names].some(([id, name]) => nameOf?.(id) !== name)

/** The nodes of which something else may be said than before. */
const concerned = (
  known: Judged,
  drawn: Workflow,
  runs: LiveEffective,
  gaps: Gaps,
  linked: Linked,
): ReadonlySet<NodeId> => {
  const changed = new Set(changedNodes(known.drawn.nodes, drawn.nodes))
  if (runs.workflow !== drawn || known.runs.workflow !== known.drawn)
    for (const id of changedNodes(known.runs.workflow.nodes, runs.workflow.nodes)) changed.add(id)
  for (const id of changed)
    if (
      onlyMoved(nodeOf(known.drawn, id), nodeOf(drawn, id)) &&
      onlyMoved(nodeOf(known.runs.workflow, id), nodeOf(runs.workflow, id))
    )
      changed.delete(id)
  const found = new Set(changed)
  if (gaps !== known.gaps) for (const id of [...known.gaps.keys(), ...gaps.keys()]) found.add(id)
  for (const id of changed) for (const reader of linked.get(id) ?? []) found.add(reader)
  return found
}

/** The nodes that are linked to each, as a workflow is drawn and as it runs. */
const linkedTo = (drawn: Workflow, runs: LiveEffective): Linked => {
  const linked = new Map<NodeId, Set<NodeId>>()
  for (const { nodes } of runs.workflow === drawn ? [drawn] : [drawn, runs.workflow])
    for (const [id, node] of Object.entries(nodes))
      for (const filled of Object.values(node.inputs)) {
        if (!isLink(filled)) continue
        const readers = linked.get(filled.from)
        if (readers) readers.add(id)
        else linked.set(filled.from, new Set([id]))
      }
  return linked
}

const withCycle = (own: ProblemsByNode, cycle: readonly Problem[]): ProblemsByNode => {
  const all = new Map(own)
  for (const problem of cycle) all.set(problem.node, [...(own.get(problem.node) ?? []), problem])
  return all
}

const cycleIn = (workflow: Workflow): readonly NodeId[] | undefined => {
  const plan = planOf(workflow)
  return 'cycle' in plan ? plan.cycle : undefined
}
