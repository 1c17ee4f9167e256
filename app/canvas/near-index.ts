import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type PlacedLink, type Workflow } from '../../workflow/document.ts'
import { sameEntries } from '../../workflow/live-effective.ts'
import { changedNodes } from '../../workflow/node-records.ts'
import { type CardLayout, socketAt } from './geometry.ts'
import { wireBounds } from './paint-wires.ts'
import { createRectGrid, type RectGrid } from './rect-grid.ts'
import { overlaps, type Point, type Rect } from './rects.ts'

/** A link, and where its wire begins and ends in the world. */
export interface Wire {
  readonly link: PlacedLink
  readonly from: Point
  readonly to: Point
}

/** What a gesture holds and brings elsewhere, with the wires at it, or what stays where it is. */
export type Hold = 'held' | 'still'

/** Finds the cards and wires near a place without a look at the whole document; of `hold`, only those. */
export interface NearIndex {
  /** The nodes whose cards share a point with a rectangle of the world, in the order of the document. */
  cards(rect: Rect, hold?: Hold): NodeId[]
  /** The wires that may share a point with a rectangle of the world, in the order of the document. */
  wires(rect: Rect, hold?: Hold): Wire[]
  /** Every card where the document has it, in the order of the document: the same list while none looks or lies otherwise. */
  all(): readonly PlacedCard[]
}

export interface NearIndexParts {
  readonly definitions: Definitions
  workflow(): Workflow
  /**
   * The links of a document of which both ends are there: the same list after an edit that left all of them alone, and the same
   * objects for those that it left alone.
   */
  links(workflow: Workflow): readonly PlacedLink[]
  /** From the node, its definition and the links alone: the same object while the card stays as it is. */
  layoutOf(id: NodeId): CardLayout | undefined
  /** The nodes that a gesture holds, and where it has brought them: another map when others are held. */
  held(): ReadonlyMap<NodeId, Point>
}

/** A card where the document has it, in the world. */
export interface PlacedCard {
  readonly id: NodeId
  readonly rect: Rect
}

interface Card extends PlacedCard {
  readonly layout: CardLayout
  order: number
}
interface Strand extends Wire {
  readonly rect: Rect
  order: number
}

const inOrder = <Item extends { readonly order: number }>(items: Item[]): Item[] =>
  items.sort((a, b) => a.order - b.order)

/**
 * Grids of the cards and wires of a document. Of the next document only what changed is placed anew. What a gesture holds is
 * measured where it is at every look; the grids have it where the document does.
 */
export const createNearIndex = (parts: NearIndexParts): NearIndex => {
  const cards = new Map<NodeId, Card>()
  const strands = new Map<PlacedLink, Strand>()
  const cardGrid: RectGrid<Card> = createRectGrid()
  const strandGrid: RectGrid<Strand> = createRectGrid()
  let known: { readonly workflow: Workflow; readonly definitions: Definitions } | undefined
  let links: readonly PlacedLink[] = []
  let counted = false
  /** All cards, until one is placed anew. */
  let every: readonly PlacedCard[] | undefined
  let live: { readonly held: ReadonlyMap<NodeId, Point>; readonly links: readonly PlacedLink[] } | undefined

  const wireOf = (link: PlacedLink, placeOf: (id: NodeId) => Point | undefined): Wire | undefined => {
    const [start, end] = [placeOf(link.from), placeOf(link.to)]
    const [out, into] = [parts.layoutOf(link.from), parts.layoutOf(link.to)]
    if (!start || !end || !out || !into) return undefined
    const from = socketAt(out, 'output', link.output)
    const to = socketAt(into, 'input', link.input)
    return {
      link,
      from: { x: start.x + from.x, y: start.y + from.y },
      to: { x: end.x + to.x, y: end.y + to.y },
    }
  }

  /** Places the card of a node. @returns true where it, or its wires, lie otherwise than before */
  const placeCard = (workflow: Workflow, id: NodeId): boolean => {
    const before = cards.get(id)
    const layout = parts.layoutOf(id)
    const at = nodeOf(workflow, id)?.at
    if (!before || !at) counted = false
    if (at && before?.layout === layout && before?.rect.x === at[0] && before.rect.y === at[1]) return false
    every = undefined
    if (before) cardGrid.remove(before)
    if (at && layout) {
      const rect = { x: at[0], y: at[1], width: layout.width, height: layout.height }
      const card = { id, rect, layout, order: before?.order ?? 0 }
      cards.set(id, card)
      cardGrid.add(card)
    } else cards.delete(id)
    return true
  }
  /** Numbers the cards as the document has them. */
  const countCards = ({ nodes }: Workflow) => {
    let order = 0
    for (const id of Object.keys(nodes)) cards.get(id)!.order = order++
    counted = true
  }
  const placeWires = (changed: ReadonlySet<NodeId>) => {
    let order = 0
    for (const link of links) {
      const before = strands.get(link)
      if (before && !changed.has(link.from) && !changed.has(link.to)) before.order = order
      else {
        if (before) strandGrid.remove(before)
        const wire = wireOf(link, (id) => cards.get(id)?.rect)
        if (!wire) continue
        const strand = { ...wire, rect: wireBounds(wire.from, wire.to), order }
        strands.set(link, strand)
        strandGrid.add(strand)
      }
      order++
    }
    if (strands.size === order) return
    const present = new Set(links)
    for (const [link, strand] of strands)
      if (!present.has(link)) {
        strands.delete(link)
        strandGrid.remove(strand)
      }
  }
  const refresh = () => {
    const workflow = parts.workflow()
    if (workflow !== known?.workflow) {
      const now = parts.links(workflow)
      const changed = changedNodes(known?.workflow.nodes ?? {}, workflow.nodes)
      const sameDefinitions = known !== undefined && sameEntries(known.definitions, parts.definitions)
      // What lies beside a node can change its card where it has no definition; a definition, all of its cards.
      const all = now !== links || !sameDefinitions
      const asked = all ? new Set([...changed, ...Object.keys(workflow.nodes)]) : changed
      const placed = new Set([...asked].filter((id) => placeCard(workflow, id)))
      if (!counted) countCards(workflow)
      if (now !== links) live = undefined
      links = now
      if (placed.size > 0 || all) placeWires(placed)
      known = { workflow, definitions: sameDefinitions ? known!.definitions : { ...parts.definitions } }
    }
    const held = parts.held()
    if (live?.held !== held)
      live = { held, links: held.size === 0 ? [] : links.filter(({ from, to }) => held.has(from) || held.has(to)) }
    return live
  }

  return {
    all() {
      refresh()
      every ??= inOrder([...cards.values()])
      return every
    },
    cards(rect, hold) {
      const { held } = refresh()
      const found = hold === 'held' ? [] : cardGrid.within(rect)
      const near = held.size === 0 ? found : found.filter(({ id }) => !held.has(id))
      for (const [id, place] of hold === 'still' ? [] : held) {
        const card = cards.get(id)
        if (card && overlaps({ ...card.rect, x: place.x, y: place.y }, rect)) near.push(card)
      }
      return inOrder(near).map(({ id }) => id)
    },
    wires(rect, hold) {
      const { held, links: moving } = refresh()
      const found = hold === 'held' ? [] : strandGrid.within(rect)
      const near = held.size === 0 ? found : found.filter(({ link }) => !held.has(link.from) && !held.has(link.to))
      for (const link of hold === 'still' ? [] : moving) {
        const wire = wireOf(link, (id) => held.get(id) ?? cards.get(id)?.rect)
        const order = strands.get(link)?.order
        if (!wire || order === undefined) continue
        const bounds = wireBounds(wire.from, wire.to)
        if (overlaps(bounds, rect)) near.push({ ...wire, rect: bounds, order })
      }
      return inOrder(near)
    },
  }
}
