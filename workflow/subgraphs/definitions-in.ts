import {
  acceptedTypes,
  type Definition,
  type Definitions,
  definitionOf,
  type Field,
  type Input,
  inputType,
  type Output,
  type Port,
} from '../definition.ts'
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
import { type Readers, readersOf } from '../readers.ts'
import { carriedType, relaySockets } from '../socket-types.ts'
import { type SocketType, socketTypes } from '../values.ts'
import { aroundOf, type Nesting, nestingOf } from './nesting.ts'
import { isEdge, subgraphKind, subgraphOf } from './subgraph.ts'
import { type SubgraphTexts, subgraphTexts } from './subgraph-texts.ts'

/**
 * The palette with a definition for every subgraph of a document, so that an instance is a node like any other.
 * @param inside the subgraph that is looked at: then its two edges are in it too
 */
export const definitionsIn = (
  palette: Definitions,
  workflow: Workflow,
  inside?: SubgraphId,
  texts: SubgraphTexts = subgraphTexts,
): Definitions => {
  if (Object.keys(workflow.subgraphs ?? {}).length === 0) return palette
  const nesting = nestingOf(workflow)
  const all: Record<string, Definition> = { ...palette }
  let edges: readonly Definition[] = []
  // The endless ones come last: what stands in them may not be described yet, and is as good as unknown.
  for (const id of [...nesting.order, ...nesting.endless]) {
    const described = describe(all, workflow, id, nesting, texts)
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

/** The definitions of a palette in one document after the other; what is equal to what it was before is the same object. */
export const createDefinitionsIn = (palette: Definitions, texts: SubgraphTexts = subgraphTexts) => {
  let last:
    | { readonly subgraphs: Workflow['subgraphs']; readonly inside?: SubgraphId; readonly all: Definitions }
    | undefined
  const written = new WeakMap<Definition, string>()
  const textOf = (definition: Definition): string => {
    const text = written.get(definition) ?? JSON.stringify(definition)
    written.set(definition, text)
    return text
  }
  return (workflow: Workflow, inside?: SubgraphId): Definitions => {
    if (last && last.subgraphs === workflow.subgraphs && last.inside === inside) return last.all
    const all: Record<string, Definition> = { ...definitionsIn(palette, workflow, inside, texts) }
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
  const readers = readersOf(view)
  const inputs: Record<string, Input> = {}
  for (const port of subgraph.inputs)
    inputs[port.name] = inputOfPort(port, endsOf(view, known, readers, port.name), texts)
  const first = edgeOfInputs(subgraph, inputs, texts)
  const inner = { ...known, [first.id]: first }
  const outputs: Record<string, Output> = {}
  for (const port of subgraph.outputs) outputs[port.name] = outputOfPort(port, view, inner)
  const placed = Object.values(subgraph.nodes).filter((node) => !isEdge(node))
  const parts = placed
    .filter((node) => modeOf(node) === undefined)
    .flatMap((node) => definitionOf(known, node.node) ?? [])
  const shown = (['clip', 'latent'] as const).find((each) => parts.some((part) => part.view === each))
  const definition: Definition = {
    id: subgraphKind(id),
    version: 1,
    title: subgraph.title,
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

const isSocketType = (type: string | undefined): type is SocketType =>
  type !== undefined && Object.hasOwn(socketTypes, type)

/** The inputs that read a port of the edge, also through bends in wires. */
const endsOf = (view: Workflow, definitions: Definitions, readers: Readers, name: string): Input[] => {
  const ends: Input[] = []
  const seen = new Set<string>()
  let pending = (readers.get('inputs') ?? []).filter((link) => link.output === name)
  for (let link = pending.shift(); link; link = pending.shift()) {
    const reader = nodeOf(view, link.to)
    const relay = reader && relaySockets(definitions, reader.node)
    if (relay) {
      if (!seen.has(link.to)) pending = [...pending, ...(readers.get(link.to) ?? [])]
      seen.add(link.to)
      continue
    }
    const taken = reader && definitionOf(definitions, reader.node)?.inputs
    const input = taken && Object.hasOwn(taken, link.input) ? taken[link.input] : undefined
    if (input) ends.push(input)
  }
  return ends
}

const inputOfPort = (port: SubgraphPort, ends: readonly Input[], texts: SubgraphTexts): Input => {
  const [first] = ends
  const type = isSocketType(port.type) ? port.type : undefined
  if (!first)
    return {
      kind: 'port',
      title: port.title ?? port.name,
      about: texts.nothingReads,
      type: type ?? 'text',
      optional: true,
      ...(type ? {} : { open: true }),
    }
  const title = port.title ?? first.title
  if (ends.every((each) => each.kind !== 'port')) return promotedField(port, title, ends as readonly Field[])
  const linked = ends.filter((each) => inputType(each) !== undefined)
  const types = linked
    .map(acceptedTypes)
    .reduce((all, each) => all.filter((one) => each.includes(one)), linked[0] ? acceptedTypes(linked[0]) : [])
  const main = ends.find((each): each is Port => each.kind === 'port')!
  return {
    kind: 'port',
    title,
    about: main.about,
    type: types[0] ?? main.type,
    ...(types.length > 1 ? { accepts: types.slice(1) } : {}),
    ...(ends.every((each) => each.kind !== 'port' || each.optional) ? { optional: true } : {}),
    ...(ends.every((each) => each.kind === 'port' && each.open) ? { open: true } : {}),
  }
}

/** The field that several inner ones share: the kind of the first, within the limits of all. What only counts beside its neighbours is left out. */
const promotedField = (port: SubgraphPort, title: string, [first, ...others]: readonly Field[]): Field => {
  const { only: _, row: __, join: ___, ...field } = first!
  let shared = { ...field, title } as Field
  for (const other of others)
    if (shared.kind === 'number' && other.kind === 'number')
      shared = { ...shared, min: Math.max(shared.min, other.min), max: Math.min(shared.max, other.max) }
  return port.default === undefined ? shared : ({ ...shared, default: port.default } as Field)
}

const outputOfPort = (port: SubgraphPort, view: Workflow, definitions: Definitions): Output => {
  const edge = nodeOf(view, 'outputs')
  const filled = edge && inputOf(edge, port.name)
  const type = isLink(filled) ? carriedType(view, definitions, filled) : undefined
  const source = isLink(filled) ? nodeOf(view, filled.from) : undefined
  const outputs = source && definitionOf(definitions, source.node)?.outputs
  const title =
    isLink(filled) && outputs && Object.hasOwn(outputs, filled.output) ? outputs[filled.output]!.title : port.name
  return { title: port.title ?? title, type: type ?? (isSocketType(port.type) ? port.type : 'text') }
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
    about: texts.comesIn(subgraph.title),
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
    about: texts.goesOut(subgraph.title),
    icon: 'log-out',
    inputs,
    outputs: {},
  }
}
