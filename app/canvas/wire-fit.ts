import { acceptedTypes, type Definition, type Definitions, definitionOf, inputType } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type PlacedLink, type Workflow } from '../../workflow/document.ts'
import { disconnect } from '../../workflow/edits.ts'
import { withSources } from '../../workflow/plan.ts'
import { withReaders } from '../../workflow/readers.ts'
import { fieldApplies, linkRefusal, titleOf, typeRefusal, type Wish } from '../../workflow/rules.ts'
import { socketTyping } from '../../workflow/socket-types.ts'
import type { SocketType } from '../../workflow/values.ts'
import type { Texts } from '../texts/texts.ts'
import type { SocketRef } from './geometry.ts'

/** A wire that a person is dragging: where it starts, and the link it was before it was grabbed at its end. */
export interface WireStart {
  readonly origin: SocketRef
  readonly grabbed?: PlacedLink
}

/** Where a wire starts when a person presses on a socket: at an input that is linked, the link's other end. */
export const wireStart = (workflow: Workflow, socket: SocketRef): WireStart => {
  const node = nodeOf(workflow, socket.node)
  const filled = node && socket.side === 'input' ? inputOf(node, socket.name) : undefined
  if (!isLink(filled)) return { origin: socket }
  return {
    origin: { node: filled.from, side: 'output', name: filled.output },
    grabbed: { from: filled.from, output: filled.output, to: socket.node, input: socket.name },
  }
}

/** The link between two sockets whichever way the wire was drawn, or undefined between two of one side. */
export const wishBetween = (a: SocketRef, b: SocketRef): Wish | undefined => {
  if (a.side === b.side) return undefined
  const [output, input] = a.side === 'output' ? [a, b] : [b, a]
  return { from: output.node, output: output.name, to: input.node, input: input.name }
}

/** The sockets of a definition that could stand at the other end of a wire from `origin`, by type alone. */
export const socketsThatTake = (
  definition: Definition,
  side: SocketRef['side'],
  types: readonly SocketType[],
): string[] =>
  side === 'output'
    ? Object.entries(definition.inputs)
        .filter(([, input]) => acceptedTypes(input).some((type) => types.includes(type)))
        .map(([name]) => name)
    : Object.entries(definition.outputs)
        .filter(([, output]) => definition.relay || types.includes(output.type))
        .map(([name]) => name)

type RefusalTexts = Pick<Texts, 'wires' | 'cards'>

/** What fits a wire under way. Asked for every socket on the screen, so the graph is walked once. */
export interface WireFit {
  readonly types: readonly SocketType[]
  /** The names of the sockets of a node that the wire can be dropped on. */
  fitting(id: NodeId): readonly string[]
  /** The one socket that a drop anywhere on the node's card means: it alone fits and is free. */
  only(id: NodeId): SocketRef | undefined
  /** The one port of a node on the side where the wire would end, whether it fits or not. */
  onlyPort(id: NodeId): SocketRef | undefined
  /** Why the wire cannot end at a socket, or undefined where it can. */
  refusal(socket: SocketRef, texts: RefusalTexts): string | undefined
  /** Why the wire cannot end on the card of a node as a whole, where it was dropped beside its sockets. */
  cardRefusal(id: NodeId, texts: RefusalTexts): string
}

/** What fits a wire that starts there in this document; a grabbed link counts as gone. */
export const wireFit = (workflow: Workflow, definitions: Definitions, { origin, grabbed }: WireStart): WireFit => {
  const base = grabbed ? disconnect(grabbed.to, grabbed.input, definitions)(workflow) : workflow
  const typing = socketTyping(base, definitions)
  const types =
    origin.side === 'output' ? typing.given(origin.node, origin.name) : typing.accepted(origin.node, origin.name)
  const wanted = origin.side === 'output' ? 'input' : 'output'
  const barred = origin.side === 'output' ? withSources(base, [origin.node]) : withReaders(base, origin.node)
  const known = new Map<NodeId, readonly string[]>()
  const meets = (others: readonly SocketType[]) => others.some((type) => types.includes(type))

  const fitting = (id: NodeId): readonly string[] => {
    const cached = known.get(id)
    if (cached) return cached
    const node = nodeOf(base, id)
    const definition = node && definitionOf(definitions, node.node)
    const names =
      !definition || barred.has(id)
        ? []
        : wanted === 'output'
          ? Object.keys(definition.outputs).filter((name) => meets(typing.given(id, name)))
          : Object.entries(definition.inputs)
              .filter(
                ([name, input]) =>
                  meets(typing.accepted(id, name)) && (input.kind === 'port' || fieldApplies(definition, node, input)),
              )
              .map(([name]) => name)
    known.set(id, names)
    return names
  }

  return {
    types,
    fitting,
    only(id) {
      const node = nodeOf(base, id)
      const definition = node && definitionOf(definitions, node.node)
      // Ports come before fields: a wire let go on a card means a field only where no port fits.
      const free = fitting(id).filter((name) => wanted === 'output' || !isLink(inputOf(node!, name)))
      const ports = free.filter((name) => wanted === 'output' || definition!.inputs[name]!.kind === 'port')
      // A field that takes it as it is comes before one that it is converted for.
      const own = free.filter((name) => wanted === 'output' || types.includes(inputType(definition!.inputs[name]!)!))
      const [name, ...more] = ports.length > 0 ? ports : own.length > 0 ? own : free
      return name !== undefined && more.length === 0 ? { node: id, side: wanted, name } : undefined
    },
    onlyPort(id) {
      const node = nodeOf(base, id)
      const definition = node && definitionOf(definitions, node.node)
      const names =
        wanted === 'output'
          ? Object.keys(definition?.outputs ?? {})
          : Object.entries(definition?.inputs ?? {})
              .filter(([, input]) => input.kind === 'port')
              .map(([name]) => name)
      const [name, ...more] = names
      return name !== undefined && more.length === 0 && id !== origin.node
        ? { node: id, side: wanted, name }
        : undefined
    },
    refusal(socket, texts) {
      const wish = wishBetween(origin, socket)
      if (!wish) return socket.side === 'output' ? texts.wires.bothOutputs : texts.wires.bothInputs
      return linkRefusal(base, definitions, wish, texts.wires)
    },
    cardRefusal(id, texts) {
      const node = nodeOf(base, id)
      if (!node) return texts.wires.nodeNotThere
      const title = titleOf(definitions, node)
      if (id === origin.node) return texts.wires.ownOutput
      if (fitting(id).length > 0) {
        const free = fitting(id).some((name) => wanted === 'output' || !isLink(inputOf(node, name)))
        return free ? texts.wires.severalPlaces(title) : texts.wires.noFreePlace(title)
      }
      const definition = definitionOf(definitions, node.node)
      if (definition && barred.has(id) && socketsThatTake(definition, origin.side, types).length > 0) {
        const socket = socketsThatTake(definition, origin.side, types)[0]!
        const refusal = this.refusal({ node: id, side: wanted, name: socket }, texts)
        if (refusal) return refusal
      }
      const inputs = definition && wanted === 'input' ? Object.values(definition.inputs) : []
      const ports = inputs.filter((input) => input.kind === 'port')
      if (ports.length === 1) {
        const refusal = typeRefusal(types[0]!, acceptedTypes(ports[0]!), ports[0]!.title, texts.wires)
        if (refusal) return refusal
      }
      const type = types[0] ? texts.cards.types[types[0]] : texts.wires.aWire
      return wanted === 'input' ? texts.wires.takesNo(title, type) : texts.wires.givesNo(title, type)
    },
  }
}
