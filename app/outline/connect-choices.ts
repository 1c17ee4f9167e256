import { type Definition, type Definitions, definitionOf } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, newNodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { addNode, connect, type Edit, placedNode } from '../../workflow/edits.ts'
import { freePlace } from '../canvas/free-place.ts'
import { card, layoutCard, type SocketRef } from '../canvas/geometry.ts'
import { socketsThatTake, wireFit, wishBetween } from '../canvas/wire-fit.ts'
import { nodeNames } from './node-names.ts'

/** One socket that a socket can be connected to. */
export interface SocketChoice {
  readonly socket: SocketRef
  /** The node, by a name that no other node has. */
  readonly node: string
  readonly title: string
  /** They are connected already. */
  readonly now: boolean
  /** The name of the node whose link would be replaced. */
  readonly replaces?: string
}

/** What a socket can be connected to: sockets that are there, and nodes that could be added for it. */
export interface ConnectChoices {
  readonly there: readonly SocketChoice[]
  readonly fresh: readonly Definition[]
}

/** The title of a socket, as its card shows it. */
export const socketTitle = (workflow: Workflow, definitions: Definitions, { node, side, name }: SocketRef): string => {
  const placed = nodeOf(workflow, node)
  const definition = placed && definitionOf(definitions, placed.node)
  const sockets = side === 'input' ? definition?.inputs : definition?.outputs
  return (sockets && Object.hasOwn(sockets, name) ? sockets[name]?.title : undefined) ?? name
}

/**
 * Everything that fits a socket, in the order in which the nodes run.
 * @param offered the nodes that can be added, if others than those that are known
 */
export const connectChoices = (
  workflow: Workflow,
  definitions: Definitions,
  origin: SocketRef,
  offered = definitions,
): ConnectChoices => {
  const fit = wireFit(workflow, definitions, { origin })
  const names = nodeNames(workflow, definitions)
  const side = origin.side === 'output' ? 'input' : 'output'
  const there: SocketChoice[] = []
  for (const [node, nodeName] of names)
    for (const name of fit.fitting(node)) {
      const socket: SocketRef = { node, side, name }
      const wish = wishBetween(origin, socket)
      const target = wish && nodeOf(workflow, wish.to)
      if (!wish || !target) continue
      const filled = inputOf(target, wish.input)
      const now = isLink(filled) && filled.from === wish.from && filled.output === wish.output
      const replaces = isLink(filled) && !now && side === 'input' ? names.get(filled.from) : undefined
      there.push({ socket, node: nodeName, title: socketTitle(workflow, definitions, socket), now, replaces })
    }
  const fresh = Object.values(offered).filter(
    (definition) => !definition.unlisted && socketsThatTake(definition, origin.side, fit.types).length > 0,
  )
  return { there, fresh }
}

/** Between two cards, in pixels of the world. */
const gap = 60

/** The edit that adds a node beside a socket, connected to it, where it covers no other card. */
export const addBeside = (
  workflow: Workflow,
  definitions: Definitions,
  origin: SocketRef,
  definition: Definition,
): { readonly id: NodeId; readonly edit: Edit } => {
  const id = newNodeId()
  const fresh = placedNode(definition, [0, 0])
  const { width, height } = layoutCard(definition, fresh)
  const from = nodeOf(workflow, origin.node)
  const own = from ? layoutCard(definitionOf(definitions, from.node), from).width : card.width
  const [left, top] = from?.at ?? [0, 0]
  const at = freePlace(workflow, definitions, {
    x: origin.side === 'output' ? left + own + gap : left - gap - width,
    y: top,
    width,
    height,
  })
  const [name] = portsFirst(
    definition,
    socketsThatTake(definition, origin.side, wireFit(workflow, definitions, { origin }).types),
  )
  const wish =
    name === undefined
      ? undefined
      : wishBetween(origin, { node: id, side: origin.side === 'output' ? 'input' : 'output', name })
  return {
    id,
    edit: (each) => {
      const added = addNode(id, { ...fresh, at })(each)
      return wish ? connect(wish)(added) : added
    },
  }
}

/** A port is meant before a field that would take the same value. */
const portsFirst = (definition: Definition, names: readonly string[]): readonly string[] => {
  const ports = names.filter(
    (name) => !Object.hasOwn(definition.inputs, name) || definition.inputs[name]?.kind === 'port',
  )
  return ports.length > 0 ? ports : names
}
