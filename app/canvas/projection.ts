import type { NodeEditor } from 'rete'
import type { AreaPlugin } from 'rete-area-plugin'
import type { Definitions } from '../../workflow/definition.ts'
import {
  inputOf,
  isLink,
  type NodeId,
  nodeOf,
  type PlacedLink,
  type PlacedNode,
  type Workflow,
} from '../../workflow/document.ts'
import { connect, disconnect, type Edit, moveNodes, removeNodes } from '../../workflow/edits.ts'
import { linkRefusal } from '../../workflow/rules.ts'
import { en } from '../texts/en.ts'
import type { Texts } from '../texts/texts.ts'
import { editedNodes } from './edit-names.ts'
import { fromRete, linkId, type Scheme, toRete } from './rete-scheme.ts'

/** What the projection needs of the editor of the document. */
export interface DocumentSource {
  workflow(): Workflow
  commit(label: string, edit: Edit): void
}

export interface Projection {
  /** Brings Rete to this document, after what is under way. */
  sync(workflow: Workflow): void
  /** Settles when Rete contains what the last document given contains. */
  idle(): Promise<void>
  /** Nodes that a person is dragging: where they are is Rete's to say until they are let go. */
  hold(ids: Iterable<NodeId>): void
  /** Ends the drag and writes the places of the held nodes into the document, as one edit; `also` joins it, and names it. */
  release(also?: { readonly label: string; readonly edit: Edit }): void
  /** Ends the hold without an edit: the held nodes go to where the document has them. */
  free(): void
}

/**
 * Rete as a view of the document: it may only contain what the document contains. What a person does arrives in Rete's
 * pipes as a change to something that the document does not have (or still has): it becomes an edit, and Rete's own
 * change is vetoed. The document's next state then comes back through `sync`, where it passes.
 */
export const createProjection = (
  rete: NodeEditor<Scheme>,
  area: AreaPlugin<Scheme>,
  source: DocumentSource,
  definitions: Definitions,
  refuse: (reason: string) => void,
  texts: () => Pick<Texts, 'canvas' | 'wires'> = () => en,
): Projection => {
  let wanted: Workflow | undefined
  let shown: Workflow | undefined
  let projecting: Workflow | undefined
  let links = new Map<string, PlacedLink>()
  let running: Promise<void> | undefined
  let held: ReadonlySet<NodeId> = new Set()

  /** What Rete is being brought to, or what it shows. */
  const current = () => projecting ?? source.workflow()
  const contains = (link: PlacedLink): boolean => {
    const node = nodeOf(current(), link.to)
    const filled = node && inputOf(node, link.input)
    return isLink(filled) && filled.from === link.from && filled.output === link.output
  }

  rete.addPipe((context) => {
    switch (context.type) {
      case 'connectioncreate': {
        const link = fromRete(context.data)
        if (contains(link)) return context
        const { instead } = context.data
        const freed = instead ? disconnect(instead.to, instead.input, definitions) : (each: Workflow) => each
        const refusal = linkRefusal(freed(source.workflow()), definitions, link, texts().wires)
        if (refusal) refuse(refusal)
        else
          source.commit(instead ? texts().canvas.moveLink : texts().canvas.connect, (each) =>
            connect(link)(freed(each)),
          )
        return undefined
      }
      case 'connectionremove': {
        const link = fromRete(context.data)
        if (!contains(link)) return context
        source.commit(texts().canvas.disconnect, disconnect(link.to, link.input, definitions))
        return undefined
      }
      case 'noderemove':
        if (!nodeOf(current(), context.data.id)) return context
        source.commit(texts().canvas.delete, removeNodes(new Set([context.data.id]), definitions))
        return undefined
      case 'nodecreate':
        return nodeOf(current(), context.data.id) ? context : undefined
      default:
        return context
    }
  })

  /** Links of which both ends are there; those of nodes that did not change are taken over. */
  const linksIn = (next: Workflow): Map<string, PlacedLink> => {
    const found = new Map<string, PlacedLink>()
    for (const [to, node] of Object.entries(next.nodes))
      for (const [input, filled] of Object.entries(node.inputs))
        if (isLink(filled) && nodeOf(next, filled.from)) {
          const link = { from: filled.from, output: filled.output, to, input }
          found.set(linkId(link), link)
        }
    return found
  }

  const reconcile = async (previous: Workflow | undefined, next: Workflow): Promise<void> => {
    // A node may be called `constructor`.
    const before = (id: NodeId) => previous && nodeOf(previous, id)
    const changed = Object.keys(next.nodes).filter((id) => before(id) !== next.nodes[id])
    const removed = Object.keys(previous?.nodes ?? {}).filter((id) => !nodeOf(next, id))
    const relinked =
      removed.length > 0 ||
      changed.some((id) => {
        const was = before(id)
        return !was || !sameLinks(was.inputs, next.nodes[id]!.inputs)
      })
    const nextLinks = relinked ? linksIn(next) : links
    // Rete keeps the links of a node that it removes: they go first.
    for (const id of links.keys()) if (!nextLinks.has(id)) await rete.removeConnection(id)
    for (const id of removed) await rete.removeNode(id)
    for (const id of changed) {
      const [x, y] = next.nodes[id]!.at
      if (!rete.getNode(id)) await rete.addNode({ id })
      const view = area.nodeViews.get(id)
      if (view && !held.has(id) && (view.position.x !== x || view.position.y !== y)) await view.translate(x, y)
    }
    for (const [id, link] of nextLinks) if (!links.has(id)) await rete.addConnection(toRete(link))
    links = nextLinks
  }

  const run = async (): Promise<void> => {
    while (wanted && wanted !== shown) {
      projecting = wanted
      await reconcile(shown, projecting)
      shown = projecting
    }
    projecting = undefined
    running = undefined
  }

  // Places are whole pixels, and an undo while nodes are held may have left the document as it was: the views follow it.
  const settle = (ids: Iterable<NodeId>) => {
    for (const id of ids) {
      const at = nodeOf(source.workflow(), id)?.at
      const view = area.nodeViews.get(id)
      if (at && view && (view.position.x !== at[0] || view.position.y !== at[1])) void view.translate(at[0], at[1])
    }
  }

  return {
    sync(workflow) {
      wanted = workflow
      running ??= run()
    },
    idle: () => running ?? Promise.resolve(),
    hold(ids) {
      held = new Set(ids)
    },
    release(also) {
      const places = new Map<NodeId, readonly [number, number]>()
      for (const id of held) {
        const view = area.nodeViews.get(id)
        if (view) places.set(id, [view.position.x, view.position.y])
      }
      const ids = held
      held = new Set()
      const move = moveNodes(places)
      source.commit(
        also?.label ??
          texts().canvas.moveEdit(editedNodes(places.keys(), source.workflow(), definitions, texts().canvas)),
        also ? (workflow) => also.edit(move(workflow)) : move,
      )
      settle(ids)
    },
    free() {
      const ids = held
      held = new Set()
      settle(ids)
    },
  }
}

/** True where the same inputs are linked to the same outputs, whatever the literals are. */
const sameLinks = (a: PlacedNode['inputs'], b: PlacedNode['inputs']): boolean => {
  if (a === b) return true
  const linked = (inputs: PlacedNode['inputs']) => Object.entries(inputs).filter(([, filled]) => isLink(filled))
  const [before, now] = [linked(a), linked(b)]
  return (
    before.length === now.length &&
    before.every(([name, filled], index) => {
      const [other, link] = now[index]!
      return (
        other === name && isLink(filled) && isLink(link) && filled.from === link.from && filled.output === link.output
      )
    })
  )
}
