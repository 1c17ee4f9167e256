import type { Definitions } from '../../workflow/definition.ts'
import type { PlacedLink, Workflow } from '../../workflow/document.ts'
import type { Wish } from '../../workflow/rules.ts'
import type { SocketType } from '../../workflow/values.ts'
import type { Texts } from '../texts/texts.ts'
import { type SocketRef, sameSocket, socketsInRow } from './geometry.ts'
import type { Point } from './rects.ts'
import type { Scene } from './scene.ts'
import type { Viewport } from './viewport.ts'
import { type WireFit, type WireStart, wireFit, wireStart, wishBetween } from './wire-fit.ts'

/** How near, in pixels of the screen, a wire is drawn to a socket that fits: a finger covers what it aims at. */
const magnet = { pointer: 26, finger: 40 } as const
/** How near it must be to a socket that does not, to be told why. */
const touch = 12

/** A wire on its way. */
export interface WireUnderWay extends WireStart {
  readonly fit: WireFit
  readonly types: readonly SocketType[]
  /** The pointer, in the world. */
  readonly pointer: Point
  /** No pointer drew it: what is chosen for it stands where there is room. */
  readonly undrawn?: true
  readonly target?: SocketRef
  readonly refusal?: string
  /** The socket that the refusal speaks of, where it speaks of one. */
  readonly refused?: SocketRef
}

export interface WiringParts {
  readonly definitions: Definitions
  /** The texts of the chosen language. */
  texts(): Pick<Texts, 'wires' | 'cards'>
  readonly scene: Scene
  readonly viewport: Viewport
  readonly container: HTMLElement
  workflow(): Workflow
  connect(wish: Wish, instead: PlacedLink | undefined): void
  disconnect(link: PlacedLink): void
  /** Says why a wire cannot be dropped; with a wish, what could stand between its ends is offered. */
  refuse(reason: string, wish: Wish | undefined, at: { clientX: number; clientY: number }): void
  /** A wire was let go over nothing: offer what fits. */
  offer(wire: WireUnderWay, at: { clientX: number; clientY: number }): void
  /** The wire started, moved or ended. */
  changed(wire: WireUnderWay | undefined, at?: { clientX: number; clientY: number }): void
}

export interface Wiring {
  readonly now: WireUnderWay | undefined
  /** A person pressed on a socket. @returns the one from which the wire is drawn: of a linked input, the other end */
  start(pressed: SocketRef): SocketRef
  end(): void
  /** Ends the wire without an edit. */
  abandon(): void
  destroy(): void
}

/** The course of a wire from press to drop: where it would end, and what comes of it. */
export const createWiring = (parts: WiringParts): Wiring => {
  const { definitions, scene, viewport, container } = parts
  let wire: WireUnderWay | undefined
  let last = { clientX: 0, clientY: 0 }

  const aim = (pointer: Point, near: number): Pick<WireUnderWay, 'target' | 'refusal' | 'refused'> => {
    const { fit, origin, grabbed } = wire!
    const k = scene.transform.k
    const side = origin.side === 'output' ? 'input' : 'output'
    let best: { socket: SocketRef; far: number } | undefined
    let bad: { socket: SocketRef; far: number } | undefined
    const reach = near / k
    const around = { x: pointer.x - reach, y: pointer.y - reach, width: reach * 2, height: reach * 2 }
    for (const id of scene.cardsIn(around)) {
      const rect = scene.rectOf(id)
      const layout = scene.layoutOf(id)
      if (!rect || !layout) continue
      for (const own of ['input', 'output'] as const)
        for (const [name, at] of own === 'input' ? layout.inputs : layout.outputs) {
          const far = Math.hypot(rect.x + at.x - pointer.x, rect.y + at.y - pointer.y) * k
          const socket = { node: id, side: own, name }
          if (own === side && fit.fitting(id).includes(name)) {
            if (far < near && (!best || far < best.far)) best = { socket, far }
          } else if (far < touch && (!bad || far < bad.far) && !sameSocket(socket, origin)) bad = { socket, far }
        }
    }
    if (best && (!bad || best.far <= bad.far)) return { target: best.socket }
    if (bad) return { refusal: fit.refusal(bad.socket, parts.texts()), refused: bad.socket }
    const over = scene.nodeAt(pointer)
    if (over === undefined || over === origin.node) return {}
    const [rect, layout] = [scene.rectOf(over), scene.layoutOf(over)]
    const inRow = rect && layout ? socketsInRow(layout, side, pointer.y - rect.y) : []
    const [name, ...others] = inRow.filter((each) => fit.fitting(over).includes(each))
    if (name !== undefined && others.length === 0) return { target: { node: over, side, name } }
    const only = fit.only(over)
    if (only) return { target: only }
    if (grabbed?.to === over) return {}
    return { refusal: fit.cardRefusal(over, parts.texts()), refused: fit.onlyPort(over) }
  }

  const move = (event: PointerEvent) => {
    if (!wire) return
    last = event
    const pointer = viewport.world(event)
    const inside = container.contains(event.target as Node)
    wire = {
      ...wire,
      pointer,
      target: undefined,
      refusal: undefined,
      refused: undefined,
      ...(inside ? aim(pointer, event.pointerType === 'touch' ? magnet.finger : magnet.pointer) : {}),
    }
    parts.changed(wire, event)
  }

  const clear = () => {
    wire = undefined
    window.removeEventListener('pointermove', move, true)
    parts.changed(undefined)
  }

  return {
    get now() {
      return wire
    },
    start(pressed) {
      const workflow = parts.workflow()
      const start = wireStart(workflow, pressed)
      const fit = wireFit(workflow, definitions, start)
      const pointer = scene.socketPoint(pressed) ?? { x: 0, y: 0 }
      wire = { ...start, fit, types: fit.types, pointer }
      window.addEventListener('pointermove', move, true)
      parts.changed(wire)
      return start.origin
    },
    end() {
      const done = wire
      if (!done) return
      clear()
      const { origin, grabbed, target, refusal, refused, pointer } = done
      if (target) {
        const wish = wishBetween(origin, target)
        const same = grabbed && wish && grabbed.to === wish.to && grabbed.input === wish.input
        if (wish && !same) parts.connect(wish, grabbed)
        return
      }
      if (refusal) {
        parts.refuse(refusal, refused && wishBetween(origin, refused), last)
        return
      }
      const under = document.elementFromPoint(last.clientX, last.clientY)
      if (!under || !container.contains(under) || scene.nodeAt(pointer) !== undefined) return
      if (grabbed) parts.disconnect(grabbed)
      else parts.offer(done, last)
    },
    abandon: clear,
    destroy() {
      window.removeEventListener('pointermove', move, true)
    },
  }
}
