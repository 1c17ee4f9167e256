import { type Definition, type Definitions, definitionOf, type Output } from '../definition.ts'
import { inputOf, isLink, nodeOf, type SubgraphId, type SubgraphPort, type Workflow } from '../document.ts'
import { modeOf } from '../modes.ts'
import { titleOf } from '../rules.ts'
import { shortName } from '../short-name.ts'
import { carriedType } from '../socket-types.ts'
import { isSocketType } from '../values.ts'
import { edgeOfInputs, edgeOfOutputs } from './edge-definitions.ts'
import type { Nesting } from './nesting.ts'
import { portInputs } from './port-inputs.ts'
import { titlesApart } from './port-titles.ts'
import { isEdge, subgraphKind, subgraphOf } from './subgraph.ts'
import type { SubgraphTexts } from './subgraph-texts.ts'
import { subgraphWords } from './subgraph-words.ts'

/** What is said of a subgraph outside of it, by the node that stands for it, and inside, by its two edges. */
export interface Described {
  readonly definition: Definition
  readonly edges: readonly Definition[]
}

/**
 * Describes a subgraph of a document.
 * @param known the definitions of the palette and of those subgraphs that stand in it
 */
export const describeSubgraph = (
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
    ...(nesting.endless.has(id) ? endlessProblem(workflow, nesting, texts) : {}),
  }
  return { definition, edges: [first, edgeOfOutputs(subgraph, outputs, texts)] }
}

const endlessProblem = (
  workflow: Workflow,
  { circle }: Nesting,
  texts: SubgraphTexts,
): Pick<Definition, 'problem' | 'said'> => {
  const names = circle.slice(0, 8).map((id) => (subgraphOf(workflow, id)?.title || id).slice(0, 60))
  const around = [...names, names[0]].join(' → ')
  return { problem: texts.containsItself(around), said: subgraphWords.containsItself(around) }
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
