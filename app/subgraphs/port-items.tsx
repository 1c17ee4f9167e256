import { ArrowDown, ArrowUp, LogIn, Pencil, Trash2 } from 'lucide-react'
import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import type { NodeId, PlacedNode } from '../../workflow/document.ts'
import { fieldApplies } from '../../workflow/rules.ts'
import type { SocketRef } from '../canvas/geometry.ts'
import type { MenuItem } from '../parts/menu.tsx'
import type { Texts } from '../texts/texts.ts'
import type { OpenPort, PortActions } from './port-actions.ts'

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const

/** What the lines of a menu on ports need. */
export interface PortItemParts {
  readonly ports: PortActions
  readonly definitions: Definitions
  readonly texts: Pick<Texts, 'canvas' | 'subgraphs'>
}

/** Shows sockets on the node of the open subgraph, or takes them back where all are; undefined where neither is possible. */
const promotionOf = (
  { ports }: PortItemParts,
  sockets: readonly SocketRef[],
  title: string,
): NonNullable<MenuItem> | undefined => {
  const shown = sockets.filter((socket) => ports.shownAs(socket))
  const hidden = sockets.filter((socket) => !shown.includes(socket) && ports.promotes(socket))
  if (shown.length + hidden.length === 0) return undefined
  const checked = hidden.length === 0
  return { title, checked, act: () => (checked ? ports.takeBack(shown, title) : ports.promote(hidden, title)) }
}

/** The line that shows a socket on the node of the open subgraph; none where that cannot be. @param title the socket's */
export const socketPromotion = (parts: PortItemParts, socket: SocketRef, title: string): MenuItem[] => {
  const line = promotionOf(parts, [socket], title)
  return line ? [{ ...line, title: parts.texts.subgraphs.promote, icon: <LogIn {...icon} /> }] : []
}

/** The rows of a node's fields that can be shown on the node of the open subgraph, and with `all` its other sockets too. */
export const nodePromotion = (parts: PortItemParts, id: NodeId, node: PlacedNode, all = false): MenuItem[] => {
  const definition = definitionOf(parts.definitions, node.node)
  if (!definition) return []
  const rows = new Map<string, { title: string; sockets: SocketRef[] }>()
  for (const [name, field] of Object.entries(definition.inputs)) {
    const socket: SocketRef = { node: id, side: 'input', name }
    if (field.kind === 'port') {
      if (all) rows.set(`:${name}`, { title: field.title, sockets: [socket] })
      continue
    }
    if (!fieldApplies(definition, node, field) && !parts.ports.shownAs(socket)) continue
    const title = field.row ?? field.title
    const row = rows.get(field.row ?? `:${name}`)
    if (row) row.sockets.push(socket)
    else rows.set(field.row ?? `:${name}`, { title, sockets: [socket] })
  }
  if (all)
    for (const [name, { title }] of Object.entries(definition.outputs))
      rows.set(`>${name}`, { title, sockets: [{ node: id, side: 'output', name }] })
  const lines = [...rows].flatMap(([key, { title, sockets }]) => {
    const line = promotionOf(parts, sockets, title)
    return line ? { ...line, id: key } : []
  })
  return lines.length > 0 ? [{ title: parts.texts.subgraphs.promote, icon: <LogIn {...icon} />, items: lines }] : []
}

interface PortItems {
  readonly port: OpenPort
  readonly rename: () => void
  /** The keys that rename it where the menu is opened. */
  readonly keys?: string
}

/** What can be done to a port of the open subgraph. */
export const portItems = ({ ports, texts }: PortItemParts, { port, rename, keys }: PortItems): MenuItem[] => [
  { title: texts.canvas.rename, icon: <Pencil {...icon} />, keys, act: rename },
  {
    title: texts.subgraphs.moveUp,
    icon: <ArrowUp {...icon} />,
    disabled: port.index === 0,
    act: () => ports.move(port, -1),
  },
  {
    title: texts.subgraphs.moveDown,
    icon: <ArrowDown {...icon} />,
    disabled: port.index === port.count - 1,
    act: () => ports.move(port, 1),
  },
  {
    title: texts.subgraphs.removePort,
    icon: <Trash2 {...icon} />,
    danger: true,
    act: () => ports.remove(port),
  },
]
