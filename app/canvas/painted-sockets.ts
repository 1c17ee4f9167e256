import { type Definition, type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { relayedType } from '../../workflow/socket-types.ts'
import type { SocketType } from '../../workflow/values.ts'
import { type CardLayout, card, type Side, type SocketRef } from './geometry.ts'
import type { Point } from './rects.ts'
import type { Scene } from './scene.ts'

/** A socket that a card shows also where it is only painted; those of fields it does not. */
export interface PaintedSocket {
  readonly side: Side
  readonly name: string
  /** Its centre, from the card's corner. */
  readonly at: Point
  readonly type: SocketType
}

/** The sockets that the painted card of a node shows: the same list while they are the same. */
export type PaintedSockets = (workflow: Workflow, id: NodeId, layout: CardLayout) => readonly PaintedSocket[]

/** Finds the sockets of painted cards, once for each layout. */
export const createPaintedSockets = (definitions: Definitions): PaintedSockets => {
  const found = new WeakMap<
    CardLayout,
    { definition: Definition | undefined; relayed: SocketType | undefined; sockets: readonly PaintedSocket[] }
  >()
  return (workflow, id, layout) => {
    const definition = definitionOf(definitions, nodeOf(workflow, id)?.node ?? '')
    const relayed = definition?.relay ? relayedType(workflow, definitions, id) : undefined
    const known = found.get(layout)
    if (known && known.definition === definition && known.relayed === relayed) return known.sockets
    const sockets: PaintedSocket[] = []
    for (const [name, at] of layout.inputs) {
      const input = definition?.inputs[name]
      const type = relayed ?? (input?.kind === 'port' ? input.type : undefined)
      if (type) sockets.push({ side: 'input', name, at, type })
    }
    for (const [name, at] of layout.outputs) {
      const type = relayed ?? definition?.outputs[name]?.type
      if (type) sockets.push({ side: 'output', name, at, type })
    }
    found.set(layout, { definition, relayed, sockets })
    return sockets
  }
}

/** What of the screen one socket has to itself, up and down, for it to be hit on purpose: in pixels. */
const leastRoom = 6
/** How far from a socket's centre a press means it, in pixels of the screen: a finger sees less of what it aims at. */
const reach = {
  pointer: { out: 6, into: 6, across: 12 },
  finger: { out: 16, into: 8, across: 10 },
} as const

export interface PaintedSocketParts {
  readonly scene: Pick<Scene, 'cardsIn' | 'rectOf' | 'layoutOf' | 'nodeAt' | 'isShown' | 'transform'>
  readonly sockets: PaintedSockets
  workflow(): Workflow
}

/**
 * The socket of a painted card that a press at a point of the world means: the nearest of those that are far enough from each
 * other on the screen and that no other card covers. Of a card that is small the edges alone mean sockets, so that it can be taken.
 */
export const paintedSocketAt = (
  { scene, sockets, workflow }: PaintedSocketParts,
  point: Point,
  by: keyof typeof reach,
): SocketRef | undefined => {
  const { k } = scene.transform
  // No socket has more room than one row of a card.
  if (card.portRow * k < leastRoom) return undefined
  const far = Math.max(reach[by].out, card.portRow / 2) / k
  let best: SocketRef | undefined
  let nearest = Number.POSITIVE_INFINITY
  for (const node of scene.cardsIn({ x: point.x - far, y: point.y - far, width: 2 * far, height: 2 * far })) {
    const rect = scene.rectOf(node)
    const layout = scene.layoutOf(node)
    if (!rect || !layout || scene.isShown(node)) continue
    const all = sockets(workflow(), node, layout)
    for (const { side, name, at } of all) {
      const x = (point.x - rect.x - at.x) * (side === 'output' ? k : -k)
      const y = (point.y - rect.y - at.y) * k
      const room = roomOf(all, side, at) * k
      const out = Math.max(reach[by].out, (card.portRow / 2) * k)
      const into = Math.min(Math.max(reach[by].into, (card.portRow / 2) * k), (layout.width * k) / 4)
      const across =
        by === 'finger' ? Math.max(reach.finger.across, room / 2) : Math.min(reach.pointer.across, room / 2)
      if (room < leastRoom || x > out || -x > into || Math.abs(y) > across) continue
      const distance = Math.hypot(x, y)
      if (distance >= nearest) continue
      const over = scene.nodeAt({ x: rect.x + at.x, y: rect.y + at.y })
      if (over !== undefined && over !== node) continue
      nearest = distance
      best = { node, side, name }
    }
  }
  return best
}

/** How far a socket is from the next one on its side, at most one row of a card. */
const roomOf = (all: readonly PaintedSocket[], side: Side, at: Point): number => {
  let room: number = card.portRow
  for (const other of all)
    if (other.side === side && other.at !== at) room = Math.min(room, Math.abs(other.at.y - at.y))
  return room
}
