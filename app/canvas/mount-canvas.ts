import { NodeEditor } from 'rete'
import { AreaPlugin } from 'rete-area-plugin'
import { ConnectionPlugin } from 'rete-connection-plugin'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Definition } from '../../workflow/definition.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { changedNodes } from '../../workflow/node-records.ts'
import { targetAt } from '../inspect/target-at.ts'
import { noMotion } from '../parts/no-motion.ts'
import type { AppContext, CanvasCommands } from '../state/app-context.ts'
import { ownDefinitions } from '../subgraphs/own-nodes.ts'
import { createPortActions, type OpenPort } from '../subgraphs/port-actions.ts'
import { stateWithin } from '../subgraphs/state-within.ts'
import { listenToBox } from './box-select.ts'
import { createCanvasCommands } from './canvas-commands.ts'
import type { CanvasParts, DocumentParts } from './canvas-context.ts'
import { createCardFocus } from './card-focus.ts'
import { createClipboard } from './clipboard.ts'
import { type CanvasEdits, createCommands } from './commands.ts'
import { createFarPictures } from './far-pictures.ts'
import { listenToFrames } from './frame-gestures.ts'
import { createFrameHost } from './frame-host.ts'
import { createGlide } from './glide.ts'
import { listenToKeyboard } from './keyboard.ts'
import { moveDirectly } from './move-directly.ts'
import { overView } from './over-view.ts'
import { listenToPaintedPresses } from './painted-press.ts'
import { createPainter } from './painter.ts'
import { listenToPointer } from './pointer.ts'
import { createPointerPlace } from './pointer-place.ts'
import { createProjection } from './projection.ts'
import type { Scheme } from './rete-scheme.ts'
import { createScene } from './scene.ts'
import type { SearchRequest } from './search.tsx'
import { createSelectionActions } from './selection-actions.ts'
import { createSnap, type Snap } from './snap.ts'
import { createSocketActions } from './socket-actions.ts'
import { createSocketMarks } from './socket-marks.ts'
import { watchTheme } from './theme.ts'
import { listenToTouch } from './touch.ts'
import type { Transform } from './transform.ts'
import { createViewport, type Viewport } from './viewport.ts'
import { listenToWheel } from './wheel.ts'
import { createWireDrop } from './wire-drop.ts'
import { DragFlow } from './wire-flow.ts'
import { createWireReason } from './wire-reason.ts'
import { createWireRemedy } from './wire-remedy.ts'
import { createWiring } from './wiring.ts'

/** The elements that the canvas is built on, all of one size. */
export interface CanvasElements {
  readonly root: HTMLElement
  /** Rete's: it holds the cards and takes the pointer. */
  readonly container: HTMLElement
  readonly below: HTMLCanvasElement
  readonly above: HTMLCanvasElement
  readonly box: HTMLElement
  /** Stands beside the pointer and says why a wire cannot end there. */
  readonly reason: HTMLElement
}

export interface MountedCanvas {
  readonly parts: CanvasParts
  readonly viewport: Viewport
  /** Where the view is, once a person has seen it. */
  view(): Transform | undefined
  readonly commands: CanvasCommands
  /** What only a menu on the canvas asks for. */
  readonly edits: Pick<CanvasEdits, 'reroute' | 'placeBetween'>
  readonly snap: Snap
  /** The element under the cards that holds the titles of frames. */
  readonly frameHost: HTMLElement
  /** Gives the name of a node a field to be written in, on its card. */
  rename(id: NodeId): void
  /** Gives the canvas the keyboard, as a press on it does. */
  focusRoot(): void
  readonly search: StoreApi<SearchRequest | null>
  place(definition: Definition, request: SearchRequest): void
  /** The size of the view in CSS pixels, as it was measured last. */
  size(): { readonly width: number; readonly height: number }
  /** True while every card is where the document has it: no gesture or move holds one. */
  readonly still: boolean
  /** Calls back when the view moved or zoomed, when cards moved and when the document changed. */
  onChange(listen: () => void): () => void
  /** Settles when the document, Rete, React and the painted canvas agree. */
  idle(): Promise<void>
  destroy(): void
}

/** So long after an edit what is around the view is painted. */
const restAfterMs = 150

/** Builds Rete and all that listens on the given elements. */
export const mountCanvas = (
  app: () => AppContext,
  parts: DocumentParts,
  { root, container, below, above, box, reason }: CanvasElements,
  start: Transform | undefined,
): MountedCanvas => {
  const { editor, definitions, runs } = app()
  const rete = new NodeEditor<Scheme>()
  const area = new AreaPlugin<Scheme>(container)
  // biome-ignore lint/suspicious/noExplicitAny: the plugin's types demand Rete's own class of nodes; ours hold an id
  const connection = new ConnectionPlugin<any>()
  const listeners = new Set<() => void>()
  // Asked in every frame, after cards came and went: measuring then would lay out the page once more.
  const measured = () => ({ width: container.clientWidth, height: container.clientHeight })
  let known = measured()
  const size = () => known
  let seen = false
  const search = createStore<SearchRequest | null>(() => null)
  const offer = (request: SearchRequest) => {
    if (editor.refuse) editor.refuse()
    else search.setState(request, true)
  }
  const texts = () => app().texts().canvas
  const refuse = (message: string) => app().tell(message, 'refused')
  const naming = createStore<string | null>(() => null)
  const namingPort = createStore<OpenPort | null>(() => null)
  const ports = createPortActions({ editor, definitions, texts: () => app().texts(), refuse })
  const snap = createSnap(globalThis.localStorage)
  const focusRoot = () => {
    root.dataset.pointed = ''
    root.focus({ preventScroll: true })
  }
  const theme = watchTheme(() => scene.invalidate())
  const nodeState = (id: NodeId) => {
    const { jobs, shown } = runs.getState()
    const job = shown[editor.id]
    return job === undefined ? undefined : stateWithin(jobs[job]?.nodes, editor, id, definitions)
  }

  rete.use(area)
  for (const each of [area.area.content.holder, below]) moveDirectly(each)
  // The wheel and two fingers are read by wheel.ts and touch.ts.
  area.area.setZoomHandler(null)
  const scene = createScene({
    area,
    definitions,
    workflow: editor.workflow,
    readers: parts.readers,
    links: parts.links,
    placeOf: (id) => projection.placeOf(id),
    held: () => projection.held(),
    want: (ids) => projection.want(ids),
    letGo: (ids) => projection.letGo(ids),
    size,
    paint(moving) {
      if (painter.paint(hurries && !moving)) hurries = false
      else paintRest()
      shown()
    },
    follow() {
      const follows = painter.follow()
      if (follows) shown()
      return follows
    },
    scaling: (on) => container.toggleAttribute('data-scaling', on),
    fade: (element, to) =>
      noMotion()
        ? undefined
        : element.animate({ opacity: [1 - to, to] }, { duration: 140, easing: 'ease-out', fill: 'forwards' }),
    after(ms, callback) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
    schedule: (callback) => requestAnimationFrame(callback),
    unschedule: (handle) => cancelAnimationFrame(handle),
  })
  const shown = () => {
    seen = placed
    frameHost.scale()
    for (const listen of listeners) listen()
  }
  const frameHost = createFrameHost(area)
  const viewport = createViewport(area, container)
  const projection = createProjection(rete, area, editor, definitions, refuse, () => app().texts())
  const marks = createSocketMarks((id) => scene.elementOf(id))
  const showReason = createWireReason({ label: reason, scene, viewport, size })
  const wiring = createWiring({
    definitions,
    texts: () => app().texts(),
    scene,
    viewport,
    container,
    workflow: editor.workflow,
    connect: projection.connect,
    disconnect: projection.disconnect,
    refuse: createWireRemedy({
      definitions,
      workflow: editor.workflow,
      texts,
      wireFrom: (socket) => sockets.wireFrom(socket),
      offer,
      refuse,
    }),
    offer: (wire, at) => offer({ at: { x: at.clientX, y: at.clientY }, wire }),
    changed(wire, at) {
      root.toggleAttribute('data-wiring', wire !== undefined)
      marks.show(wire)
      showReason(wire, at)
      // A wire that only moved is painted alone.
      if (wire && at) painter.paintWire()
      else scene.pin(wire ? [wire.origin.node, ...(wire.grabbed ? [wire.grabbed.to] : [])] : [])
    },
  })
  let forming: ReturnType<typeof setTimeout> | undefined
  const painter = createPainter({
    scene,
    definitions,
    below,
    above,
    theme: () => theme.now,
    size,
    workflow: editor.workflow,
    selection: () => editor.store.getState().selection,
    nodeState,
    nodeStates() {
      const { jobs, shown } = runs.getState()
      return jobs[shown[editor.id] ?? '']
    },
    picture: createFarPictures({
      nodeState,
      preview: (id) => app().previews.latest(editor.id, id),
      now: () => performance.now(),
      after(ms, callback) {
        forming = setTimeout(callback, ms)
      },
      // A view that moves is painted at rest.
      changed() {
        if (!scene.busy) scene.invalidate()
      },
    }),
    problems: parts.problems,
    silent: parts.silent,
    dropTarget: () => drop.target,
    frameRect: (id) => frames.rectOf(id),
    held: projection.held,
    // While a wire waits for the node that it asked for, it stays in sight.
    wire: () => wiring.now ?? search.getState()?.wire,
  })
  // The plugin declares signals of sockets, which the area's own types leave out.
  area.use(connection as never)
  connection.addPreset(() => new DragFlow({ start: wiring.start, end: wiring.end }))

  const sockets = createSocketActions({
    area,
    scene,
    viewport,
    definitions,
    marks,
    disconnect: projection.disconnect,
    workflow: editor.workflow,
    offer: (wire, at) => offer({ at, wire }),
  })

  // What is under the pointer can be pressed from now on.
  const place = createPointerPlace(container, viewport, () => container.removeAttribute('data-scaling'))
  const { worldAt, middle } = place

  const edits = createCommands({
    editor,
    definitions,
    scene,
    viewport,
    texts,
    pointer: () => place.now && worldAt(place.now),
    itemOf: (id) => app().own?.itemOf(id),
    ownDefinition: (id) => ownDefinitions(app().own?.store.getState() ?? [], definitions, app().texts().subgraphs)[id],
    refuseOwn: () => refuse(app().texts().subgraphs.inItself),
    refuse,
    overlays: () => overView(viewport),
  })
  const glide = createGlide({
    projection,
    invalidate: () => scene.invalidate(),
    placeOf: (id) => nodeOf(editor.workflow(), id)?.at,
    still: noMotion,
  })
  const drop = createWireDrop({ scene, definitions, texts, workflow: editor.workflow, now: () => performance.now() })
  const actions = createSelectionActions({
    editor,
    definitions,
    scene,
    snap,
    texts,
    subgraphTexts: () => app().texts().subgraphs,
    keepOwn: (item) => void app().own?.save(item),
    glide: glide.run,
    showAll: () => edits.showAll(),
    pointer: () => worldAt(place.now ?? middle()),
    name: (id) => naming.setState(id, true),
    refuse,
  })
  const clipboard = createClipboard({
    root,
    selected: () => edits.selected(),
    removeSelected: () => edits.removeSelected(texts().cutEdit),
    insert: (fragment, keep) => edits.insert(fragment, keep),
    refuse(reason) {
      if (editor.refuse) editor.refuse()
      else refuse(reason ?? texts().clipboardEmpty)
    },
    texts: () => ({ ...app().texts().file, ...texts().clipboardFile }),
  })
  const openSearch = (at?: { x: number; y: number }) =>
    offer({ at: at ?? { x: middle().x - 170, y: middle().y - 160 } })
  /** Lets a person write the name of a node on its card, which must be on the page and be read for that. */
  const rename = (id: NodeId) => cards.focus(id, undefined, () => naming.setState(id, true))
  const cards = createCardFocus({ root, container, editor, scene, viewport })
  const commands = createCanvasCommands({
    definitions,
    edits,
    actions,
    clipboard,
    cards,
    viewport,
    pointer: place,
    openSearch,
    placed: (definition) => app().marks.placed(definition),
  })
  const endWire = () => {
    wiring.abandon()
    connection.drop()
  }
  const keyboard = listenToKeyboard({
    root,
    commands,
    keys: app().keys,
    cards,
    nudge: (dx, dy) => edits.nudge(dx, dy),
    connect({ node, side, name }) {
      if (editor.refuse) editor.refuse()
      else app().connectSocket(node, side, name)
    },
    escape() {
      if (!wiring.now) return false
      endWire()
      return true
    },
    rename() {
      const [id, ...others] = editor.store.getState().selection
      if (id === undefined || others.length > 0 || scene.layoutOf(id)?.shape === 'relay') return false
      rename(id)
      return true
    },
    pointer: () => place.now,
    willPaste: clipboard.willPaste,
  })
  const frames = listenToFrames({
    editor,
    scene,
    viewport,
    projection,
    container,
    snap,
    texts,
    spaceHeld: keyboard.spaceHeld,
  })
  const pointer = listenToPointer({
    area,
    scene,
    viewport,
    projection,
    container,
    readOnly: editor.refuse !== undefined,
    spaceHeld: keyboard.spaceHeld,
    spaceUsed: keyboard.spaceUsed,
    selection: () => editor.store.getState().selection,
    select: editor.select,
    openSearch: ({ clientX, clientY }) => openSearch({ x: clientX, y: clientY }),
    snap,
    drop,
    endGlide: glide.end,
    wireAt(point) {
      const target = targetAt(scene, point)
      return target?.kind === 'wire' ? target.link : undefined
    },
    reroute: (link, at) => edits.reroute(link, at),
  })
  const stopBox = listenToBox({
    scene,
    viewport,
    container,
    box,
    ids: () => Object.keys(editor.workflow().nodes),
    spaceHeld: keyboard.spaceHeld,
    selection: () => editor.store.getState().selection,
    select: editor.select,
  })
  const stopWheel = listenToWheel(container, viewport)
  const stopTouch = listenToTouch({
    container,
    viewport,
    abandon({ target, pointerId }) {
      if (wiring.now) endWire()
      // What listens to the finger hears that it is gone.
      target?.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, pointerId, pointerType: 'touch' }))
    },
    socketBeside: (event) => marks.beside(event),
    doubleTap: pointer.doubleClick,
  })
  const stopPaintedPresses = listenToPaintedPresses({ scene, viewport, container })

  // Before the page is laid out there is nothing to fit into.
  let placed = false
  const placeView = () => {
    if (placed || size().width === 0) return
    placed = true
    if (start) viewport.set(start)
    else edits.fit(undefined, false)
  }
  /** After an edit what is in view is painted at once, and the rest when no other comes. */
  let hurries = false
  let resting: ReturnType<typeof setTimeout> | undefined
  const paintRest = () => {
    clearTimeout(resting)
    resting = setTimeout(() => {
      hurries = false
      scene.invalidate()
    }, restAfterMs)
  }
  const resized = new ResizeObserver(() => {
    known = measured()
    placeView()
    scene.invalidate()
  })
  resized.observe(container)
  const stopEditor = editor.store.subscribe((state, before) => {
    hurries = true
    const [now, then] = [state.history.present, before.history.present]
    if (now !== then) {
      projection.sync(now)
      // What comes lies above what is there.
      for (const id of changedNodes(then.nodes, now.nodes)) if (!nodeOf(then, id)) scene.raise(id)
    }
    scene.invalidate()
  })
  const stopSearch = search.subscribe((request) => {
    scene.invalidate()
    if (request) return
    // The keyboard comes back to the canvas, as after a press on it.
    focusRoot()
  })
  const stopRuns = runs.subscribe((state, before) => {
    const job = state.shown[editor.id]
    if (job !== before.shown[editor.id] || (job !== undefined && state.jobs[job] !== before.jobs[job]))
      scene.invalidate()
  })

  placeView()
  scene.invalidate()

  return {
    parts: {
      ...parts,
      scene,
      naming,
      namingPort,
      ports,
      ...sockets,
    },
    viewport,
    view: () => (seen ? { ...viewport.now } : undefined),
    size,
    get still() {
      return projection.held().size === 0
    },
    commands,
    search,
    edits,
    snap,
    frameHost: frameHost.element,
    rename,
    focusRoot,
    place(definition, request) {
      if (request.between) edits.placeBetween(definition, request.between)
      else edits.place(definition, worldAt(request.at), request.wire)
      app().marks.placed(definition.id)
    },
    onChange(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    async idle() {
      // A frame may have been asked for in this very task.
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const waits = () => scene.busy || scene.mounted.getState().some((id) => !scene.isShown(id))
      while (waits()) await new Promise((resolve) => requestAnimationFrame(resolve))
      await projection.idle()
    },
    destroy() {
      place.destroy()
      clearTimeout(resting)
      clearTimeout(forming)
      stopEditor()
      stopRuns()
      stopSearch()
      stopWheel()
      pointer.destroy()
      stopTouch()
      stopPaintedPresses()
      stopBox()
      frames.destroy()
      glide.end()
      resized.disconnect()
      keyboard.destroy()
      cards.destroy()
      clipboard.destroy()
      wiring.destroy()
      viewport.destroy()
      scene.destroy()
      theme.destroy()
      area.destroy()
      // Rete leaves its holder behind.
      container.replaceChildren()
    },
  }
}
