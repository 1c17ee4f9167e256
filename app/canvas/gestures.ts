import type { AreaPlugin } from 'rete-area-plugin'
import { targetAt } from '../inspect/target-at.ts'
import type { AppContext } from '../state/app-context.ts'
import { listenToBox } from './box-select.ts'
import type { Editing } from './editing.ts'
import { listenToFrames } from './frame-gestures.ts'
import { listenToKeyboard } from './keyboard.ts'
import { listenToPaintedPresses } from './painted-press.ts'
import { type PaintedSockets, paintedSocketAt } from './painted-sockets.ts'
import { listenToPointer } from './pointer.ts'
import type { PointerPlace } from './pointer-place.ts'
import type { Projection } from './projection.ts'
import type { Scheme } from './rete-scheme.ts'
import type { Scene } from './scene.ts'
import type { Snap } from './snap.ts'
import { listenToTouch } from './touch.ts'
import type { Viewport } from './viewport.ts'
import { listenToWheel } from './wheel.ts'
import type { WireDrop } from './wire-drop.ts'
import type { Wires } from './wires.ts'

export interface GestureParts {
  readonly app: () => AppContext
  readonly area: AreaPlugin<Scheme>
  readonly root: HTMLElement
  readonly container: HTMLElement
  readonly box: HTMLElement
  readonly scene: Scene
  readonly viewport: Viewport
  readonly projection: Projection
  readonly snap: Snap
  readonly place: PointerPlace
  readonly drop: WireDrop
  readonly wires: Wires
  readonly editing: Editing
  readonly sockets: PaintedSockets
}

/**
 * Listens to keys, mouse, wheel and fingers. The order in which it does decides who hears of an event first: frames take presses
 * before cards do, and fingers before what is only painted.
 */
export const listenToGestures = (parts: GestureParts) => {
  const { app, area, root, container, box, scene, viewport, projection, snap, place, drop, wires, editing } = parts
  const { editor } = app()
  const { edits, cards, commands, clipboard, openSearch, rename } = editing
  const selection = () => editor.store.getState().selection
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
      if (!wires.wiring.now) return false
      wires.end()
      return true
    },
    rename() {
      const [id, ...others] = selection()
      if (id === undefined || others.length > 0 || scene.layoutOf(id)?.shape === 'relay') return false
      rename(id)
      return true
    },
    pointer: () => place.now,
    willPaste: clipboard.willPaste,
  })
  const { spaceHeld } = keyboard
  const texts = () => app().texts().canvas
  const frames = listenToFrames({ editor, scene, viewport, projection, container, snap, texts, spaceHeld })
  const pointer = listenToPointer({
    area,
    scene,
    viewport,
    projection,
    container,
    readOnly: editor.refuse !== undefined,
    spaceHeld,
    spaceUsed: keyboard.spaceUsed,
    selection,
    select: editor.select,
    openSearch: ({ clientX, clientY }) => openSearch({ x: clientX, y: clientY }),
    snap,
    drop,
    endGlide: editing.glide.end,
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
    spaceHeld,
    selection,
    select: editor.select,
  })
  const stopWheel = listenToWheel(container, viewport)
  const stopTouch = listenToTouch({
    container,
    viewport,
    abandon({ target, pointerId }) {
      if (wires.wiring.now) wires.end()
      // What listens to the finger hears that it is gone.
      target?.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, pointerId, pointerType: 'touch' }))
    },
    socketBeside: (event) => wires.marks.beside(event),
    doubleTap: pointer.doubleClick,
    isEmpty: (event) => scene.nodeAt(viewport.world(event)) === undefined,
  })
  const stopPaintedPresses = listenToPaintedPresses({
    scene,
    viewport,
    container,
    socketAt(event) {
      if (editor.refuse || spaceHeld()) return undefined
      const paint = { scene, sockets: parts.sockets, workflow: editor.workflow }
      return paintedSocketAt(paint, viewport.world(event), event.pointerType === 'touch' ? 'finger' : 'pointer')
    },
    wiring: wires.wiring,
    select: (id) => editor.select([id]),
  })
  return {
    /** The rectangle of a frame as it is seen now. */
    frameRect: frames.rectOf,
    destroy() {
      stopWheel()
      pointer.destroy()
      stopTouch()
      stopPaintedPresses()
      stopBox()
      frames.destroy()
      keyboard.destroy()
    },
  }
}
