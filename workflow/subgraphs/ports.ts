import type { Definitions } from '../definition.ts'
import {
  type InputValue,
  inputOf,
  isLink,
  type NodeId,
  type PlacedNode,
  type Subgraph,
  type SubgraphId,
  type SubgraphPort,
  type Workflow,
} from '../document.ts'
import { type Edit, emptied } from '../edits.ts'
import { canonicalJson, type Json } from '../json.ts'
import { changeInstances, nodeSets, subgraphKind, subgraphOf, withLinks } from './subgraph.ts'

export type Side = 'inputs' | 'outputs'

const withSubgraph = (workflow: Workflow, id: SubgraphId, change: (subgraph: Subgraph) => Subgraph): Workflow => {
  const subgraph = subgraphOf(workflow, id)
  if (!subgraph) return workflow
  const next = change(subgraph)
  return next === subgraph ? workflow : { ...workflow, subgraphs: { ...workflow.subgraphs, [id]: next } }
}

/** Gives a subgraph another title. */
export const retitleSubgraph =
  (id: SubgraphId, title: string): Edit =>
  (workflow) =>
    withSubgraph(workflow, id, (subgraph) => (subgraph.title === title ? subgraph : { ...subgraph, title }))

/** Gives a port a title of its own; an empty one takes it away. Its name, by which it is linked, stays. */
export const retitlePort =
  (id: SubgraphId, side: Side, name: string, title: string): Edit =>
  (workflow) =>
    withSubgraph(workflow, id, (subgraph) => {
      const ports = subgraph[side].map((port): SubgraphPort => {
        if (port.name !== name || (port.title ?? '') === title) return port
        const { title: _, ...rest } = port
        return title === '' ? rest : { ...port, title }
      })
      return ports.every((port, index) => port === subgraph[side][index]) ? subgraph : { ...subgraph, [side]: ports }
    })

/** Moves a port by some places up (negative) or down; at the ends it stays. */
export const movePort =
  (id: SubgraphId, side: Side, name: string, by: number): Edit =>
  (workflow) =>
    withSubgraph(workflow, id, (subgraph) => {
      const ports = subgraph[side]
      const at = ports.findIndex((port) => port.name === name)
      const to = Math.min(Math.max(at + by, 0), ports.length - 1)
      if (at < 0 || to === at) return subgraph
      return { ...subgraph, [side]: ports.toSpliced(at, 1).toSpliced(to, 0, ports[at]!) }
    })

/**
 * Takes a port away, with all that is linked to it inside and at every instance. A field inside gets what the instances say
 * there, where all say the same, else what the port had for it.
 * @param inner the definitions inside of the subgraph
 * @param outer those of the whole document
 */
export const removePort =
  (id: SubgraphId, side: Side, name: string, inner: Definitions, outer: Definitions): Edit =>
  (workflow) => {
    const port = subgraphOf(workflow, id)?.[side].find((each) => each.name === name)
    if (!port) return workflow
    const held = valueAt(workflow, id, port)
    const less = withSubgraph(workflow, id, (subgraph) => {
      const nodes = Object.fromEntries(
        Object.entries(subgraph.nodes).map(([key, node]) => {
          if (side === 'outputs') {
            if (key !== 'outputs' || !Object.hasOwn(node.inputs, name)) return [key, node]
            const { [name]: _, ...inputs } = node.inputs
            return [key, { ...node, inputs }]
          }
          return [key, inputsOf(node, name).reduce((next, input) => given(next, input, held, inner), node)]
        }),
      )
      return { ...subgraph, nodes, [side]: subgraph[side].filter((each) => each !== port) }
    })
    if (side === 'inputs')
      return changeInstances(less, id, (node) => {
        if (!Object.hasOwn(node.inputs, name)) return node
        const { [name]: _, ...inputs } = node.inputs
        return { ...node, inputs }
      })
    return withoutReaders(less, id, name, outer)
  }

/** The inputs of a node inside that read a port of the inputs' edge. */
const inputsOf = (node: PlacedNode, port: string): string[] =>
  Object.entries(node.inputs).flatMap(([input, filled]) =>
    isLink(filled) && filled.from === 'inputs' && filled.output === port ? [input] : [],
  )

/** What every instance says at a port with a field, where all say the same, else what the port has; undefined where it has no field. */
const valueAt = (workflow: Workflow, id: SubgraphId, port: SubgraphPort): InputValue | undefined => {
  if (port.default === undefined) return undefined
  const fallback: InputValue = { value: port.default }
  const kind = subgraphKind(id)
  const said = nodeSets(workflow)
    .flatMap((nodes) => Object.values(nodes))
    .filter(({ node }) => node === kind)
    .map((node) => inputOf(node, port.name) ?? fallback)
  const texts = new Set(said.map((each) => canonicalJson(each as unknown as Json)))
  return texts.size === 1 && !isLink(said[0]) ? said[0] : fallback
}

const given = (node: PlacedNode, input: string, value: InputValue | undefined, definitions: Definitions): PlacedNode =>
  value === undefined ? emptied(node, input, definitions) : { ...node, inputs: { ...node.inputs, [input]: value } }

/**
 * Takes inputs of a node inside back from the ports that they read: each has what it had there, and a port that nothing else
 * reads is taken away.
 * @param inner the definitions inside of the subgraph, @param outer those of the whole document
 */
export const takeBack =
  (id: SubgraphId, node: NodeId, inputs: readonly string[], inner: Definitions, outer: Definitions): Edit =>
  (workflow) =>
    inputs.reduce((before, input) => {
      const subgraph = subgraphOf(before, id)
      const placed = subgraph && Object.hasOwn(subgraph.nodes, node) ? subgraph.nodes[node] : undefined
      const filled = placed && inputOf(placed, input)
      const port = isLink(filled) ? subgraph?.inputs.find(({ name }) => name === filled.output) : undefined
      if (!subgraph || !placed || !port || !isLink(filled) || filled.from !== 'inputs') return before
      const readers = Object.values(subgraph.nodes).flatMap((each) => inputsOf(each, port.name))
      if (readers.length === 1) return removePort(id, 'inputs', port.name, inner, outer)(before)
      const back = given(placed, input, valueAt(before, id, port), inner)
      return withSubgraph(before, id, (each) => ({ ...each, nodes: { ...each.nodes, [node]: back } }))
    }, workflow)

/** Empties every input that reads this output of an instance. */
const withoutReaders = (workflow: Workflow, id: SubgraphId, output: string, definitions: Definitions): Workflow => {
  const kind = subgraphKind(id)
  const emptyIn = (nodes: Workflow['nodes']): Workflow['nodes'] => {
    const instances = new Set(Object.keys(nodes).filter((each) => nodes[each]!.node === kind))
    if (instances.size === 0) return nodes
    return Object.fromEntries(
      Object.entries(nodes).map(([key, node]) => {
        let next = node
        withLinks(node, (link, input) => {
          if (link.output === output && instances.has(link.from)) next = emptied(next, input, definitions)
          return link
        })
        return [key, next]
      }),
    )
  }
  return {
    ...workflow,
    nodes: emptyIn(workflow.nodes),
    subgraphs: Object.fromEntries(
      Object.entries(workflow.subgraphs ?? {}).map(([key, each]) => {
        const nodes = emptyIn(each.nodes)
        return [key, nodes === each.nodes ? each : { ...each, nodes }]
      }),
    ),
  }
}
