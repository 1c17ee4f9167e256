import { writes } from '../keys/may-press.ts'
import { listen } from '../parts/listen.ts'
import type { Point } from './rects.ts'
import { touched } from './touch-view.ts'
import type { Viewport } from './viewport.ts'

/** A finger that moved less than this many pixels is a tap, or a long press. */
const slack = 10
/** How long a finger rests before it means a right click, in milliseconds. */
const longPress = 500
/** How much time, in milliseconds, and how many pixels may lie between two taps that are one double tap. */
const twice = { ms: 350, px: 32 } as const

export interface TouchParts {
  readonly container: HTMLElement
  readonly viewport: Viewport
  /** Ends what one finger began (a move of the view, of cards or of a frame, a wire) without an edit. */
  abandon(pointer: PointerEvent): void
  /** The socket that a finger beside it means, where that is pressed instead. */
  socketBeside(at: PointerEvent): HTMLElement | undefined
  /** Two taps in one place. @returns true where that meant something */
  doubleTap(event: PointerEvent): boolean
  /** True where no card lies. */
  isEmpty(at: PointerEvent): boolean
}

interface Finger {
  readonly down: PointerEvent
  at: Point
}

/**
 * What fingers do that a mouse does otherwise: two of them move and zoom the view, wherever they lie; one that rests is a
 * right click; two taps are a double click, and one that moves on at the second draws the box that a mouse draws with Shift. All
 * else that one finger does goes on as if a mouse did it.
 * @returns a function that ends it
 */
export const listenToTouch = (parts: TouchParts): (() => void) => {
  const { container, viewport } = parts
  const fingers = new Map<number, Finger>()
  /** `one`: a finger acts as a mouse. `view`: all move the view. `spent`: nothing more until all are lifted. */
  let mode: 'one' | 'view' | 'spent' = 'one'
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastTap: PointerEvent | undefined
  /** The browser must not make a click of the touch that ends. */
  let swallow = false

  const take = (to: 'view' | 'spent') => {
    clearTimeout(timer)
    if (mode === 'one') for (const { down } of fingers.values()) parts.abandon(down)
    mode = to
    swallow = true
    lastTap = undefined
  }
  const press = (down: PointerEvent) => {
    take('spent')
    const { clientX, clientY } = down
    document
      .elementFromPoint(clientX, clientY)
      ?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY, button: 2 }))
  }

  /** Where a tap was so shortly before that both are one double tap. */
  const isSecond = (event: PointerEvent): boolean =>
    lastTap !== undefined && event.timeStamp - lastTap.timeStamp < twice.ms && farFrom(event, lastTap) < twice.px

  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'touch' || !event.isTrusted) return
    fingers.set(event.pointerId, { down: event, at: viewport.local(event) })
    if (mode === 'one' && fingers.size > 1) take('view')
    if (mode !== 'one') {
      event.stopPropagation()
      return
    }
    swallow = false
    // Over what a person writes in, the browser's own long press is of more use.
    if (!writes(event.target)) timer = setTimeout(() => press(event), longPress)
    const { pointerId, pointerType, button, buttons } = event
    if (event.target === container && isSecond(event) && parts.isEmpty(event)) {
      event.stopPropagation()
      const { clientX, clientY } = event
      const asMouse = {
        bubbles: true,
        pointerId,
        pointerType: 'mouse',
        button,
        buttons,
        clientX,
        clientY,
        shiftKey: true,
      }
      container.dispatchEvent(new PointerEvent('pointerdown', asMouse))
      return
    }
    const socket = parts.socketBeside(event)
    if (!socket) return
    event.stopPropagation()
    const { left, top, width, height } = socket.getBoundingClientRect()
    const middle = { clientX: left + width / 2, clientY: top + height / 2 }
    socket.dispatchEvent(
      new PointerEvent('pointerdown', { bubbles: true, pointerId, pointerType, button, buttons, ...middle }),
    )
  }
  const move = (event: PointerEvent) => {
    const finger = event.isTrusted ? fingers.get(event.pointerId) : undefined
    if (!finger) return
    if (mode === 'one') {
      if (farFrom(event, finger.down) > slack) clearTimeout(timer)
      finger.at = viewport.local(event)
      return
    }
    event.stopPropagation()
    const before = [...fingers.values()].map(({ at }) => at)
    finger.at = viewport.local(event)
    if (mode === 'view')
      viewport.set(
        touched(
          viewport.now,
          before,
          [...fingers.values()].map(({ at }) => at),
        ),
      )
  }
  const up = (event: PointerEvent) => {
    const finger = event.isTrusted ? fingers.get(event.pointerId) : undefined
    if (!finger) return
    clearTimeout(timer)
    fingers.delete(event.pointerId)
    if (mode !== 'one') {
      event.stopPropagation()
      if (fingers.size === 0) mode = 'one'
      return
    }
    // A wire hears of it in no other way.
    if (event.type === 'pointercancel') parts.abandon(finger.down)
    const tapped = event.type === 'pointerup' && farFrom(event, finger.down) <= slack
    if (tapped && isSecond(event)) {
      lastTap = undefined
      swallow = parts.doubleTap(event)
    } else lastTap = tapped ? event : undefined
  }
  const touchEnd = (event: TouchEvent) => {
    if (swallow && event.cancelable) event.preventDefault()
  }
  /** Some browsers make a right click of a long press by themselves: then it is theirs, and one is enough. */
  const contextMenu = (event: MouseEvent) => {
    if (!event.isTrusted || fingers.size === 0) return
    if (mode === 'one') {
      take('spent')
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  const ends = [
    listen(container, { pointerdown: down, contextmenu: contextMenu }, true),
    listen(window, { pointermove: move, pointerup: up, pointercancel: up }, true),
    listen(container, { touchend: touchEnd }, { passive: false }),
  ]
  return () => {
    clearTimeout(timer)
    for (const end of ends) end()
  }
}

const farFrom = (a: PointerEvent, b: PointerEvent) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
