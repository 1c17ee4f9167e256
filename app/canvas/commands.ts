import { type Definition, type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, newNodeId, nodeOf, type PlacedLink } from '../../workflow/document.ts'
import {
  addNode,
  connect,
  type Fragment,
  fragmentOf,
  moveNodes,
  paste,
  placedNode,
  removeNodes,
} from '../../workflow/edits.ts'
import { titleOf, type Wish } from '../../workflow/rules.ts'
import { insertBetween, placeOnWire } from '../../workflow/wire-edits.ts'
import type { Editor } from '../state/editor.ts'
import { editName } from './edit-names.ts'
import { layoutCard, socketAt } from './geometry.ts'
import { boundsOf, type Point, type Rect } from './rects.ts'
import type { Scene } from './scene.ts'
import { fitted, type Viewport } from './viewport.ts'
import { socketsThatTake, wishBetween } from './wire-fit.ts'
import type { WireUnderWay } from './wiring.ts'

export interface CommandParts {
  readonly editor: Editor
  readonly definitions: Definitions
  readonly scene: Scene
  readonly viewport: Viewport
  /** Where the pointer is, in the world, while it is over the canvas. */
  pointer(): Point | undefined
}

/** How far a copy lies from its original, and a second paste in one place from the first. */
const aside = 24

/** What can be done to the document from the canvas; each call is one edit. */
export const createCommands = ({ editor, definitions, scene, viewport, pointer }: CommandParts) => {
  const selection = () => editor.store.getState().selection
  const centre = (): Point => {
    const { width, height } = viewport.size()
    const { x, y, k } = viewport.now
    return { x: (width / 2 - x) / k, y: (height / 2 - y) / k }
  }
  const rects = (ids: Iterable<NodeId>): Rect[] => {
    const all: Rect[] = []
    for (const id of ids) {
      const node = nodeOf(editor.workflow(), id)
      const layout = node && scene.layoutOf(id)
      if (layout) all.push({ x: node.at[0], y: node.at[1], width: layout.width, height: layout.height })
    }
    return all
  }
  /** A corner at which the card does not lie exactly on another. */
  const freeAt = (at: Point): Point => {
    const taken = new Set(Object.values(editor.workflow().nodes).map((node) => node.at.join()))
    let { x, y } = { x: Math.round(at.x), y: Math.round(at.y) }
    while (taken.has(`${x},${y}`)) {
      x += aside
      y += aside
    }
    return { x, y }
  }
  const insert = (label: string, fragment: Fragment, by: readonly [number, number], keepIncoming: boolean) => {
    const { edit, ids } = paste(fragment, by, definitions, keepIncoming)
    editor.commit(label, edit)
    editor.select(ids)
  }

  return {
    /** Places a node with its header at a point of the world, connected to the wire that asked for it. */
    place(definition: Definition, at: Point | undefined, wire?: WireUnderWay) {
      const id = newNodeId()
      const fresh = placedNode(definition, [0, 0])
      const layout = layoutCard(definition, fresh)
      if (wire) {
        const side = wire.origin.side === 'output' ? 'input' : 'output'
        const names = socketsThatTake(definition, wire.origin.side, wire.types)
        const name = names.find((each) => side === 'output' || definition.inputs[each]!.kind === 'port') ?? names[0]
        if (name !== undefined) {
          const socket = socketAt(layout, side, name)
          const corner = freeAt({ x: wire.pointer.x - socket.x, y: wire.pointer.y - socket.y })
          const wish = wishBetween(wire.origin, { node: id, side, name })
          editor.commit(`Add ${definition.title}`, (workflow) => {
            const added = addNode(id, { ...fresh, at: [corner.x, corner.y] })(workflow)
            return wish ? connect(wish)(added) : added
          })
          editor.select([id])
          return
        }
      }
      const point = at ?? centre()
      const corner = freeAt({
        x: point.x - (at ? 24 : layout.width / 2),
        y: point.y - (at ? 16 : layout.height / 2),
      })
      editor.commit(`Add ${definition.title}`, addNode(id, { ...fresh, at: [corner.x, corner.y] }))
      editor.select([id])
    },
    /** Places a node between two sockets, half way, joined to both. */
    placeBetween(definition: Definition, wish: Wish, label = `Add ${definition.title}`, at?: Point) {
      const id = newNodeId()
      const fresh = placedNode(definition, [0, 0])
      const { width, height } = layoutCard(definition, fresh)
      const from = scene.socketPoint({ node: wish.from, side: 'output', name: wish.output })
      const to = scene.socketPoint({ node: wish.to, side: 'input', name: wish.input })
      const place = placeOnWire(editor.workflow(), definitions, fresh, id, wish)
      if (!place || !from || !to) return
      const middle = at ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
      const corner = freeAt({ x: middle.x - width / 2, y: middle.y - height / 2 })
      editor.commit(label, (workflow) =>
        insertBetween(id, wish, place)(addNode(id, { ...fresh, at: [corner.x, corner.y] })(workflow)),
      )
      editor.select([id])
    },
    /** Puts a bend into a wire. */
    reroute(link: PlacedLink, at: Point) {
      const relay = Object.values(definitions).find((definition) => definition.relay)
      if (relay) this.placeBetween(relay, link, 'Reroute a wire', at)
    },
    placeById(id: string, at: Point | undefined) {
      const definition = definitionOf(definitions, id)
      if (definition) this.place(definition, at)
    },
    selected: (): Fragment | undefined =>
      selection().size === 0 ? undefined : fragmentOf(editor.workflow(), selection()),
    /** Adds nodes so that their middle lies at the pointer, or in the middle of the view. */
    insert(fragment: Fragment, keepIncoming: boolean) {
      const nodes = Object.entries(fragment.nodes)
      const bounds = boundsOf(
        nodes.map(([, node]) => {
          const { width, height } = layoutCard(definitionOf(definitions, node.node), node)
          return { x: node.at[0], y: node.at[1], width, height }
        }),
      )
      if (!bounds) return
      const point = pointer() ?? centre()
      const corner = freeAt({ x: point.x - bounds.width / 2, y: point.y - bounds.height / 2 })
      const by = [Math.round(corner.x - bounds.x), Math.round(corner.y - bounds.y)] as const
      const [first] = nodes.map(([, node]) => titleOf(definitions, node))
      insert(nodes.length === 1 ? `Paste ${first}` : `Paste ${nodes.length} nodes`, fragment, by, keepIncoming)
    },
    /** Copies keep the links that they read, so that a changed copy can be compared with its original. */
    duplicate() {
      const fragment = this.selected()
      if (fragment)
        insert(
          editName('Duplicate', Object.keys(fragment.nodes), editor.workflow(), definitions),
          fragment,
          [aside, aside],
          true,
        )
    },
    removeSelected() {
      const ids = selection()
      if (ids.size > 0)
        editor.commit(editName('Delete', ids, editor.workflow(), definitions), removeNodes(ids, definitions))
    },
    selectAll: () => editor.select(Object.keys(editor.workflow().nodes)),
    nudge(dx: number, dy: number) {
      const places = new Map<NodeId, readonly [number, number]>()
      for (const id of selection()) {
        const at = nodeOf(editor.workflow(), id)?.at
        if (at) places.set(id, [at[0] + dx, at[1] + dy])
      }
      if (places.size > 0)
        editor.commit(
          editName('Move', places.keys(), editor.workflow(), definitions),
          moveNodes(places),
          `nudge ${[...selection()].join()}`,
        )
    },
    /** Shows the given nodes, or all; at once or in a short move. */
    fit(ids: Iterable<NodeId> | undefined, animated: boolean) {
      const bounds = boundsOf(rects(ids ?? Object.keys(editor.workflow().nodes)))
      const target = bounds
        ? fitted(bounds, viewport.size())
        : { k: 1, x: viewport.size().width / 2, y: viewport.size().height / 2 }
      if (animated) viewport.animate(target)
      else viewport.set(target)
    },
  }
}

export type CanvasEdits = ReturnType<typeof createCommands>
