import { type Definitions, definitionOf } from '../definition.ts'
import {
  inputOf,
  isLink,
  type Literal,
  nodeOf,
  openPort,
  type PlacedNode,
  type Subgraph,
  type SubgraphPort,
  type Workflow,
} from '../document.ts'
import { carriedType } from '../socket-types.ts'
import { freeName, withLinks } from './subgraph.ts'

/** A subgraph, and what the edit of it made ports of. */
export interface NewPorts {
  readonly subgraph: Subgraph
  /** What stood in the fields that got a port. */
  readonly made: ReadonlyMap<string, Literal>
}

/**
 * A subgraph with each link at the open sockets of its edge on a port of its own.
 * @param before its level before the edit, @param after and with it
 */
export const withNewPorts = (
  subgraph: Subgraph,
  before: Workflow,
  after: Workflow,
  definitions: Definitions,
): NewPorts => {
  const made = new Map<string, Literal>()
  let { nodes, inputs, outputs } = subgraph
  for (const [id, node] of Object.entries(nodes)) {
    const next = withLinks(node, (link, input) => {
      if (link.from !== 'inputs' || link.output !== openPort) return link
      const wished = input === openPort ? 'value' : input
      const name = freeName(wished, (each) => inputs.some((port) => port.name === each))
      const old = nodeOf(before, id)
      const replaced = old && inputOf(old, input)
      const literal = replaced && !isLink(replaced) ? replaced : undefined
      if (literal) made.set(name, literal)
      const at = placeBeside(node, input, inputs, definitions)
      inputs = inputs.toSpliced(at, 0, { name, ...(literal ? { default: literal.value } : {}) })
      return { ...link, output: name }
    })
    if (next !== node) nodes = { ...nodes, [id]: next }
  }
  const edge = nodes.outputs!
  const given = inputOf(edge, openPort)
  if (isLink(given)) {
    const { [openPort]: _, ...rest } = edge.inputs
    const type = carriedType(after, definitions, given)
    const name = freeName(given.output, (each) => outputs.some((port) => port.name === each))
    outputs = [...outputs, { name, ...(type ? { type } : {}) }]
    nodes = { ...nodes, outputs: { ...edge, inputs: { ...rest, [name]: given } } }
  }
  return { subgraph: { ...subgraph, inputs, outputs, nodes }, made }
}

/** Where the port for a field goes: to the ports of the fields that share its row, in the order of the row; else to the end. */
const placeBeside = (
  node: PlacedNode,
  input: string,
  ports: readonly SubgraphPort[],
  definitions: Definitions,
): number => {
  const known = definitionOf(definitions, node.node)?.inputs ?? {}
  const rowOf = (name: string): string | undefined => {
    const field = Object.hasOwn(known, name) ? known[name]! : undefined
    return field && field.kind !== 'port' ? field.row : undefined
  }
  const portOf = (name: string): number => {
    const filled = inputOf(node, name)
    return isLink(filled) && filled.from === 'inputs' ? ports.findIndex((port) => port.name === filled.output) : -1
  }
  const row = rowOf(input)
  if (row === undefined) return ports.length
  const names = Object.keys(known).filter((name) => rowOf(name) === row)
  const own = names.indexOf(input)
  const before = names
    .slice(0, own)
    .reverse()
    .map(portOf)
    .find((at) => at >= 0)
  if (before !== undefined) return before + 1
  return (
    names
      .slice(own + 1)
      .map(portOf)
      .find((at) => at >= 0) ?? ports.length
  )
}
