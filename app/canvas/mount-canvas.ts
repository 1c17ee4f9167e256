import { NodeEditor } from 'rete'
import { AreaPlugin } from 'rete-area-plugin'
import { createStore } from 'zustand/vanilla'
import { nodeOf } from '../../workflow/document.ts'
import { changedNodes } from '../../workflow/node-records.ts'
import type { AppContext } from '../state/app-context.ts'
import { createPortActions, type OpenPort } from '../subgraphs/port-actions.ts'
import type { DocumentParts } from './canvas-context.ts'
import { createEditing } from './editing.ts'
import { createFirstView } from './first-view.ts'
import { createFrameHost } from './frame-host.ts'
import { listenToGestures } from './gestures.ts'
import { createGround } from './ground.ts'
import { createHurriedPaint } from './hurried-paint.ts'
import { keepInSight } from './keep-in-sight.ts'
import type { CanvasElements, MountedCanvas } from './mounted-canvas.ts'
import { moveDirectly } from './move-directly.ts'
import { createPaintedSockets } from './painted-sockets.ts'
import { createPainter } from './painter.ts'
import { createPointerPlace } from './pointer-place.ts'
import { createProjection } from './projection.ts'
import type { Scheme } from './rete-scheme.ts'
import { createRunOnCanvas } from './run-on-canvas.ts'
import { createScene } from './scene.ts'
import { scenePage } from './scene-page.ts'
import type { SearchRequest } from './search.tsx'
import { createSnap } from './snap.ts'
import { watchTheme } from './theme.ts'
import type { Transform } from './transform.ts'
import { createViewport } from './viewport.ts'
import { createWireDrop } from './wire-drop.ts'
import { createWires } from './wires.ts'

/** Builds Rete and all that listens on the given elements. The order counts: who listens first hears first. */
export const mountCanvas = (
  app: () => AppContext,
  parts: DocumentParts,
  { root, container, below, rested, above, box, reason }: CanvasElements,
  start: Transform | undefined,
): MountedCanvas => {
  const { editor, definitions } = app()
  const rete = new NodeEditor<Scheme>()
  const area = new AreaPlugin<Scheme>(container)
  const listeners = new Set<() => void>()
  const firstView = createFirstView({
    container,
    begin: () => (start ? viewport.set(start) : editing.edits.fit(undefined, false)),
    resized: () => scene.invalidate(),
  })
  const { size } = firstView
  const search = createStore<SearchRequest | null>(() => null)
  const offer = (request: SearchRequest) => {
    if (editor.refuse) editor.refuse()
    else search.setState(request, true)
  }
  const texts = () => app().texts().canvas
  const refuse = (message: string) => app().tell(message, 'refused')
  const naming = createStore<string | null>(() => null)
  const namingMade = createStore<string | null>(() => null)
  const namingPort = createStore<OpenPort | null>(() => null)
  const ports = createPortActions({ editor, definitions, texts: () => app().texts(), refuse })
  const snap = createSnap(globalThis.localStorage)
  const focusRoot = () => {
    root.dataset.pointed = ''
    root.focus({ preventScroll: true })
  }
  const theme = watchTheme(() => scene.invalidate())

  rete.use(area)
  for (const each of [area.area.content.holder, below, rested]) moveDirectly(each)
  // The wheel and two fingers are read by wheel.ts and touch.ts.
  area.area.setZoomHandler(null)
  const hurried = createHurriedPaint({ paint: (hurry) => painter.paint(hurry), invalidate: () => scene.invalidate() })
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
      hurried.paint(moving)
      shown()
    },
    follow() {
      const follows = painter.follow()
      if (follows) shown()
      return follows
    },
    ...scenePage(container),
  })
  const shown = () => {
    firstView.shown()
    frameHost.scale()
    for (const listen of listeners) listen()
  }
  const frameHost = createFrameHost(area)
  const viewport = createViewport(area, container)
  const projection = createProjection(rete, area, editor, definitions, refuse, () => app().texts())
  const paintWire = () => painter.paintWire()
  const wires = createWires({
    app,
    area,
    scene,
    viewport,
    projection,
    root,
    container,
    reason,
    size,
    offer,
    refuse,
    paintWire,
  })
  const run = createRunOnCanvas(app, () => {
    // A view that moves is painted at rest.
    if (!scene.busy) scene.invalidate()
  })
  const sockets = createPaintedSockets(definitions)
  const ground = createGround(below, rested)
  const painter = createPainter({
    scene,
    definitions,
    ground,
    above,
    theme: () => theme.now,
    size,
    workflow: editor.workflow,
    selection: () => editor.store.getState().selection,
    nodeState: run.nodeState,
    nodeStates: run.nodeStates,
    sockets,
    picture: run.picture,
    problems: parts.problems,
    silent: parts.silent,
    dropTarget: () => drop.target,
    frameRect: (id) => gestures.frameRect(id),
    held: projection.held,
    // While a wire waits for the node that it asked for, it stays in sight.
    wire: () => wires.wiring.now ?? search.getState()?.wire,
  })
  // What is under the pointer can be pressed from now on.
  const place = createPointerPlace(container, viewport, () => container.removeAttribute('data-scaling'))
  const editing = createEditing({
    app,
    root,
    container,
    scene,
    viewport,
    projection,
    snap,
    place,
    naming,
    namingMade,
    offer,
    refuse,
  })
  const { edits, commands } = editing
  const drop = createWireDrop({ scene, definitions, texts, workflow: editor.workflow, now: () => performance.now() })
  const gestures = listenToGestures({
    app,
    area,
    root,
    container,
    box,
    scene,
    viewport,
    projection,
    snap,
    place,
    drop,
    wires,
    editing,
    sockets,
  })
  const stopInSight = keepInSight({
    layout: app().layout,
    selection: () => editor.store.getState().selection,
    // A phone gives most of the canvas to them: what is left shows the card larger, or smaller.
    bring: (id) => (matchMedia('(max-width: 640px)').matches ? edits.show([id]) : edits.bring([id])),
    nextFrame(callback) {
      const frame = requestAnimationFrame(callback)
      return () => cancelAnimationFrame(frame)
    },
  })
  firstView.observe()
  const stopEditor = editor.store.subscribe((state, before) => {
    hurried.edited()
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
  const stopRuns = run.onProgress(() => scene.invalidate())

  firstView.place()
  scene.invalidate()

  return {
    parts: {
      ...parts,
      scene,
      naming,
      namingMade,
      namingPort,
      ports,
      ...wires.sockets,
    },
    viewport,
    view: () => (firstView.seen ? { ...viewport.now } : undefined),
    size,
    held: projection.held,
    commands,
    search,
    edits,
    snap,
    frameHost: frameHost.element,
    rename: editing.rename,
    focusRoot,
    place(definition, request) {
      if (request.between) edits.placeBetween(definition, request.between)
      else edits.place(definition, place.worldAt(request.at), request.wire)
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
      hurried.destroy()
      ground.destroy()
      run.destroy()
      stopEditor()
      stopRuns()
      stopSearch()
      gestures.destroy()
      stopInSight()
      firstView.destroy()
      editing.destroy()
      wires.wiring.destroy()
      viewport.destroy()
      scene.destroy()
      theme.destroy()
      area.destroy()
      // Rete leaves its holder behind.
      container.replaceChildren()
    },
  }
}
