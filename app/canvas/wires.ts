import type { AreaPlugin } from 'rete-area-plugin'
import { ConnectionPlugin } from 'rete-connection-plugin'
import type { AppContext } from '../state/app-context.ts'
import type { Projection } from './projection.ts'
import type { Scheme } from './rete-scheme.ts'
import type { Scene } from './scene.ts'
import type { SearchRequest } from './search.tsx'
import { createSocketActions } from './socket-actions.ts'
import { createSocketMarks } from './socket-marks.ts'
import type { Viewport } from './viewport.ts'
import { DragFlow } from './wire-flow.ts'
import { createWireReason } from './wire-reason.ts'
import { createWireRemedy } from './wire-remedy.ts'
import { createWiring } from './wiring.ts'

export interface WiresParts {
  readonly app: () => AppContext
  readonly area: AreaPlugin<Scheme>
  readonly scene: Scene
  readonly viewport: Viewport
  readonly projection: Pick<Projection, 'connect' | 'disconnect'>
  readonly root: HTMLElement
  readonly container: HTMLElement
  /** Says why a wire cannot end where it is. */
  readonly reason: HTMLElement
  size(): { readonly width: number; readonly height: number }
  /** Opens the search. */
  offer(request: SearchRequest): void
  refuse(message: string): void
  /** Paints the wire at the pointer alone. */
  paintWire(): void
}

/** All that draws wires: from sockets, with what they mark and say on their way, to sockets or a search for what fits. */
export const createWires = (parts: WiresParts) => {
  const { app, area, scene, viewport, projection, root, container, size, offer, refuse } = parts
  const { editor, definitions } = app()
  // biome-ignore lint/suspicious/noExplicitAny: the plugin's types demand Rete's own class of nodes; ours hold an id
  const connection = new ConnectionPlugin<any>()
  const marks = createSocketMarks((id) => scene.elementOf(id))
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
  const showReason = createWireReason({ label: parts.reason, scene, viewport, size })
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
      texts: () => app().texts().canvas,
      wireFrom: sockets.wireFrom,
      offer,
      refuse,
    }),
    offer: (wire, at) => offer({ at: { x: at.clientX, y: at.clientY }, wire }),
    changed(wire, at) {
      root.toggleAttribute('data-wiring', wire !== undefined)
      marks.show(wire)
      showReason(wire, at)
      // A wire that only moved is painted alone.
      if (wire && at) parts.paintWire()
      else scene.pin(wire ? [wire.origin.node, ...(wire.grabbed ? [wire.grabbed.to] : [])] : [])
    },
  })
  // The plugin declares signals of sockets, which the area's own types leave out.
  area.use(connection as never)
  connection.addPreset(() => new DragFlow({ start: wiring.start, end: wiring.end }))
  return {
    wiring,
    marks,
    sockets,
    /** Ends the wire at the pointer without an edit. */
    end() {
      wiring.abandon()
      connection.drop()
    },
  }
}

export type Wires = ReturnType<typeof createWires>
