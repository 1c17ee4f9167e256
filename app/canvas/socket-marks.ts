import type { NodeId } from '../../workflow/document.ts'
import { type SocketRef, sameSocket } from './geometry.ts'
import type { WireUnderWay } from './wiring.ts'

export interface SocketMarks {
  add(socket: SocketRef, element: HTMLElement): () => void
  /** Marks what fits the wire, and its target; without a wire, nothing. */
  show(wire: WireUnderWay | undefined): void
  /** The socket that a finger beside it means: the nearest that a fingertip covers, where no control lies under it. */
  beside(at: {
    readonly target: EventTarget | null
    readonly clientX: number
    readonly clientY: number
  }): HTMLElement | undefined
}

/** What a fingertip covers around its middle, in pixels. */
const fingertip = 22
/** On a card, whose rows lie close to each other, less up and down. */
const row = 14

/**
 * Marks sockets and cards while a wire is dragged, on their elements: a pointer that moves renders nothing in React.
 * `data-fit` is yes, no or target.
 */
export const createSocketMarks = (elementOf: (id: NodeId) => HTMLElement | undefined): SocketMarks => {
  const elements = new Map<HTMLElement, SocketRef>()
  let wire: WireUnderWay | undefined

  const mark = (element: HTMLElement, socket: SocketRef) => {
    if (!wire) {
      delete element.dataset.fit
      return
    }
    const across = socket.side !== wire.origin.side
    const fits = across && wire.fit.fitting(socket.node).includes(socket.name)
    const kind = sameSocket(socket, wire.origin) || sameSocket(socket, wire.target) ? 'target' : fits ? 'yes' : 'no'
    if (element.dataset.fit !== kind) element.dataset.fit = kind
  }
  const markCard = (id: NodeId) => {
    const element = elementOf(id)
    if (!element) return
    if (!wire) delete element.dataset.fit
    else element.dataset.fit = wire.origin.node === id || wire.fit.fitting(id).length > 0 ? 'yes' : 'no'
  }

  return {
    add(socket, element) {
      elements.set(element, socket)
      if (wire) {
        mark(element, socket)
        markCard(socket.node)
      }
      return () => elements.delete(element)
    },
    beside({ target, clientX, clientY }) {
      if (!(target instanceof Element)) return undefined
      // Some browsers look around the finger by themselves.
      const found = target.closest<HTMLElement>('[data-socket]')
      if (found) return found
      if (target.closest('[data-nodrag], button, input, textarea')) return undefined
      const tall = target.closest('[data-card]') ? row : fingertip
      let best: { element: HTMLElement; far: number } | undefined
      for (const element of elements.keys()) {
        const { left, top, width, height } = element.getBoundingClientRect()
        const [dx, dy] = [left + width / 2 - clientX, top + height / 2 - clientY]
        const far = Math.hypot(dx, dy)
        if (Math.abs(dy) <= tall && far <= fingertip && (!best || far < best.far)) best = { element, far }
      }
      return best?.element
    },
    show(next) {
      const before = wire
      wire = next
      const sameWire = before && next && before.fit === next.fit
      if (sameWire && sameSocket(before.target, next.target)) return
      for (const [element, socket] of elements)
        if (!sameWire || sameSocket(socket, before.target) || sameSocket(socket, next.target)) mark(element, socket)
      if (!sameWire) for (const id of new Set([...elements.values()].map(({ node }) => node))) markCard(id)
    },
  }
}
