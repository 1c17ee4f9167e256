import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type InputValue, type NodeId, nodeOf, type PlacedNode, type Workflow } from '../../workflow/document.ts'
import { effective } from '../../workflow/modes.ts'
import { sourcesOf, withSources } from '../../workflow/plan.ts'
import { fieldApplies, nodeName, problemsIn } from '../../workflow/rules.ts'
import { type Said, say, type Worded, type Words, worded } from '../../workflow/said/said.ts'
import { definitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import { flatten, unopened } from '../../workflow/subgraphs/flatten.ts'
import { subgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'
import { subgraphWords } from '../../workflow/subgraphs/subgraph-words.ts'
import { ruleWords } from './rule-words.ts'

/** What a run of a workflow has to do. */
export interface RunPlan {
  /** The nodes that the run is for, in document order: result nodes, or unknown ones where there are no others. */
  readonly wanted: readonly NodeId[]
  /** All that they need and they themselves: each comes after what it reads, cycles apart. */
  readonly order: readonly NodeId[]
  /** Of each of those nodes, the nodes that it reads. */
  readonly sources: ReadonlyMap<NodeId, readonly NodeId[]>
  /** Why a node cannot run, and the input where that stands. */
  readonly problems: ReadonlyMap<NodeId, Worded & { readonly input?: string }>
  /** The nodes that would make a result and are muted, or need one that is. */
  readonly silenced: readonly NodeId[]
  /** The nodes as they run, with only those inputs that count. */
  readonly document: Workflow
}

/**
 * The plan of a run: what the workflow's result nodes need, and what is wrong with that. Inputs that do not count with the
 * choices made on their node are left out, and so is what only they read; what is muted or bypassed is not in it.
 * Subgraphs are opened: the nodes inside have the ids that `flatten` gives. Takes time linear in nodes and links.
 */
export const planRun = (placed: Workflow, palette: Definitions): RunPlan => {
  const definitions = definitionsIn(palette, placed, subgraphTexts)
  const workflow = flatten(placed, palette)
  const drawn: Workflow = {
    ...workflow,
    nodes: Object.fromEntries(
      Object.entries(workflow.nodes).map(([id, node]) => [id, { ...node, inputs: countingInputs(node, definitions) }]),
    ),
  }
  const { workflow: counting, gaps, silent } = effective(drawn, definitions)
  const ids = Object.keys(counting.nodes)
  const results = ids.filter((id) => definitionOf(definitions, counting.nodes[id]!.node)?.result ?? false)
  const silenced = [...silent].filter((id) => definitionOf(definitions, drawn.nodes[id]!.node)?.result ?? false)
  // Where there is no result node, one that is unknown here may be it: saying so is of more use than "nothing to run".
  const wanted =
    results.length > 0 ? results : ids.filter((id) => definitionOf(definitions, counting.nodes[id]!.node) === undefined)
  const needed = withSources(counting, wanted)
  const document: Workflow = {
    ...counting,
    nodes: Object.fromEntries(Object.entries(counting.nodes).filter(([id]) => needed.has(id))),
  }
  const sources = new Map([...needed].map((id) => [id, sourcesOf(document, id)]))
  const { order, cycles } = orderOf(wanted, sources)

  const messages = new Map<NodeId, { messages: Words[]; input?: string }>()
  const add = (id: NodeId, message: Words, input?: string) => {
    const before = messages.get(id)
    if (before) before.messages.push(message)
    else messages.set(id, { messages: [message], ...(input === undefined ? {} : { input }) })
  }
  // The rules name one cycle; here every one is named, so theirs is left out.
  const acyclic: Workflow = cycles.length === 0 ? document : withoutLinksInto(document, new Set(cycles.flat()))
  for (const cycle of cycles) {
    const names = [...cycle, cycle[0]!].map((id) => nodeName(definitions, nodeOf(document, id)!, ruleWords))
    for (const id of cycle) add(id, ruleWords.inCycle(names))
  }
  for (const [id, node] of Object.entries(document.nodes)) {
    const problem = unopened(definitions, node, subgraphWords)
    if (problem !== undefined && problem !== definitionOf(definitions, node.node)?.problem) add(id, problem)
  }
  const inCycle = new Set(cycles.flat())
  for (const problem of problemsIn(drawn, { workflow: acyclic, gaps }, definitions, ruleWords))
    if (!inCycle.has(problem.node)) add(problem.node, problem.message, problem.input)

  const problems = new Map(
    [...messages].map(([id, { messages: all, input }]) => [
      id,
      { ...worded(all.length === 1 ? all[0]! : ruleWords.together(all)), ...(input === undefined ? {} : { input }) },
    ]),
  )
  return { wanted, silenced, order, sources, problems, document }
}

/** Why a plan without wanted nodes runs nothing, and what to do. */
export const nothingToRun = ({ silenced }: Pick<RunPlan, 'silenced'>): Said =>
  say(silenced.length > 0 ? 'allMuted' : 'noResultNode')

const countingInputs = (node: PlacedNode, definitions: Definitions): PlacedNode['inputs'] => {
  const definition = definitionOf(definitions, node.node)
  if (!definition) return node.inputs
  const counting: Record<string, InputValue> = {}
  for (const [name, filled] of Object.entries(node.inputs)) {
    const input = Object.hasOwn(definition.inputs, name) ? definition.inputs[name] : undefined
    if (input && (input.kind === 'port' || fieldApplies(definition, node, input))) counting[name] = filled
  }
  return counting
}

const withoutLinksInto = (workflow: Workflow, ids: ReadonlySet<NodeId>): Workflow => ({
  ...workflow,
  nodes: Object.fromEntries(
    Object.entries(workflow.nodes).map(([id, node]) => [id, ids.has(id) ? { ...node, inputs: {} } : node]),
  ),
})

/**
 * Depth first from the wanted nodes, as `planOf`, but a cycle does not end it: its nodes are named, and the others keep
 * their order. Every cycle has at least one of its nodes among those that are named.
 */
const orderOf = (wanted: readonly NodeId[], sources: ReadonlyMap<NodeId, readonly NodeId[]>) => {
  const order: NodeId[] = []
  const cycles: NodeId[][] = []
  const named = new Set<NodeId>()
  const state = new Map<NodeId, 'open' | 'done'>()
  for (const start of wanted) {
    if (state.has(start)) continue
    const path: { readonly id: NodeId; readonly rest: NodeId[] }[] = []
    const enter = (id: NodeId) => {
      state.set(id, 'open')
      path.push({ id, rest: [...(sources.get(id) ?? [])].reverse() })
    }
    enter(start)
    while (path.length > 0) {
      const { id, rest } = path[path.length - 1]!
      const next = rest.pop()
      if (next === undefined) {
        state.set(id, 'done')
        order.push(id)
        path.pop()
      } else if (state.get(next) === 'open') {
        // A node that is named once stands for every further cycle through it.
        if (named.has(id) && named.has(next)) continue
        const cycle = path
          .slice(path.findIndex((each) => each.id === next))
          .map((each) => each.id)
          .reverse()
        cycles.push(cycle)
        for (const each of cycle) named.add(each)
      } else if (!state.has(next)) enter(next)
    }
  }
  return { order, cycles }
}
