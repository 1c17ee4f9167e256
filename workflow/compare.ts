import { type Definitions, definitionOf, type Input } from './definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type PlacedNode, type Workflow } from './document.ts'
import { handedOn, modeOf } from './modes.ts'
import { fieldApplies, literalOf, titleOf } from './rules.ts'
import { relaySockets } from './socket-types.ts'
import { flatten } from './subgraphs/flatten.ts'
import { type ValueTexts, valueText } from './value-text.ts'

/** One parameter in which two graphs differ, in words. Null stands where a graph does not have it. */
export interface Difference {
  /** The node's title, and its own name where it has one. */
  readonly node: string
  /** The input's title; null where one graph lacks the whole node. */
  readonly parameter: string | null
  readonly values: readonly [a: string | null, b: string | null]
}

/**
 * The parameters in which two graphs differ, in the order of the first: fields that count with the choices made beside them,
 * and what their ports are linked to. Where cards stand and what notes say is no parameter.
 */
export const differencesOf = (
  left: Workflow,
  right: Workflow,
  definitions: Definitions,
  texts: ValueTexts,
): Difference[] => {
  const [a, b] = [straightened(left, definitions), straightened(right, definitions)]
  const partners = pairNodes(a, b, definitions)
  const found: Difference[] = []
  for (const pair of partners.pairs) {
    const one = pair.left === undefined ? undefined : nodeOf(a, pair.left)
    const two = pair.right === undefined ? undefined : nodeOf(b, pair.right)
    const node = nameOf(definitions, (one ?? two)!)
    if (!one || !two) {
      found.push({ node, parameter: null, values: [one ? texts.there : null, two ? texts.there : null] })
      continue
    }
    const modes = [modeOf(one) ?? 'on', modeOf(two) ?? 'on'] as const
    if (modes[0] !== modes[1])
      found.push({ node, parameter: texts.mode, values: [texts.modes[modes[0]], texts.modes[modes[1]]] })
    const definition = definitionOf(definitions, one.node)
    // An unknown node has no titles: its inputs go by their names.
    const inputs: Record<string, Input | undefined> =
      definition?.inputs ??
      Object.fromEntries([...Object.keys(one.inputs), ...Object.keys(two.inputs)].map((name) => [name, undefined]))
    for (const [name, input] of Object.entries(inputs)) {
      const values = [
        valueAt(a, one, name, input, definitions, texts),
        valueAt(b, two, name, input, definitions, texts),
      ] as const
      const same =
        values[0]?.from !== undefined && values[1]?.from !== undefined
          ? partners.of.get(values[0].from) === values[1].from && values[0].key === values[1].key
          : values[0]?.from === values[1]?.from && values[0]?.key === values[1]?.key
      if (!same)
        found.push({
          node,
          parameter: input?.title ?? name,
          values: [values[0]?.text ?? null, values[1]?.text ?? null],
        })
    }
  }
  return found
}

/** A graph with its subgraphs opened and without the bends in its wires, which are no parameter. */
const straightened = (document: Workflow, definitions: Definitions): Workflow => {
  const workflow = flatten(document, definitions)
  const isBend = (_: NodeId, node: PlacedNode) => relaySockets(definitions, node.node) !== undefined
  const entries = Object.entries(workflow.nodes)
  if (!entries.some(([id, node]) => isBend(id, node))) return workflow
  const arrives = handedOn(workflow, definitions, isBend)
  const nodes = entries
    .filter(([id, node]) => !isBend(id, node))
    .map(([id, node]) => {
      const inputs = Object.entries(node.inputs).flatMap(([name, filled]) => {
        const found = isLink(filled) ? arrives(filled) : filled
        return found === undefined ? [] : [[name, found] as const]
      })
      return [id, { ...node, inputs: Object.fromEntries(inputs) }] as const
    })
  return { ...workflow, nodes: Object.fromEntries(nodes) }
}

interface Value {
  /** What is compared. */
  readonly key: string
  readonly text: string
  /** The node that a link comes from. */
  readonly from?: NodeId
}

const valueAt = (
  workflow: Workflow,
  node: PlacedNode,
  name: string,
  input: Input | undefined,
  definitions: Definitions,
  texts: ValueTexts,
): Value | undefined => {
  const definition = definitionOf(definitions, node.node)
  const filled = inputOf(node, name)
  if (definition && input && input.kind !== 'port' && !fieldApplies(definition, node, input)) return undefined
  if (isLink(filled)) {
    const source = nodeOf(workflow, filled.from)
    return {
      key: filled.output,
      text: texts.from(source ? nameOf(definitions, source) : texts.missingNode),
      from: filled.from,
    }
  }
  if (input?.kind === 'port') return undefined
  const value = input ? literalOf(input, node, name) : filled?.value
  return value === undefined ? undefined : { key: JSON.stringify(value), text: valueText(input, value, texts) }
}

const nameOf = (definitions: Definitions, node: PlacedNode): string => {
  const title = definitionOf(definitions, node.node)?.title ?? titleOf(definitions, node)
  return node.title ? `${title}, ${node.title}` : title
}

/** Which node of one graph is which of the other: by its id, else the next of the same kind (those of one name first). */
const pairNodes = (a: Workflow, b: Workflow, definitions: Definitions) => {
  const counts = (workflow: Workflow) =>
    Object.entries(workflow.nodes).filter(([, node]) => definitionOf(definitions, node.node)?.view !== 'note')
  const left = counts(a)
  const free = new Map(counts(b))
  const of = new Map<NodeId, NodeId>()
  const take = (fits: (id: NodeId, node: PlacedNode, other: NodeId, candidate: PlacedNode) => boolean) => {
    for (const [id, node] of left) {
      if (of.has(id)) continue
      for (const [other, candidate] of free)
        if (fits(id, node, other, candidate)) {
          of.set(id, other)
          free.delete(other)
          break
        }
    }
  }
  take((id, node, other, candidate) => id === other && node.node === candidate.node)
  take((_, node, __, candidate) => node.node === candidate.node && node.title === candidate.title)
  take((_, node, __, candidate) => node.node === candidate.node)
  const pairs: { readonly left?: NodeId; readonly right?: NodeId }[] = left.map(([id]) => ({
    left: id,
    right: of.get(id),
  }))
  for (const right of free.keys()) pairs.push({ right })
  return { of, pairs }
}

/** One parameter in which some of several graphs differ; a value for each graph. */
export interface DifferenceRow {
  readonly node: string
  readonly parameter: string | null
  readonly values: readonly (string | null)[]
}

/** The parameters in which any of several graphs differs from the first, with the value that each graph has. */
export const differenceTable = (
  workflows: readonly Workflow[],
  definitions: Definitions,
  texts: ValueTexts,
): DifferenceRow[] => {
  const [first, ...others] = workflows
  if (!first) return []
  const rows = new Map<string, { node: string; parameter: string | null; values: (string | null)[] }>()
  for (const [index, other] of others.entries()) {
    // Two nodes may go by one name: the second row of a name in one comparison is another node's.
    const seen = new Map<string, number>()
    for (const { node, parameter, values } of differencesOf(first, other, definitions, texts)) {
      const name = JSON.stringify([node, parameter, values[0]])
      const turn = seen.get(name) ?? 0
      seen.set(name, turn + 1)
      const key = `${name}${turn}`
      const row = rows.get(key) ?? { node, parameter, values: workflows.map(() => values[0]) }
      row.values[index + 1] = values[1]
      rows.set(key, row)
    }
  }
  return [...rows.values()]
}
