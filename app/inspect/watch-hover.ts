import type { MountedCanvas } from '../canvas/mounted-canvas.ts'
import type { Point } from '../canvas/rects.ts'
import { listen } from '../parts/listen.ts'
import { type PictureTarget, pictureAt, sameTarget, type Target, targetAt } from './target-at.ts'

/** What is looked into, and where on the canvas' element. */
export interface Hovered {
  readonly target: Target | PictureTarget
  readonly at: Point
  /** The socket's button, where the keyboard came to it. */
  readonly focused?: HTMLElement
}

/** How long the pointer rests, or the focus stays, before something shows. */
const rest = 300

/**
 * Shows what the pointer rests on, or the keyboard's focus. While it moves and nothing shows, a timer is all that it costs.
 * @returns a function that ends it
 */
export const watchHover = (
  root: HTMLElement,
  { parts, viewport, onChange }: Pick<MountedCanvas, 'parts' | 'viewport' | 'onChange'>,
  show: (hovered: Hovered | null) => void,
): (() => void) => {
  const { scene } = parts
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown: { readonly hovered: Hovered; readonly view: string } | undefined
  const view = () => `${viewport.now.x} ${viewport.now.y} ${viewport.now.k}`
  const hide = () => {
    clearTimeout(timer)
    if (!shown) return
    shown = undefined
    show(null)
  }
  const present = (target: Hovered['target'], at: Point, focused?: HTMLElement) => {
    const hovered = { target, at, ...(focused ? { focused } : {}) }
    shown = { hovered, view: view() }
    show(hovered)
  }
  const found = (at: Point) => targetAt(scene, at) ?? pictureAt(scene, at)
  const find = (point: { clientX: number; clientY: number }, focused?: HTMLElement) => {
    const target = found(viewport.world(point))
    if (!target) return
    const socket = target.kind === 'socket' ? scene.socketPoint(target.socket) : undefined
    const { x, y } = socket ? viewport.onWindow(socket) : { x: point.clientX, y: point.clientY }
    present(target, viewport.local({ clientX: x, clientY: y }), focused)
  }
  const onCanvas = (target: EventTarget | null) =>
    target instanceof Element &&
    (target.closest('[data-card]') !== null || target === root || !target.closest('button'))

  const move = (event: PointerEvent) => {
    if (shown?.hovered.focused) return
    if (shown && !sameTarget(found(viewport.world(event)), shown.hovered.target)) hide()
    if (shown) return
    clearTimeout(timer)
    if (event.buttons !== 0 || event.pointerType === 'touch' || !onCanvas(event.target)) return
    const { clientX, clientY } = event
    timer = setTimeout(() => find({ clientX, clientY }), rest)
  }
  const focus = (event: FocusEvent) => {
    const button = event.target
    if (!(button instanceof HTMLButtonElement) || !button.closest('[data-card]') || !button.matches(':focus-visible'))
      return
    hide()
    timer = setTimeout(() => {
      const { left, top, width, height } = button.getBoundingClientRect()
      const point = { clientX: left + width / 2, clientY: top + height / 2 }
      if (targetAt(scene, viewport.world(point))?.kind === 'socket') find(point, button)
    }, rest)
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') hide()
  }
  const stop = onChange(() => {
    if (shown && shown.view !== view()) hide()
  })
  const deafen = listen(
    root,
    {
      pointermove: move,
      pointerleave: hide,
      pointerdown: hide,
      wheel: hide,
      keydown: key,
      focusin: focus,
      focusout: hide,
    },
    { passive: true, capture: true },
  )
  return () => {
    hide()
    stop()
    deafen()
  }
}
