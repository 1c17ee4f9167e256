import type { AreaPlugin } from 'rete-area-plugin'
import type { Definitions } from '../../workflow/definition.ts'
import type { PlacedLink, Workflow } from '../../workflow/document.ts'
import type { CanvasParts } from './canvas-context.ts'
import type { SocketRef } from './geometry.ts'
import type { Point } from './rects.ts'
import type { Scheme } from './rete-scheme.ts'
import type { Scene } from './scene.ts'
import type { SocketMarks } from './socket-marks.ts'
import type { Viewport } from './viewport.ts'
import { wireFit, wireStart } from './wire-fit.ts'
import type { WireUnderWay } from './wiring.ts'

export interface SocketActionParts {
  readonly area: AreaPlugin<Scheme>
  disconnect(link: PlacedLink): void
  readonly scene: Scene
  readonly viewport: Viewport
  readonly definitions: Definitions
  readonly marks: SocketMarks
  workflow(): Workflow
  /** Opens the search for what fits a wire, at a point of the window. */
  offer(wire: WireUnderWay, at: Point): void
}

export interface SocketActions extends Pick<CanvasParts, 'addSocket' | 'offerAt' | 'unlink'> {
  /** A wire from a socket to a place a little aside of it; undefined where its card is nowhere. */
  wireFrom(socket: SocketRef): WireUnderWay | undefined
}

/** How far from its socket a node that is chosen for it is placed. */
const aside = 60

/** What a card's sockets can ask of the canvas. */
export const createSocketActions = (parts: SocketActionParts): SocketActions => {
  const { area, scene, viewport, definitions, marks } = parts
  const wireFrom = (socket: SocketRef): WireUnderWay | undefined => {
    const at = scene.socketPoint(socket)
    if (!at) return undefined
    const fit = wireFit(parts.workflow(), definitions, { origin: socket })
    const pointer = { x: at.x + (socket.side === 'output' ? aside : -aside), y: at.y }
    return { origin: socket, fit, types: fit.types, pointer, undrawn: true }
  }
  return {
    wireFrom,
    addSocket(socket, element) {
      const { node: nodeId, side, name: key } = socket
      // The scheme of the area does not know sockets; the connection plugin, which listens to it, does.
      const emit = area.emit as unknown as (signal: { type: string; data: object }) => Promise<unknown>
      void emit.call(area, { type: 'render', data: { type: 'socket', element, nodeId, side, key } })
      const remove = marks.add(socket, element)
      return () => {
        remove()
        void area.emit({ type: 'unmount', data: { element } })
      }
    },
    offerAt(socket) {
      const wire = wireFrom(socket)
      if (wire) parts.offer(wire, viewport.onWindow(wire.pointer))
    },
    unlink(socket) {
      const { grabbed } = wireStart(parts.workflow(), socket)
      if (grabbed) parts.disconnect(grabbed)
    },
  }
}
