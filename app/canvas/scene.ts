import { deepEqual } from 'fast-equals'
import type { AreaPlugin } from 'rete-area-plugin'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Definition, type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type PlacedLink, type PlacedNode, type Workflow } from '../../workflow/document.ts'
import { createCrossFade, type Fade } from './cross-fade.ts'
import { type CardLayout, layoutCard, type SocketRef, socketAt } from './geometry.ts'
import { outputsRead, type Readers } from './link-index.ts'
import { createNearIndex, type Hold, type PlacedCard, type Wire } from './near-index.ts'
import type { Point, Rect } from './rects.ts'
import type { Scheme } from './rete-scheme.ts'
import type { Transform } from './transform.ts'
import { createViewMotion } from './view-motion.ts'

/**
 * How many cards may enter and leave the page in one frame, and how many may enter while the view moves: each costs
 * milliseconds. While it moves fast or its scale changes none does: they are painted, and come when it slows down or rests.
 */
const mountsPerFrame = 12
const mountsInMotion = 1
/**
 * Up to this number cards that leave stay on the page while the view moves or cards are dragged, and then for a while: what
 * takes a person back there (an undo above all) finds them.
 */
const mostKept = 160
const keptMs = 1000
/** Above this number of elements those of cards far from the view are let go. */
const mostElements = 240
/** Cards are painted instead of mounted below the first; above the second they are mounted again. */
const farBelow = 0.29
const nearAbove = 0.31

/** What is where on the canvas, and which cards have an element on the page. */
export interface Scene {
  /** The nodes whose cards React renders, each into the element of its Rete view. */
  readonly mounted: StoreApi<readonly NodeId[]>
  readonly transform: Transform
  elementOf(id: NodeId): HTMLElement | undefined
  /** A card has rendered into its element (or will go): only then the element joins the page. */
  cardReady(id: NodeId, ready: boolean): void
  /** The same object while the card looks the same but for what its fields say. */
  layoutOf(id: NodeId): CardLayout | undefined
  /** The rectangle of a node on the canvas, in the world's pixels; while it is dragged, where it is now. */
  rectOf(id: NodeId): Rect | undefined
  socketPoint(socket: SocketRef): Point | undefined
  /** The topmost node at a point of the world. */
  nodeAt(point: Point): NodeId | undefined
  /** The nodes whose cards share a point with a rectangle of the world, the topmost last; of `hold`, only those. */
  cardsIn(rect: Rect, hold?: Hold): readonly NodeId[]
  /** Every card where the document has it: the same list while none looks or lies otherwise. */
  everyCard(): readonly PlacedCard[]
  /** The wires that may share a point with a rectangle of the world; of `hold`, only those. */
  wiresIn(rect: Rect, hold?: Hold): readonly Wire[]
  /** The nodes that the view shows, the topmost last. */
  visible(): readonly NodeId[]
  /** True where the node is on the page and does not fade, so that nothing must be painted in its place. */
  isShown(id: NodeId): boolean
  /** True while cards are on their way onto the page or off it, or what is painted is not of now. */
  readonly busy: boolean
  /** Puts nodes above the others, in the order in which they lie. */
  raise(...ids: NodeId[]): void
  /** Keeps these cards on the page wherever they are. */
  pin(ids: Iterable<NodeId>): void
  /** Asks for a new frame: the cards in view are mounted, and everything is painted. */
  invalidate(): void
  /**
   * Gives the element of a card that is only painted to the page, so that the pointer can take hold of it. The element is
   * there when the promise settles.
   */
  reach(id: NodeId | undefined): Promise<void>
  destroy(): void
}

/** Where the card of every node of a document is, of those that the canvas has. */
export const cardRects = (scene: Pick<Scene, 'rectOf'>, workflow: Workflow): (readonly [NodeId, Rect])[] =>
  Object.keys(workflow.nodes).flatMap((id) => {
    const rect = scene.rectOf(id)
    return rect ? [[id, rect] as const] : []
  })

export interface SceneParts {
  readonly area: AreaPlugin<Scheme>
  readonly definitions: Definitions
  workflow(): Workflow
  readers(workflow: Workflow): Readers
  /** The links of a document of which both ends are there. */
  links(workflow: Workflow): readonly PlacedLink[]
  /** Where a node is now, in the world. */
  placeOf(id: NodeId): Point | undefined
  /** The nodes that a gesture holds, and where it has brought them: another map when others are held. */
  held(): ReadonlyMap<NodeId, Point>
  /** Has Rete hold these nodes: their elements come with its `render` signal before the promise settles. */
  want(ids: readonly NodeId[]): Promise<void>
  letGo(ids: readonly NodeId[]): void
  /** The size of the view in CSS pixels. */
  size(): { width: number; height: number }
  /** Paints the frame, after the cards were brought in and out; `moving` while the view is. */
  paint(moving: boolean): void
  /** Moves what was painted to where the view is now. @returns false where it does not reach so far: it must be painted anew */
  follow(): boolean
  /** The scale of the view changes from now on, until it rests. */
  scaling(on: boolean): void
  /** Fades the element of a card to an opacity. @returns undefined where the person wants no motion */
  fade(element: HTMLElement, to: 0 | 1): Fade | undefined
  /** Calls back after some time. @returns a function that calls it off */
  after(ms: number, callback: () => void): () => void
  schedule(callback: () => void): number
  unschedule(handle: number): void
}

/**
 * The renderer: it takes over the elements that Rete makes for nodes and keeps on the page only those of cards in view.
 * Links have no elements; they are painted.
 */
export const createScene = (parts: SceneParts): Scene => {
  const { area, definitions } = parts
  const mounted = createStore<readonly NodeId[]>(() => [])
  const elements = new Map<NodeId, HTMLElement>()
  const owners = new Map<HTMLElement, NodeId>()
  /** Nodes that Rete was asked for, and whose elements are on their way. */
  const coming = new Set<NodeId>()
  /** `workflow` is the document for which the layout was last found to hold. */
  const layouts = new Map<
    NodeId,
    {
      workflow: Workflow
      node: PlacedNode
      definition: Definition | undefined
      readers: Readers | undefined
      layout: CardLayout
    }
  >()
  const height = new Map<NodeId, number>()
  const ready = new Set<NodeId>()
  let pinned: ReadonlySet<NodeId> = new Set()
  let reached: NodeId | undefined
  let top = 1
  let far = false
  /** From when the zoom passes from cards to painted ones, or back, until all are changed. */
  let crosses = false
  let shown: NodeId[] = []
  /** Ends the wait of those that leave; when it is over they may go. */
  let stopWaiting: (() => void) | undefined
  let mayGo = false
  let frame: number | undefined
  let stale = true

  const layoutOf = (id: NodeId): CardLayout | undefined => {
    const workflow = parts.workflow()
    const cached = layouts.get(id)
    if (cached?.workflow === workflow) return cached.layout
    const node = nodeOf(workflow, id)
    if (!node) {
      layouts.delete(id)
      return undefined
    }
    const definition = definitionOf(definitions, node.node)
    const readers = definition ? undefined : parts.readers(workflow)
    if (
      cached &&
      cached.node.inputs === node.inputs &&
      cached.definition === definition &&
      cached.node.node === node.node &&
      cached.node.collapsed === node.collapsed &&
      cached.readers === readers
    ) {
      cached.workflow = workflow
      return cached.layout
    }
    const found = layoutCard(definition, node, readers ? outputsRead(readers, id) : [])
    const same = cached !== undefined && deepEqual(cached.layout, found)
    const layout = same ? cached.layout : found
    layouts.set(id, { workflow, node, definition, readers, layout })
    const element = same ? undefined : elements.get(id)
    if (element) {
      element.style.width = `${layout.width}px`
      element.style.height = `${layout.height}px`
    }
    return layout
  }

  const rectOf = (id: NodeId): Rect | undefined => {
    const place = parts.placeOf(id)
    const layout = place && layoutOf(id)
    return layout && { x: place.x, y: place.y, width: layout.width, height: layout.height }
  }

  const near = createNearIndex({
    definitions,
    workflow: parts.workflow,
    links: parts.links,
    layoutOf,
    held: parts.held,
  })
  const cardsIn = (rect: Rect, hold?: Hold): NodeId[] => {
    const ids = near.cards(rect, hold)
    return height.size === 0 ? ids : ids.sort((a, b) => (height.get(a) ?? 0) - (height.get(b) ?? 0))
  }

  const isShown = (id: NodeId): boolean => ready.has(id) && elements.get(id)?.isConnected === true && !crossFade.has(id)

  /** A card with the keyboard's focus or an open menu must stay where it is. */
  const engaged = (id: NodeId): boolean => {
    const element = elements.get(id)
    return (
      !!element &&
      ready.has(id) &&
      (element.contains(document.activeElement) || element.querySelector('[aria-expanded="true"]') !== null)
    )
  }

  /** Of the cards that leave those that may go: where the zoom has passed to painted ones, each once it has faded out. */
  const fadedOut = (leaving: readonly NodeId[]): readonly NodeId[] => {
    if (!crosses || !far) return leaving
    const before = crossFade.size
    const out = leaving.filter((id) => {
      const element = elements.get(id)
      return !element || !ready.has(id) || crossFade.out(id, element)
    })
    // What fades is painted below from now on.
    if (crossFade.size > before) stale = true
    return out
  }

  /** Whether cards that leave stay on the page for now; where at rest, they go after a while. */
  const keepsLeaving = (inMotion: boolean, leaving: number, now: number): boolean => {
    if (leaving === 0) mayGo = false
    if (now > mostKept) return false
    if (inMotion || parts.held().size > 0) return true
    if (far || mayGo || leaving === 0) return false
    stopWaiting ??= parts.after(keptMs, () => {
      stopWaiting = undefined
      mayGo = true
      nextFrame()
    })
    return true
  }

  const bringCards = (inMotion: boolean): boolean => {
    const { k } = area.area.transform
    const wasFar = far
    far = far ? k < nearAbove : k < farBelow
    crosses ||= far !== wasFar
    const { width, height: tall } = parts.size()
    const { x, y } = area.area.transform
    const view = { x: -x / k, y: -y / k, width: width / k, height: tall / k }
    // What is on the page is paid for in every frame; around the view cards are painted, and look the same.
    shown = cardsIn(view)
    const wanted = new Set(far ? [] : shown)
    for (const id of pinned) if (rectOf(id)) wanted.add(id)
    const now = mounted.getState()
    const leaving = now.filter((id) => !wanted.has(id) && (!elements.has(id) || !engaged(id)))
    const present = new Set(now)
    let missing = [...wanted].filter((id) => !present.has(id) && !coming.has(id))
    const rest = missing.length + coming.size
    const room = motion.fast ? 0 : (inMotion ? mountsInMotion : mountsPerFrame) - coming.size
    if (missing.length > room) {
      // Those in the middle of the view come first.
      const centre = { x: view.x + view.width / 2, y: view.y + view.height / 2 }
      const distance = (id: NodeId) => {
        const rect = rectOf(id)!
        return Math.hypot(rect.x + rect.width / 2 - centre.x, rect.y + rect.height / 2 - centre.y)
      }
      const ranked = missing.map((id) => ({ id, far: distance(id) })).sort((a, b) => a.far - b.far)
      missing = ranked.slice(0, Math.max(0, room)).map(({ id }) => id)
    }
    const keeps = keepsLeaving(inMotion, leaving.length, now.length)
    const going = new Set(keeps ? [] : fadedOut(leaving).slice(0, mountsPerFrame))
    for (const id of now) if (wanted.has(id) && crossFade.back(id)) stale = true
    if (going.size > 0) {
      stale = true
      for (const id of going) {
        if (id !== reached) elements.get(id)?.remove()
        crossFade.end(id)
      }
      mounted.setState(
        now.filter((id) => !going.has(id)),
        true,
      )
    }
    if (missing.length > 0) void enter(missing)
    if (elements.size > mostElements && !inMotion)
      parts.letGo([...elements.keys()].filter((id) => !wanted.has(id) && !present.has(id) && id !== reached))
    if (rest + leaving.length === 0 && now.every((id) => ready.has(id))) crosses = false
    return (rest > missing.length && !motion.fast) || (!inMotion && !keeps && leaving.length > going.size)
  }

  const join = (id: NodeId, element: HTMLElement) => {
    area.area.content.add(element)
    if (crosses && !far && !motion.moving) crossFade.in(id, element)
  }

  /** Has React render these cards, each once it has an element. */
  const enter = async (ids: readonly NodeId[]) => {
    const added = () => {
      const present = new Set(mounted.getState())
      return ids.filter((id) => elements.has(id) && !present.has(id))
    }
    if (ids.some((id) => !elements.has(id))) {
      for (const id of ids) coming.add(id)
      await parts.want(ids)
      for (const id of ids) coming.delete(id)
    }
    const entering = added()
    // One that left a moment ago, and that React has not let go yet, is not rendered again.
    for (const id of entering) if (ready.has(id)) join(id, elements.get(id)!)
    if (entering.length > 0) mounted.setState([...mounted.getState(), ...entering], true)
    nextFrame()
  }

  const run = () => {
    frame = undefined
    motion.at(area.area.transform)
    const more = bringCards(motion.moving)
    const repaint = stale
    // What is asked for while it paints is for the next frame.
    stale = false
    if (repaint || !parts.follow()) parts.paint(motion.moving)
    if (more) nextFrame()
  }

  /** For what changes where the view is, or which cards are on the page, and nothing that is painted. */
  const nextFrame = () => {
    frame ??= parts.schedule(run)
  }
  const invalidate = () => {
    stale = true
    nextFrame()
  }
  const motion = createViewMotion({
    rested: invalidate,
    // With the hint cards are not rastered anew for every scale on the way.
    scaling(on) {
      area.area.content.holder.style.willChange = on ? 'transform' : ''
      parts.scaling(on)
    },
    after: parts.after,
  })

  const crossFade = createCrossFade({ fade: parts.fade, faded: invalidate })

  area.addPipe((context) => {
    if (!context || typeof context !== 'object' || !('type' in context)) return context
    // Where nodes are, and which there are, is the document's and the gestures' to say: they ask for frames themselves.
    if (context.type === 'translated' || context.type === 'zoomed') nextFrame()
    if (context.type === 'render') {
      const { element, type, payload } = context.data
      if (type === 'node') {
        element.remove()
        // What holds a card, for its style.
        element.dataset.holder = ''
        elements.set(payload.id, element)
        owners.set(element, payload.id)
        const layout = layoutOf(payload.id)
        element.style.width = `${layout?.width ?? 0}px`
        element.style.height = `${layout?.height ?? 0}px`
        element.style.zIndex = String(height.get(payload.id) ?? '')
      }
      // The wire at the pointer is painted from what the drag knows of it.
      else if (type === 'connection') element.remove()
    } else if (context.type === 'unmount') {
      const owner = owners.get(context.data.element)
      owners.delete(context.data.element)
      if (owner !== undefined) {
        elements.delete(owner)
        if (owner === reached) reached = undefined
        ready.delete(owner)
        crossFade.end(owner)
        invalidate()
        if (mounted.getState().includes(owner))
          mounted.setState(
            mounted.getState().filter((id) => id !== owner),
            true,
          )
      }
    }
    return context
  })

  return {
    mounted,
    get transform() {
      return area.area.transform
    },
    elementOf: (id) => elements.get(id),
    cardReady(id, isReady) {
      const element = elements.get(id)
      if (isReady && element) {
        ready.add(id)
        join(id, element)
      } else ready.delete(id)
      // What was painted in its place lies under it.
      if (isReady && motion.moving) nextFrame()
      else invalidate()
    },
    layoutOf,
    rectOf,
    socketPoint({ node, side, name }) {
      const place = parts.placeOf(node)
      const layout = place && layoutOf(node)
      if (!layout) return undefined
      const at = socketAt(layout, side, name)
      return { x: place.x + at.x, y: place.y + at.y }
    },
    nodeAt: ({ x, y }) => cardsIn({ x, y, width: 0, height: 0 }).at(-1),
    cardsIn,
    everyCard: near.all,
    wiresIn: near.wires,
    visible: () => shown,
    isShown,
    get busy() {
      return frame !== undefined || coming.size > 0 || motion.moving
    },
    raise(...ids) {
      for (const id of ids.sort((a, b) => (height.get(a) ?? 0) - (height.get(b) ?? 0))) {
        height.set(id, ++top)
        const element = elements.get(id)
        if (element) element.style.zIndex = String(top)
      }
      invalidate()
    },
    pin(ids) {
      pinned = new Set(ids)
      invalidate()
    },
    invalidate,
    async reach(id) {
      if (id === reached) return
      const before = reached
      reached = id
      if (before !== undefined && !ready.has(before)) elements.get(before)?.remove()
      if (id === undefined) return
      if (!elements.has(id)) await parts.want([id])
      const element = elements.get(id)
      if (reached === id && element && !element.isConnected) area.area.content.add(element)
    },
    destroy() {
      if (frame !== undefined) parts.unschedule(frame)
      motion.destroy()
      stopWaiting?.()
      crossFade.destroy()
      mounted.setState([], true)
    },
  }
}
