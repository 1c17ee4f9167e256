import { type AreaPlugin, Drag } from 'rete-area-plugin'
import type { NodeId, PlacedLink } from '../../workflow/document.ts'
import { listen } from '../parts/listen.ts'
import type { Projection } from './projection.ts'
import type { Point } from './rects.ts'
import type { Scheme } from './rete-scheme.ts'
import type { Scene } from './scene.ts'
import type { Snap } from './snap.ts'
import { onPixels, type Viewport } from './viewport.ts'
import type { WireDrop } from './wire-drop.ts'

/** A press that moved less than this many pixels is a click. */
const clickSlack = 4

export interface PointerParts {
  readonly area: AreaPlugin<Scheme>
  readonly scene: Scene
  readonly viewport: Viewport
  readonly projection: Projection
  readonly container: HTMLElement
  /** The document takes no edits: a press on a card moves the view, as one beside it does. */
  readonly readOnly: boolean
  /** True while the space bar is held: then the left button moves the view. */
  spaceHeld(): boolean
  /** The space bar served to move the view. */
  spaceUsed(): void
  selection(): ReadonlySet<NodeId>
  select(ids: Iterable<NodeId>): void
  openSearch(at: { clientX: number; clientY: number }): void
  readonly snap: Snap
  readonly drop: WireDrop
  /** Cards on their way to new places are there at once. */
  endGlide(): void
  /** The wire at a point of the world, where no card covers it. */
  wireAt(point: Point): PlacedLink | undefined
  /** Puts a bend into a wire. */
  reroute(link: PlacedLink, at: Point): void
}

/** True where a press adds to the selection, or takes from it. */
export const additive = (event: PointerEvent) => event.shiftKey || event.ctrlKey || event.metaKey
/** True where a press is on a card's element. */
export const onCard = (event: Event) => event.target instanceof Element && event.target.closest('[data-card]') !== null
/** Fields, buttons and sockets have gestures of their own. */
const ownGesture = (event: Event) => event.target instanceof Element && event.target.closest('[data-nodrag]') !== null

export interface PointerGestures {
  /** Does what two clicks at the event's point mean. @returns false where they mean nothing to the canvas */
  doubleClick(event: MouseEvent): boolean
  destroy(): void
}

/** Pan, click and drag. A drag that Escape ends, or the browser, leaves everything where it was. */
export const listenToPointer = (parts: PointerParts): PointerGestures => {
  const { area, scene, viewport, projection, container } = parts
  let press: { id: NodeId; event: PointerEvent; before: ReadonlySet<NodeId> } | undefined
  let moving: { id: NodeId; ids: readonly NodeId[] } | undefined
  let held = false

  const pans = (event: PointerEvent): boolean => {
    if (event.button === 1) return true
    if (event.button !== 0) return false
    if (parts.spaceHeld()) {
      parts.spaceUsed()
      return true
    }
    return !onCard(event) && (event.pointerType === 'touch' || !additive(event))
  }
  let panFrom: PointerEvent | undefined
  area.area.setDragHandler(
    new Drag({
      down: (event) => {
        if (!pans(event)) return false
        panFrom = event
        return true
      },
      move: (event) => {
        if (event.buttons !== 0) container.dataset.panning = ''
        return true
      },
    }),
  )

  const clear = () => {
    press = undefined
    moving = undefined
    parts.drop.clear()
    delete container.dataset.moving
    scene.pin([])
  }
  /** Leaves all as it was before the press. */
  const cancel = () => {
    const before = press?.before
    projection.free()
    clear()
    if (before) parts.select(before)
  }

  /** Brings the dragged node to a place, and those that are dragged with it as far. */
  const moveTo = (x: number, y: number): boolean => {
    const from = moving && projection.placeOf(moving.id)
    if (!moving || !from) return false
    for (const id of moving.ids) {
      const at = projection.placeOf(id)
      if (at) projection.move(id, { x: at.x + x - from.x, y: at.y + y - from.y })
    }
    scene.invalidate()
    if (moving.ids.length === 1) parts.drop.over(moving.id)
    return true
  }

  /** Replaces Rete's drag of a node by one that leaves fields alone and takes a click for a click. */
  const takeOver = (id: NodeId) => {
    const view = area.nodeViews.get(id)
    if (!view) return
    view.dragHandler.destroy()
    view.dragHandler = new Drag({
      down: (event) => {
        if (parts.readOnly || event.button !== 0 || parts.spaceHeld() || ownGesture(event)) return false
        parts.endGlide()
        press = { id, event, before: parts.selection() }
        return true
      },
      move: (event) => {
        if (!press) return false
        held = event.shiftKey
        if (!moving) {
          if (Math.hypot(event.pageX - press.event.pageX, event.pageY - press.event.pageY) < clickSlack) return false
          const selection = parts.selection()
          const ids = selection.has(id) ? [...selection] : [id]
          moving = { id, ids }
          projection.hold(ids)
          // What is carried lies above what stays, and so does it where it is put down.
          scene.raise(...ids)
          // The others may leave the page: where they are does not depend on it.
          scene.pin([id])
          container.dataset.moving = ''
        }
        return true
      },
    })
    view.dragHandler.initialize(
      view.element,
      { getCurrentPosition: () => projection.placeOf(id) ?? view.position, getZoom: () => area.area.transform.k },
      {
        start: () => void area.emit({ type: 'nodepicked', data: { id } }),
        translate: async (x, y) => moveTo(parts.snap.apply(x, held), parts.snap.apply(y, held)),
        drag: (event) => {
          if (event.type === 'pointercancel') cancel()
          else void area.emit({ type: 'nodedragged', data: { id } })
        },
      },
    )
  }

  area.addPipe((context) => {
    if (!context || typeof context !== 'object' || !('type' in context)) return context
    if (context.type === 'translate' && panFrom) Object.assign(context.data.position, onPixels(context.data.position))
    if (context.type === 'nodecreated') takeOver(context.data.id)
    if (context.type === 'nodepicked' && press) {
      const { id, event, before } = press
      scene.raise(id)
      if (additive(event)) {
        if (!before.has(id)) parts.select([...parts.selection(), id])
      } else if (!before.has(id)) parts.select([id])
    }
    if (context.type === 'nodedragged') {
      if (moving) projection.release(moving.ids.length === 1 ? parts.drop.take(moving.id) : undefined)
      else if (press) {
        const { id, event, before } = press
        if (additive(event)) {
          if (before.has(id)) parts.select([...parts.selection()].filter((each) => each !== id))
        } else parts.select([id])
      }
      clear()
    }
    return context
  })

  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !moving) return
    event.preventDefault()
    event.stopPropagation()
    cancel()
  }
  const move = (event: PointerEvent) => {
    if (event.buttons === 0 && container.contains(event.target as Node))
      void scene.reach(scene.nodeAt(viewport.world(event)))
  }
  const up = (event: PointerEvent) => {
    const from = panFrom
    panFrom = undefined
    delete container.dataset.panning
    if (from?.button === 0 && !parts.spaceHeld()) {
      const far = Math.hypot(event.pageX - from.pageX, event.pageY - from.pageY)
      const id = parts.readOnly ? scene.nodeAt(viewport.world(event)) : undefined
      if (far < clickSlack && event.type === 'pointerup') parts.select(id === undefined ? [] : [id])
    }
  }
  /** The browser would select text and take the focus away; both are decided here. */
  const mouseDown = (event: MouseEvent) => {
    // The middle button moves the view: no scrolling by itself, and who was writing goes on writing.
    if (event.button === 1) event.preventDefault()
    if (event.button !== 0 || ownGesture(event)) return
    event.preventDefault()
    if (parts.spaceHeld()) return
    const holder = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-card]') : null
    const root = container.closest<HTMLElement>('[data-canvas]')
    if (root && !holder) root.dataset.pointed = ''
    // What is pressed is in sight: the view stays where it is.
    if (root) root.dataset.pressing = ''
    ;(holder ?? root)?.focus({ preventScroll: true })
    if (root) delete root.dataset.pressing
  }
  const doubleClick = (event: MouseEvent): boolean => {
    const at = viewport.world(event)
    if (onCard(event) || ownGesture(event) || scene.nodeAt(at) !== undefined) return false
    const link = parts.wireAt(at)
    if (link) parts.reroute(link, at)
    else parts.openSearch(event)
    return true
  }

  const ends = [
    listen(window, { keydown: key }, true),
    listen(window, { pointermove: move, pointerup: up, pointercancel: up }),
    listen(container, { mousedown: mouseDown, dblclick: doubleClick }),
  ]
  return {
    doubleClick,
    destroy() {
      for (const end of ends) end()
    },
  }
}
