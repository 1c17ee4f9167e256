import { type Definition, type Definitions, definitionOf, type Input, inputType, type Output } from '../definition.ts'
import {
  edgeKinds,
  inputOf,
  isLink,
  nodeOf,
  openPort,
  type Subgraph,
  type SubgraphId,
  type SubgraphPort,
  type Workflow,
} from '../document.ts'
import { modeOf } from '../modes.ts'
import { titleOf } from '../rules.ts'
import { shortName } from '../short-name.ts'
import { carriedType } from '../socket-types.ts'
import { isSocketType } from '../values.ts'
import { aroundOf, type Nesting, nestingOf } from './nesting.ts'
import { portInputs } from './port-inputs.ts'
import { titlesApart } from './port-titles.ts'
import { isEdge, subgraphKind, subgraphOf } from './subgraph.ts'
import type { SubgraphTexts } from './subgraph-texts.ts'

/**
 * The palette with a definition for every subgraph of a document, so that an instance is a node like any other.
 * @param inside the subgraph that is looked at: then its two edges are in it too
 * @param said what was said before, which is taken where it still holds, and noted
 */
export const definitionsIn = (
  palette: Definitions,
  workflow: Workflow,
  texts: SubgraphTexts,
  inside?: SubgraphId,
  said?: Said,
): Definitions => {
  if (Object.keys(workflow.subgraphs ?? {}).length === 0) return palette
  const nesting = nestingOf(workflow)
  const all: Record<string, Definition> = { ...palette }
  let edges: readonly Definition[] = []
  // The endless ones come last: what stands in them may not be described yet, and is as good as unknown.
  for (const id of [...nesting.order, ...nesting.endless]) {
    const subgraph = subgraphOf(workflow, id)!
    const nested = [...(nesting.inside.get(id) ?? [])].map((each) => all[subgraphKind(each)])
    const before = nesting.endless.has(id) ? undefined : said?.get(subgraph)
    const holds = before?.nested.length === nested.length && nested.every((each, at) => each === before.nested[at])
    const described = before && holds ? before.described : describe(all, workflow, id, nesting, texts)
    // What an endless one says names others.
    if (!nesting.endless.has(id)) said?.set(subgraph, { described, nested })
    all[subgraphKind(id)] = described.definition
    if (id === inside) edges = described.edges
  }
  if (inside === undefined) return all
  for (const edge of edges) all[edge.id] = edge
  // What contains the subgraph that is open cannot be placed in it.
  for (const id of aroundOf(nesting, inside)) {
    const definition = definitionOf(all, subgraphKind(id))
    if (definition) all[definition.id] = { ...definition, unlisted: true }
  }
  return all
}

/** What was said of subgraphs, with the definitions of those that stand in each directly. */
type Said = WeakMap<Subgraph, { readonly described: Described; readonly nested: readonly (Definition | undefined)[] }>

/** The definitions of a palette in one document after the other; what is equal to what it was before is the same object. */
export const createDefinitionsIn = (palette: Definitions, texts: SubgraphTexts) => {
  let last:
    | { readonly subgraphs: Workflow['subgraphs']; readonly inside?: SubgraphId; readonly all: Definitions }
    | undefined
  const said: Said = new WeakMap()
  const written = new WeakMap<Definition, string>()
  const textOf = (definition: Definition): string => {
    const text = written.get(definition) ?? JSON.stringify(definition)
    written.set(definition, text)
    return text
  }
  return (workflow: Workflow, inside?: SubgraphId): Definitions => {
    if (last && last.subgraphs === workflow.subgraphs && last.inside === inside) return last.all
    const all: Record<string, Definition> = { ...definitionsIn(palette, workflow, texts, inside, said) }
    for (const [id, definition] of Object.entries(last?.all ?? {}))
      if (Object.hasOwn(all, id) && all[id] !== definition && textOf(all[id]!) === textOf(definition))
        all[id] = definition
    last = { subgraphs: workflow.subgraphs, ...(inside === undefined ? {} : { inside }), all }
    return all
  }
}

interface Described {
  readonly definition: Definition
  readonly edges: readonly Definition[]
}

const describe = (
  known: Definitions,
  workflow: Workflow,
  id: SubgraphId,
  nesting: Nesting,
  texts: SubgraphTexts,
): Described => {
  const subgraph = subgraphOf(workflow, id)!
  const view: Workflow = { ...workflow, nodes: subgraph.nodes }
  const inputs = portInputs(subgraph.inputs, view, known, texts)
  const first = edgeOfInputs(subgraph, inputs, texts)
  const inner = { ...known, [first.id]: first }
  const outputs = outputsOfPorts(subgraph.outputs, view, inner)
  const placed = Object.values(subgraph.nodes).filter((node) => !isEdge(node))
  const parts = placed
    .filter((node) => modeOf(node) === undefined)
    .flatMap((node) => definitionOf(known, node.node) ?? [])
  const shown = (['clip', 'latent'] as const).find((each) => parts.some((part) => part.view === each))
  const definition: Definition = {
    id: subgraphKind(id),
    version: 1,
    title: shortName(subgraph.title),
    about: texts.about(placed.length),
    category: categoryOf(parts, outputs),
    icon: 'boxes',
    aliases: ['subgraph', 'group', 'component'],
    inputs,
    outputs,
    ...(shown ? { view: shown } : {}),
    ...(parts.some((each) => each.result) ? { result: true } : {}),
    ...(nesting.endless.has(id) ? { problem: endlessProblem(workflow, nesting, texts) } : {}),
  }
  return { definition, edges: [first, edgeOfOutputs(subgraph, outputs, texts)] }
}

const endlessProblem = (workflow: Workflow, { circle }: Nesting, texts: SubgraphTexts): string => {
  const names = circle.slice(0, 8).map((id) => (subgraphOf(workflow, id)?.title || id).slice(0, 60))
  return texts.containsItself([...names, names[0]].join(' → '))
}

const categoryOf = (
  parts: readonly Definition[],
  outputs: Readonly<Record<string, Output>>,
): Definition['category'] => {
  const [type] = Object.values(outputs).map((each) => each.type)
  const giver = parts.findLast((each) => Object.values(each.outputs).some((output) => output.type === type))
  return giver?.category ?? parts.find((each) => each.result)?.category ?? parts[0]?.category ?? 'value'
}

const outputsOfPorts = (
  ports: readonly SubgraphPort[],
  view: Workflow,
  definitions: Definitions,
): Record<string, Output> => {
  const edge = nodeOf(view, 'outputs')
  const found = ports.map((port) => {
    const filled = edge && inputOf(edge, port.name)
    const link = isLink(filled) ? filled : undefined
    const source = link && nodeOf(view, link.from)
    const outputs = source && definitionOf(definitions, source.node)?.outputs
    const given = link && outputs && Object.hasOwn(outputs, link.output) ? outputs[link.output]!.title : port.name
    const type =
      (link && carriedType(view, definitions, link)) ?? (isSocketType(port.type) ? port.type : ('text' as const))
    return { name: port.name, type, given: port.title, own: given, node: source && titleOf(definitions, source) }
  })
  const titles = titlesApart(found)
  return Object.fromEntries(found.map(({ name, type }, index) => [name, { title: titles[index]!, type }]))
}

const edge = { version: 1, category: 'value', aliases: [], unlisted: true } as const

const edgeOfInputs = (
  subgraph: Subgraph,
  inputs: Readonly<Record<string, Input>>,
  texts: SubgraphTexts,
): Definition => {
  const outputs: Record<string, Output> = {}
  for (const { name } of subgraph.inputs) {
    const input = inputs[name]!
    const type = inputType(input)
    outputs[name] = { title: input.title, type: type ?? 'text', ...(type ? {} : { field: true }) }
  }
  outputs[openPort] = { title: texts.newPort, type: 'text', open: true }
  return {
    ...edge,
    id: edgeKinds.inputs,
    title: texts.inputs,
    about: texts.comesIn(shortName(subgraph.title)),
    icon: 'log-in',
    inputs: {},
    outputs,
  }
}

const edgeOfOutputs = (
  subgraph: Subgraph,
  outputs: Readonly<Record<string, Output>>,
  texts: SubgraphTexts,
): Definition => {
  const inputs: Record<string, Input> = {}
  for (const { name } of subgraph.outputs) {
    const { title, type } = outputs[name]!
    inputs[name] = { kind: 'port', title, about: '', type, open: true }
  }
  inputs[openPort] = { kind: 'port', title: texts.newPort, about: '', type: 'text', open: true, optional: true }
  return {
    ...edge,
    id: edgeKinds.outputs,
    title: texts.outputs,
    about: texts.goesOut(shortName(subgraph.title)),
    icon: 'log-out',
    inputs,
    outputs: {},
  }
}
