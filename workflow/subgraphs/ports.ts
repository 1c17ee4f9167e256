import type { Definitions } from '../definition.ts'
import { isLink, type Subgraph, type SubgraphId, type SubgraphPort, type Workflow } from '../document.ts'
import { type Edit, emptied } from '../edits.ts'
import { changeInstances, subgraphKind, subgraphOf, withLinks } from './subgraph.ts'

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
 * Takes a port away, with all that is linked to it inside and at every instance. A field inside gets back what the port had
 * for it.
 * @param inner the definitions inside of the subgraph
 * @param outer those of the whole document
 */
export const removePort =
  (id: SubgraphId, side: Side, name: string, inner: Definitions, outer: Definitions): Edit =>
  (workflow) => {
    const port = subgraphOf(workflow, id)?.[side].find((each) => each.name === name)
    if (!port) return workflow
    const less = withSubgraph(workflow, id, (subgraph) => {
      const nodes = Object.fromEntries(
        Object.entries(subgraph.nodes).map(([key, node]) => {
          if (side === 'outputs') {
            if (key !== 'outputs' || !Object.hasOwn(node.inputs, name)) return [key, node]
            const { [name]: _, ...inputs } = node.inputs
            return [key, { ...node, inputs }]
          }
          let next = node
          for (const [input, filled] of Object.entries(node.inputs)) {
            if (!isLink(filled) || filled.from !== 'inputs' || filled.output !== name) continue
            next =
              port.default === undefined
                ? emptied(next, input, inner)
                : { ...next, inputs: { ...next.inputs, [input]: { value: port.default } } }
          }
          return [key, next]
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
