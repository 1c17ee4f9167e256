import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import type { Side } from './geometry.ts'
import type { MountedCanvas } from './mounted-canvas.ts'
import type { Rect } from './rects.ts'
import { rectOnScreen, type Transform } from './transform.ts'

/** What an end-to-end test or a benchmark can ask of the canvas: wires and far cards have no elements. All in pixels of the window. */
export interface CanvasProbe {
  nodeRect(id: NodeId): Rect | undefined
  socketPoint(id: NodeId, side: Side, name: string): { x: number; y: number } | undefined
  ids(): NodeId[]
  /** The document as it is now. */
  workflow(): Workflow
  zoom(): number
  /** The nodes whose cards are elements of the page. */
  mounted(): readonly NodeId[]
  /** Moves the view at once. */
  look(at: Transform): void
  select(ids: readonly NodeId[]): void
  idle(): Promise<void>
}

declare global {
  interface Window {
    __reelgraph?: CanvasProbe
  }
}

/** Offers the probe on the window. @returns a function that takes it away */
export const offerProbe = (canvas: MountedCanvas): (() => void) => {
  const { scene, editor } = canvas.parts
  const probe: CanvasProbe = {
    nodeRect(id) {
      const rect = scene.rectOf(id)
      if (!rect) return undefined
      const { width, height } = rectOnScreen(scene.transform, rect)
      return { ...canvas.viewport.onWindow(rect), width, height }
    },
    socketPoint(id, side, name) {
      if (!nodeOf(editor.workflow(), id)) return undefined
      const point = scene.socketPoint({ node: id, side, name })
      if (!point) return undefined
      return canvas.viewport.onWindow(point)
    },
    ids: () => Object.keys(editor.workflow().nodes),
    workflow: editor.workflow,
    zoom: () => scene.transform.k,
    mounted: () => scene.mounted.getState(),
    look: canvas.viewport.set,
    select: editor.select,
    idle: canvas.idle,
  }
  window.__reelgraph = probe
  return () => {
    if (window.__reelgraph === probe) delete window.__reelgraph
  }
}
