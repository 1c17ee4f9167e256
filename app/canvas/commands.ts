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
import { framesOf } from '../../workflow/frames.ts'
import { titleOf, type Wish } from '../../workflow/rules.ts'
import type { LibraryItem } from '../../workflow/subgraphs/library.ts'
import { insertBetween, placeOnWire } from '../../workflow/wire-edits.ts'
import type { Editor } from '../state/editor.ts'
import { standsInItself, takeOwn } from '../subgraphs/take-own.ts'
import type { Texts } from '../texts/texts.ts'
import { editedNodes } from './edit-names.ts'
import { framesOfOnly, rectOfFrame } from './frame-rects.ts'
import { layoutCard, socketAt } from './geometry.ts'
import { boundsOf, type Point, type Rect } from './rects.ts'
import { aside, createRoom } from './room.ts'
import { cardRects, type Scene } from './scene.ts'
import { createShowing } from './showing.ts'
import type { Viewport } from './viewport.ts'
import { socketsThatTake, wishBetween } from './wire-fit.ts'
import type { WireUnderWay } from './wiring.ts'

export interface CommandParts {
  readonly editor: Editor
  readonly definitions: Definitions
  readonly scene: Scene
  readonly viewport: Viewport
  /** The texts of the chosen language. */
  texts(): Texts['canvas']
  /** What a node of the person's library is. */
  itemOf(id: string): LibraryItem | undefined
  /** The definition of a node of the person's library. */
  ownDefinition(id: string): Definition | undefined
  /** Says that a node would stand in itself. */
  refuseOwn(): void
  /** Says why nothing was added. */
  refuse(reason: string): void
  /** What lies over the canvas now, in pixels of the view. */
  overlays(): readonly Rect[]
  /** Where the pointer is, in the world, while it is over the canvas. */
  pointer(): Point | undefined
}

/** What can be done to the document from the canvas, each call one edit, and what moves the view to what is to be seen. */
export const createCommands = (parts: CommandParts) => {
  const { editor, definitions, scene, texts, pointer } = parts
  const selection = () => editor.store.getState().selection
  const edited = (ids: Iterable<NodeId>) => editedNodes(ids, editor.workflow(), definitions, texts())
  const { rects, everyRect, ...shows } = createShowing(parts)
  const room = createRoom({ ...parts, everyRect })
  /** Where a part of a workflow lies; where no view shows any of it, its first card. */
  const boundsOfPart = (fragment: Fragment): Rect | undefined => {
    const all = [
      ...Object.values(fragment.nodes).map((node) => {
        const { width, height } = layoutCard(definitionOf(definitions, node.node), node)
        return { x: node.at[0], y: node.at[1], width, height }
      }),
      ...framesOf(fragment).map(([, frame]) => rectOfFrame(frame)),
    ]
    return boundsOf(all) ?? all[0]
  }
  /** @param shown true where nobody put it there */
  const insert = (
    label: string,
    fragment: Fragment,
    by: readonly [number, number],
    keepIncoming: boolean,
    shown: boolean,
  ) => {
    if (editor.refuse) return editor.refuse()
    const { edit, ids } = paste(fragment, by, definitions, keepIncoming)
    const after = edit(editor.workflow())
    const pasted = Object.fromEntries(ids.map((id) => [id, after.nodes[id]!]))
    if (standsInItself(after, definitions, pasted)) return parts.refuseOwn()
    editor.commit(label, edit)
    editor.select(ids)
    if (shown) shows.reveal(rects(ids))
  }
  return {
    /**
     * Places a node with its header at a point of the world, or near it where it would cover a card there, connected to the
     * wire that asked for it.
     */
    place(wanted: Definition, at: Point | undefined, wire?: WireUnderWay) {
      if (editor.refuse) return editor.refuse()
      const found = takeOwn(editor.workflow(), definitions, wanted, parts.itemOf(wanted.id))
      if (!found) return parts.refuseOwn()
      const { definition, first } = found
      const id = newNodeId()
      const fresh = placedNode(definition, [0, 0])
      const layout = layoutCard(definition, fresh)
      if (wire) {
        const side = wire.origin.side === 'output' ? 'input' : 'output'
        const names = socketsThatTake(definition, wire.origin.side, wire.types)
        const name = names.find((each) => side === 'output' || definition.inputs[each]!.kind === 'port') ?? names[0]
        if (name !== undefined) {
          const socket = socketAt(layout, side, name)
          const corner = { x: wire.pointer.x - socket.x, y: wire.pointer.y - socket.y }
          const at = wire.undrawn ? room.beside(layout, corner) : (room.near(layout, corner) ?? room.freeAt(corner))
          const wish = wishBetween(wire.origin, { node: id, side, name })
          editor.commit(texts().add(definition.title), (workflow) => {
            const added = addNode(id, { ...fresh, at: [at.x, at.y] })(first(workflow))
            return wish ? connect(wish)(added) : added
          })
          editor.select([id])
          if (wire.undrawn) shows.show([id])
          return
        }
      }
      const point = at ?? room.centre()
      const wished = {
        x: point.x - (at ? 24 : layout.width / 2),
        y: point.y - (at ? 16 : layout.height / 2),
      }
      const corner = at ? (room.near(layout, wished) ?? room.freeAt(wished)) : room.anywhere(layout, wished)
      editor.commit(texts().add(definition.title), (workflow) =>
        addNode(id, { ...fresh, at: [corner.x, corner.y] })(first(workflow)),
      )
      editor.select([id])
      if (!at) shows.show([id])
    },
    /** Places a node between two sockets, joined to both: at a point, or half way where there is room. */
    placeBetween(definition: Definition, wish: Wish, label = texts().add(definition.title), at?: Point) {
      const id = newNodeId()
      const fresh = placedNode(definition, [0, 0])
      const { width, height } = layoutCard(definition, fresh)
      const from = scene.socketPoint({ node: wish.from, side: 'output', name: wish.output })
      const to = scene.socketPoint({ node: wish.to, side: 'input', name: wish.input })
      const place = placeOnWire(editor.workflow(), definitions, fresh, id, wish)
      if (!place || !from || !to) return
      const middle = at ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
      const wanted = { x: middle.x - width / 2, y: middle.y - height / 2 }
      const corner = at ? room.freeAt(wanted) : room.beside({ width, height }, wanted)
      editor.commit(label, (workflow) =>
        insertBetween(id, wish, place)(addNode(id, { ...fresh, at: [corner.x, corner.y] })(workflow)),
      )
      editor.select([id])
      if (!at) shows.show([id])
    },
    /** Puts a bend into a wire. */
    reroute(link: PlacedLink, at: Point) {
      const relay = Object.values(definitions).find((definition) => definition.relay)
      if (relay) this.placeBetween(relay, link, texts().reroute, at)
    },
    placeById(id: string, at: Point | undefined) {
      const definition = definitionOf(definitions, id) ?? parts.ownDefinition(id)
      if (definition) this.place(definition, at)
    },
    /** What is selected, with the frames that hold nothing else. */
    selected(): Fragment | undefined {
      const ids = selection()
      if (ids.size === 0) return undefined
      const workflow = editor.workflow()
      return fragmentOf(workflow, ids, framesOfOnly(workflow, ids, cardRects(scene, workflow)))
    },
    /**
     * Adds a part so that its middle lies at a point, at the pointer, or where there is room near the middle of the view; says so
     * where it has no nodes.
     */
    insert(fragment: Fragment, keepIncoming: boolean, at?: Point) {
      const nodes = Object.values(fragment.nodes)
      const bounds = boundsOfPart(fragment)
      if (!bounds || nodes.length === 0) return parts.refuse(texts().noNodesIn)
      const chosen = at ?? pointer()
      const point = chosen ?? room.centre()
      const wanted = { x: point.x - bounds.width / 2, y: point.y - bounds.height / 2 }
      const corner = chosen ? room.freeAt(wanted) : room.anywhere(bounds, wanted)
      const by = [Math.round(corner.x - bounds.x), Math.round(corner.y - bounds.y)] as const
      const what = nodes.length === 1 ? titleOf(definitions, nodes[0]!) : texts().some(nodes.length)
      insert(texts().pasteEdit(what), fragment, by, keepIncoming, !chosen)
    },
    /**
     * Adds a copy of what is selected where there is room beside it. Copies keep the links that they read, so that a changed copy
     * can be compared with its original.
     */
    duplicate() {
      const fragment = this.selected()
      const bounds = fragment && boundsOfPart(fragment)
      if (!bounds) return
      const corner = room.anywhere(bounds, { x: bounds.x + aside, y: bounds.y + aside })
      const by = [corner.x - bounds.x, corner.y - bounds.y] as const
      insert(texts().duplicateEdit(edited(Object.keys(fragment.nodes))), fragment, by, true, true)
    },
    removeSelected(name = texts().deleteEdit) {
      if (editor.refuse) return editor.refuse()
      const ids = selection()
      if (ids.size > 0) editor.commit(name(edited(ids)), removeNodes(ids, definitions))
    },
    selectAll: () => editor.select(Object.keys(editor.workflow().nodes)),
    nudge(dx: number, dy: number) {
      const places = new Map<NodeId, readonly [number, number]>()
      for (const id of selection()) {
        const at = nodeOf(editor.workflow(), id)?.at
        if (at) places.set(id, [at[0] + dx, at[1] + dy])
      }
      if (places.size > 0)
        editor.commit(texts().moveEdit(edited(places.keys())), moveNodes(places), `nudge ${[...selection()].join()}`)
    },
    ...shows,
  }
}

export type CanvasEdits = ReturnType<typeof createCommands>
