import type { NodeEditor } from 'rete'
import type { AreaPlugin } from 'rete-area-plugin'
import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type PlacedLink, type Workflow } from '../../workflow/document.ts'
import { connect, disconnect, type Edit, moveNodes, removeNodes } from '../../workflow/edits.ts'
import { linkRefusal, type Wish } from '../../workflow/rules.ts'
import type { Texts } from '../texts/texts.ts'
import { editedNodes } from './edit-names.ts'
import type { Point } from './rects.ts'
import type { Scheme } from './rete-scheme.ts'

/** What the projection needs of the editor of the document. */
export interface DocumentSource {
  workflow(): Workflow
  commit(label: string, edit: Edit): void
}

export interface Projection {
  /** Brings what Rete holds to this document, after what is under way. */
  sync(workflow: Workflow): void
  /** Has Rete hold these nodes, each with a view and an element. Those that the document does not have are left out. */
  want(ids: Iterable<NodeId>): Promise<void>
  /** Has Rete hold these nodes no longer. */
  letGo(ids: Iterable<NodeId>): void
  /** Settles when Rete holds what was wanted of the last document given. */
  idle(): Promise<void>
  /** Where a node is now: where the document has it, or where a gesture that holds it has brought it. */
  placeOf(id: NodeId): Point | undefined
  /** The nodes that are held, and where they are: another map when others are held. */
  held(): ReadonlyMap<NodeId, Point>
  /** Nodes that a person is dragging: where they are is the gesture's to say until they are let go. */
  hold(ids: Iterable<NodeId>): void
  /** Brings a held node to a place. */
  move(id: NodeId, place: Point): void
  /** Ends the drag and writes the places of the held nodes into the document, as one edit; `also` joins it, and names it. */
  release(also?: { readonly label: string; readonly edit: Edit }): void
  /** Ends the hold without an edit: the held nodes go to where the document has them. */
  free(): void
  /** A person drew a wire, `instead` of one that was grabbed at its end: one edit, or a refusal. */
  connect(wish: Wish, instead?: PlacedLink): void
  /** A person took a wire away. */
  disconnect(link: PlacedLink): void
}

/**
 * Rete as a view of the document. It holds nodes of the document and no others, and of these only the ones that are wanted
 * on the page: what a document costs does not grow with what nobody sees. It holds no links; the wires are the document's.
 * What else would change in Rete is vetoed, and a removal that a person asks of it becomes an edit.
 */
export const createProjection = (
  rete: NodeEditor<Scheme>,
  area: AreaPlugin<Scheme>,
  source: DocumentSource,
  definitions: Definitions,
  refuse: (reason: string) => void,
  texts: () => Pick<Texts, 'canvas' | 'wires'>,
): Projection => {
  const wanted = new Set<NodeId>()
  /** The nodes that Rete holds, or will when the queue is done. */
  const kept = new Set<NodeId>()
  const going = new Set<NodeId>()
  let queue: Promise<void> | undefined
  let held: Map<NodeId, Point> = new Map()

  rete.addPipe((context) => {
    switch (context.type) {
      case 'connectioncreate':
        return undefined
      case 'noderemove':
        if (going.has(context.data.id) || !nodeOf(source.workflow(), context.data.id)) return context
        source.commit(texts().canvas.delete, removeNodes(new Set([context.data.id]), definitions))
        return undefined
      case 'nodecreate':
        return wanted.has(context.data.id) && nodeOf(source.workflow(), context.data.id) ? context : undefined
      default:
        return context
    }
  })

  const placeOf = (id: NodeId): Point | undefined => {
    const live = held.get(id)
    if (live) return live
    const at = nodeOf(source.workflow(), id)?.at
    return at && { x: at[0], y: at[1] }
  }
  /** Where each view was last asked to be: it gets there some steps later. */
  const asked = new Map<NodeId, Point>()
  const show = (id: NodeId) => {
    const view = area.nodeViews.get(id)
    const place = view && placeOf(id)
    if (!place) return undefined
    const { x, y } = asked.get(id) ?? view.position
    if (x === place.x && y === place.y) return undefined
    asked.set(id, place)
    return view.translate(place.x, place.y)
  }

  /** Rete answers in its own time: one step after the other, each with what is wanted by then. */
  const work = async (): Promise<void> => {
    // All that is asked for in one go is done together, and `queue` is set before it can be done.
    await undefined
    for (;;) {
      const workflow = source.workflow()
      const leaving = [...kept].filter((id) => !wanted.has(id) || !nodeOf(workflow, id))
      const coming = [...wanted].filter((id) => !kept.has(id) && nodeOf(workflow, id))
      if (leaving.length === 0 && coming.length === 0) break
      for (const id of leaving) {
        going.add(id)
        await rete.removeNode(id)
        going.delete(id)
        kept.delete(id)
        asked.delete(id)
      }
      for (const id of coming) {
        // It may have gone from the document in the meantime.
        if (await rete.addNode({ id })) {
          kept.add(id)
          await show(id)
        } else wanted.delete(id)
      }
    }
    queue = undefined
  }
  const settle = (): Promise<void> => {
    queue ??= work()
    return queue
  }

  return {
    sync(workflow) {
      for (const id of wanted) if (!nodeOf(workflow, id)) wanted.delete(id)
      for (const id of kept) void show(id)
      void settle()
    },
    want(ids) {
      for (const id of ids) if (nodeOf(source.workflow(), id)) wanted.add(id)
      return settle()
    },
    letGo(ids) {
      for (const id of ids) wanted.delete(id)
      void settle()
    },
    async idle() {
      while (queue) await queue
    },
    placeOf,
    held: () => held,
    hold(ids) {
      held = new Map(
        [...ids].flatMap((id) => {
          const place = placeOf(id)
          return place ? [[id, place] as const] : []
        }),
      )
    },
    move(id, place) {
      if (!held.has(id)) return
      held.set(id, place)
      void show(id)
    },
    release(also) {
      const places = new Map([...held].map(([id, { x, y }]) => [id, [x, y] as const]))
      held = new Map()
      const move = moveNodes(places)
      source.commit(
        also?.label ??
          texts().canvas.moveEdit(editedNodes(places.keys(), source.workflow(), definitions, texts().canvas)),
        also ? (workflow) => also.edit(move(workflow)) : move,
      )
      // Places are whole pixels, and an undo while nodes are held may have left the document as it was.
      for (const id of places.keys()) void show(id)
    },
    free() {
      const ids = [...held.keys()]
      held = new Map()
      for (const id of ids) void show(id)
    },
    connect(wish, instead) {
      const freed = instead ? disconnect(instead.to, instead.input, definitions) : (each: Workflow) => each
      const refusal = linkRefusal(freed(source.workflow()), definitions, wish, texts().wires)
      if (refusal) refuse(refusal)
      else
        source.commit(instead ? texts().canvas.moveLink : texts().canvas.connect, (each) => connect(wish)(freed(each)))
    },
    disconnect(link) {
      source.commit(texts().canvas.disconnect, disconnect(link.to, link.input, definitions))
    },
  }
}
