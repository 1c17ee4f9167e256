import type { NodeId } from '../../workflow/document.ts'
import type { Editor } from '../state/editor.ts'
import { cardBeside, type Direction, readingOrder } from './card-steps.ts'
import type { Side } from './geometry.ts'
import { readersOf, rememberLast } from './link-index.ts'
import type { Scene } from './scene.ts'
import { rectOnScreen } from './transform.ts'
import type { Viewport } from './viewport.ts'
import { wireStart } from './wire-fit.ts'

export interface CardFocusParts {
  readonly root: HTMLElement
  /** Rete's element, which holds the cards. */
  readonly container: HTMLElement
  readonly editor: Editor
  readonly scene: Scene
  readonly viewport: Viewport
}

/** The keyboard's way over the cards: in the order in which they run, by where they lie, and along wires. */
export interface CardFocus {
  /** Brings a card into the view and gives it, or one of its sockets, the focus; then it calls back. */
  focus(id: NodeId, socket?: { readonly side: Side; readonly name: string }, then?: () => void): void
  /** Goes to the card beside the focused or selected one. */
  step(direction: Direction): void
  /** Goes on with Tab from here, where the page's own order would not do. @returns false where it would */
  tab(target: EventTarget | null, back: boolean): boolean
  /** Goes from a socket to the other end of its wire. @returns false where there is none */
  follow(target: EventTarget | null): boolean
  destroy(): void
}

/** The socket that an element is, or stands in. */
export const socketOfElement = (target: EventTarget | null) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-socket]') : null
  const card = button?.closest<HTMLElement>('[data-card]')?.dataset.card
  const { socket: name, side } = button?.dataset ?? {}
  return card === undefined || name === undefined ? undefined : { node: card, side: side as Side, name }
}

const tabbable = 'button:not(:disabled), input, textarea, select, a[href], video[controls], [tabindex="0"]'
/** Below this zoom a card cannot be read: whoever goes there sees it larger. */
const readable = 0.45
/** Kept free around a card that is brought into the view, in pixels. */
const air = 24
/** So many frames a card has to come onto the page. */
const patience = 30

const stops = (element: Element): HTMLElement[] =>
  [...element.querySelectorAll<HTMLElement>(tabbable)].filter(
    (each) => each.tabIndex >= 0 && each.getClientRects().length > 0,
  )

/** Builds the keyboard's way over the cards of a canvas. */
export const createCardFocus = ({ root, container, editor, scene, viewport }: CardFocusParts): CardFocus => {
  const order = rememberLast(readingOrder)
  let wanted = 0

  const show = (id: NodeId) => {
    const rect = scene.rectOf(id)
    if (!rect) return
    const { width, height } = viewport.size()
    const now = viewport.now
    const k = now.k < readable ? 0.8 : now.k
    const centre = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
    const middle = { k, x: width / 2 - centre.x * k, y: height / 2 - centre.y * k }
    if (k !== now.k) viewport.set(middle)
    else viewport.pan(...shift(rectOnScreen(now, rect), { width, height }))
  }
  const cardOf = (id: NodeId) => scene.elementOf(id)?.querySelector<HTMLElement>('[data-card]')

  const focus: CardFocus['focus'] = (id, socket, then) => {
    const turn = ++wanted
    show(id)
    scene.raise(id)
    scene.pin([id])
    let left = patience
    const arrive = () => {
      if (turn !== wanted) return
      const card = scene.isShown(id) ? cardOf(id) : undefined
      if (!card) {
        if (left-- > 0) requestAnimationFrame(arrive)
        return
      }
      const button =
        socket &&
        [...card.querySelectorAll<HTMLElement>('[data-socket]')].find(
          (each) => each.dataset.side === socket.side && each.dataset.socket === socket.name,
        )
      ;(button ?? card).focus({ preventScroll: true })
      editor.select([id])
      // What has the focus stays on the page by itself.
      scene.pin([])
      then?.()
    }
    arrive()
  }

  /** The page's own scrolling would move the cards away from their wires: the view moves instead. */
  const unscroll = () => {
    for (const element of [root, container]) {
      if (element.scrollLeft !== 0) element.scrollLeft = 0
      if (element.scrollTop !== 0) element.scrollTop = 0
    }
  }
  const keepInView = (event: FocusEvent) => {
    const { target } = event
    unscroll()
    if (root.dataset.pressing !== undefined) return
    if (!(target instanceof HTMLElement) || !target.matches(':focus-visible') || !target.closest('[data-card]')) return
    const box = container.getBoundingClientRect()
    const { x, y, width, height } = target.getBoundingClientRect()
    const [dx, dy] = shift({ x: x - box.x, y: y - box.y, width, height }, box)
    if (dx !== 0 || dy !== 0) viewport.pan(dx, dy)
  }
  root.addEventListener('scroll', unscroll, true)
  root.addEventListener('focusin', keepInView)

  const besides = () => stops(root).filter((each) => !container.contains(each))

  return {
    focus,
    step(direction) {
      const workflow = editor.workflow()
      const ids = Object.keys(workflow.nodes)
      const active = document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset.card
      const selection = [...editor.store.getState().selection]
      const here = active ?? (selection.length === 1 ? selection[0] : undefined)
      const from = here === undefined ? undefined : scene.rectOf(here)
      if (!from) {
        const first = order(workflow)[0]
        if (first !== undefined) focus(first)
        return
      }
      const cards = ids.flatMap((id) => {
        const rect = id === here ? undefined : scene.rectOf(id)
        return rect ? [{ id, rect }] : []
      })
      const next = cardBeside(cards, from, direction)
      if (next !== undefined) focus(next)
    },
    tab(target, back) {
      const ids = order(editor.workflow())
      const first = ids[0]
      const last = ids[ids.length - 1]
      if (first === undefined || last === undefined || !(target instanceof HTMLElement)) return false
      if (target === root) {
        if (back) return false
        focus(first)
        return true
      }
      const card = target.closest<HTMLElement>('[data-card]')
      if (!card) {
        if (!back || target !== besides()[0]) return false
        focus(last)
        return true
      }
      if (back ? target !== card : (stops(card).at(-1) ?? card) !== target) return false
      const next = ids[ids.indexOf(card.dataset.card ?? '') + (back ? -1 : 1)]
      if (next !== undefined) focus(next)
      else (back ? root : (besides()[0] ?? root)).focus({ preventScroll: true })
      return true
    },
    follow(target) {
      const socket = socketOfElement(target)
      if (!socket) return false
      const workflow = editor.workflow()
      if (socket.side === 'input') {
        const { grabbed } = wireStart(workflow, socket)
        if (grabbed) focus(grabbed.from, { side: 'output', name: grabbed.output })
        return grabbed !== undefined
      }
      const link = readersOf(workflow)
        .get(socket.node)
        ?.find((each) => each.output === socket.name)
      if (link) focus(link.to, { side: 'input', name: link.input })
      return link !== undefined
    },
    destroy() {
      wanted++
      root.removeEventListener('scroll', unscroll, true)
      root.removeEventListener('focusin', keepInView)
    },
  }
}

/** How far the view must move for a rectangle of it to be inside; of one that is too large, its upper left corner. */
const shift = (
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  view: { readonly width: number; readonly height: number },
): [dx: number, dy: number] => {
  const along = (at: number, length: number, room: number) => {
    if (at < air) return air - at
    const beyond = at + length + air - room
    return beyond <= 0 ? 0 : -Math.min(beyond, at - air)
  }
  return [along(x, width, view.width), along(y, height, view.height)]
}
