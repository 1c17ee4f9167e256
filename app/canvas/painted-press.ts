import type { NodeId } from '../../workflow/document.ts'
import { listen } from '../parts/listen.ts'
import type { SocketRef } from './geometry.ts'
import { additive } from './pointer.ts'
import type { Scene } from './scene.ts'
import type { Viewport } from './viewport.ts'
import type { Wiring } from './wiring.ts'

/** A press on a socket that moved less than this many pixels is a click on its card. */
const clickSlack = 4

export interface PaintedPressParts {
  readonly scene: Pick<Scene, 'nodeAt' | 'isShown' | 'reach' | 'elementOf'>
  readonly viewport: Pick<Viewport, 'world'>
  readonly container: HTMLElement
  /** The socket of a painted card that a press there means, where a wire may be drawn. */
  socketAt(event: PointerEvent): SocketRef | undefined
  readonly wiring: Pick<Wiring, 'start' | 'end' | 'abandon'>
  select(id: NodeId): void
}

/**
 * Makes a press on a card that is only painted one on its element, and on one of its sockets the start of a wire. Where a
 * pointer hovers the element is there before the press; a finger comes without notice. What takes presses before all else
 * listens before this does.
 * @returns a function that ends it
 */
export const listenToPaintedPresses = (parts: PaintedPressParts): (() => void) => {
  const { scene, viewport, container, wiring } = parts
  let pressed: { readonly socket: SocketRef; readonly down: PointerEvent; moved: boolean } | undefined

  /** On anything else than the canvas, or the empty element of a painted card, a press is that one's. */
  const onPaint = ({ target }: PointerEvent, under: NodeId | undefined) =>
    target === container || (under !== undefined && !scene.isShown(under) && target === scene.elementOf(under))
  const socketAt = (event: PointerEvent, under: NodeId | undefined) =>
    !additive(event) && onPaint(event, under) ? parts.socketAt(event) : undefined

  const down = (event: PointerEvent) => {
    // One that was stopped means something else already.
    if (event.button !== 0 || event.cancelBubble) return
    const id = scene.nodeAt(viewport.world(event))
    const socket = socketAt(event, id)
    if (socket) {
      event.stopPropagation()
      pressed = { socket, down: event, moved: false }
      wiring.start(socket)
      return
    }
    if (event.target !== container || id === undefined || scene.isShown(id)) return
    event.stopPropagation()
    void scene.reach(id).then(() => scene.elementOf(id)?.dispatchEvent(new PointerEvent(event.type, event)))
  }
  const move = (event: PointerEvent) => {
    if (pressed) {
      const { pageX, pageY } = pressed.down
      pressed.moved ||= Math.hypot(event.pageX - pageX, event.pageY - pageY) >= clickSlack
      return
    }
    if (event.buttons !== 0 || event.pointerType === 'touch') return
    const over = container.contains(event.target as Node) && socketAt(event, scene.nodeAt(viewport.world(event)))
    container.toggleAttribute('data-over-socket', Boolean(over))
  }
  const up = (event: PointerEvent) => {
    const done = pressed
    if (!done || event.pointerId !== done.down.pointerId) return
    pressed = undefined
    if (event.type === 'pointerup' && done.moved) {
      wiring.end()
      return
    }
    wiring.abandon()
    if (event.type === 'pointerup') parts.select(done.socket.node)
  }

  const ends = [
    listen(container, { pointerdown: down }, true),
    listen(window, { pointermove: move, pointerup: up, pointercancel: up }),
  ]
  return () => {
    for (const end of ends) end()
  }
}
