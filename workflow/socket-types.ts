import { acceptedTypes, type Definitions, definitionOf } from './definition.ts'
import { inputOf, isLink, type Link, type NodeId, nodeOf, type Workflow } from './document.ts'
import { type Readers, readersOf } from './readers.ts'
import { type SocketType, socketTypes } from './values.ts'

/** The names of the two sockets of a relay. */
export interface RelaySockets {
  readonly input: string
  readonly output: string
}

/** The sockets of a relay (a bend in a wire), or undefined for a node that is none. */
export const relaySockets = (definitions: Definitions, node: string): RelaySockets | undefined => {
  const definition = definitionOf(definitions, node)
  if (!definition?.relay) return undefined
  const [input] = Object.keys(definition.inputs)
  const [output] = Object.keys(definition.outputs)
  return input === undefined || output === undefined ? undefined : { input, output }
}

/** The type of what a link carries: what its source gives, or what the relay that it leaves reads; undefined where that is nothing. */
export const carriedType = (workflow: Workflow, definitions: Definitions, link: Link): SocketType | undefined => {
  const seen = new Set<NodeId>()
  let at = link
  for (;;) {
    const source = nodeOf(workflow, at.from)
    const relay = source && relaySockets(definitions, source.node)
    if (!source || !relay) {
      const outputs = source && definitionOf(definitions, source.node)?.outputs
      return outputs && Object.hasOwn(outputs, at.output) ? outputs[at.output]!.type : undefined
    }
    const filled = inputOf(source, relay.input)
    if (at.output !== relay.output || seen.has(at.from) || !isLink(filled)) return undefined
    seen.add(at.from)
    at = filled
  }
}

/** The type that a relay hands on, or undefined while it reads nothing. */
export const relayedType = (workflow: Workflow, definitions: Definitions, id: NodeId): SocketType | undefined => {
  const node = nodeOf(workflow, id)
  const relay = node && relaySockets(definitions, node.node)
  return relay && carriedType(workflow, definitions, { from: id, output: relay.output })
}

const allTypes = Object.keys(socketTypes) as SocketType[]

/** What goes in and comes out of the sockets of one document, where relays have the type of what is at their ends. */
export interface SocketTyping {
  /** The types that an output may give: one, or, of a relay that reads nothing, all that those who read it take. */
  given(node: NodeId, output: string): readonly SocketType[]
  /** The types that an input takes. */
  accepted(node: NodeId, input: string): readonly SocketType[]
}

/** The types of the sockets of a document. The links are gone through once, and only where a relay asks for them. */
export const socketTyping = (workflow: Workflow, definitions: Definitions): SocketTyping => {
  let known: Readers | undefined
  const readers = () => {
    known ??= readersOf(workflow)
    return known
  }
  /** What all who read a relay take, directly or through others. */
  const below = (id: NodeId): readonly SocketType[] => {
    const seen = new Set<NodeId>([id])
    const pending = [id]
    let types: readonly SocketType[] = allTypes
    for (let at = pending.pop(); at !== undefined; at = pending.pop())
      for (const link of readers().get(at) ?? []) {
        const reader = nodeOf(workflow, link.to)!
        const relay = relaySockets(definitions, reader.node)
        if (relay && link.input === relay.input) {
          if (!seen.has(link.to)) pending.push(link.to)
          seen.add(link.to)
          continue
        }
        const inputs = definitionOf(definitions, reader.node)?.inputs
        const input = inputs && Object.hasOwn(inputs, link.input) ? inputs[link.input] : undefined
        // What an unknown node takes is unknown too.
        if (!input) continue
        const taken = acceptedTypes(input)
        types = types === allTypes ? taken : types.filter((type) => taken.includes(type))
      }
    return types
  }
  return {
    given(id, output) {
      const node = nodeOf(workflow, id)
      const outputs = node && definitionOf(definitions, node.node)?.outputs
      const given = outputs && Object.hasOwn(outputs, output) ? outputs[output] : undefined
      if (given?.open) return allTypes
      if (given?.field) return []
      const type = carriedType(workflow, definitions, { from: id, output })
      if (type) return [type]
      return node && relaySockets(definitions, node.node)?.output === output ? below(id) : []
    },
    accepted(id, name) {
      const node = nodeOf(workflow, id)
      const inputs = node && definitionOf(definitions, node.node)?.inputs
      const input = inputs && Object.hasOwn(inputs, name) ? inputs[name] : undefined
      if (!node || !input) return []
      return relaySockets(definitions, node.node)?.input === name ? below(id) : acceptedTypes(input)
    },
  }
}
