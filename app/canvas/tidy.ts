import type { NodeId } from '../../workflow/document.ts'
import type { Places } from './arrange.ts'
import { boundsOf, overlaps, type Rect } from './rects.ts'

/** Between cards of one column, and between columns, in pixels of the world. */
const beside = 28
const between = 84
/** Between cards where some have a frame, which needs room for its edge and title. */
const framed = 92
/** Below what was tidied, where cards without links are put that would be covered. */
const below = 48
/** The least width of a row of those. */
const screen = 1400

/** A wire between two cards: which, and how far below each card's upper edge it ends. */
export interface TidyLink {
  readonly from: NodeId
  readonly to: NodeId
  readonly leaves: number
  readonly arrives: number
}

/** What of a graph is tidied: where its cards are now, the wires among them, and the frame that holds each. */
export interface Untidy {
  readonly cards: ReadonlyMap<NodeId, Rect>
  readonly links: readonly TidyLink[]
  readonly frames: ReadonlyMap<NodeId, string>
}

/**
 * Places for cards in columns from left to right, as the work flows, with few crossings and no card on another; those of one
 * frame stay together. The rectangle around them keeps its upper left corner.
 */
export const tidied = async ({ cards, links, frames }: Untidy): Promise<Places> => {
  if (cards.size === 0) return new Map()
  // Cards that all lie absurdly far off come home.
  const corner = boundsOf(cards.values()) ?? { x: 0, y: 0 }
  const inside = links.filter(({ from, to }) => cards.has(from) && cards.has(to))
  const groups = new Set([...frames].filter(([id]) => cards.has(id)).map(([, frame]) => frame))
  const { Graph, layout } = await import('@dagrejs/dagre')
  const graph = new Graph({ multigraph: true, compound: true })
  graph.setGraph({ rankdir: 'LR', nodesep: groups.size > 0 ? framed : beside, ranksep: between })
  for (const frame of groups) graph.setNode(`frame ${frame}`, {})
  // From top to bottom, so that what nothing else decides stays in the order in which it was seen.
  const seen = [...cards].sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
  for (const [id, { width, height }] of seen) {
    graph.setNode(`card ${id}`, { width, height })
    const frame = frames.get(id)
    if (frame !== undefined) graph.setParent(`card ${id}`, `frame ${frame}`)
  }
  inside.forEach(({ from, to }, index) => {
    graph.setEdge(`card ${from}`, `card ${to}`, {}, String(index))
  })
  layout(graph)
  const placed = new Map<NodeId, Rect>()
  for (const [id, { width, height }] of cards) {
    const { x, y } = graph.node(`card ${id}`) as { x: number; y: number }
    placed.set(id, { x: x - width / 2, y: y - height / 2, width, height })
  }
  uncross(placed, inside, frames)
  const now = boundsOf(placed.values())!
  return new Map(
    [...placed].map(([id, { x, y }]) => [id, [Math.round(x - now.x + corner.x), Math.round(y - now.y + corner.y)]]),
  )
}

/** Passes over the columns: each may undo a crossing that another made. */
const passes = 4

/** Exchanges neighbours of a column whose wires cross less the other way round: the layout does not know where on a card a wire ends. */
const uncross = (placed: Map<NodeId, Rect>, links: readonly TidyLink[], frames: ReadonlyMap<NodeId, string>) => {
  const columns = new Map<number, NodeId[]>()
  for (const [id, { x, width }] of placed) {
    const middle = Math.round(x + width / 2)
    columns.set(middle, [...(columns.get(middle) ?? []), id])
  }
  const out = new Map<NodeId, TidyLink[]>()
  const into = new Map<NodeId, TidyLink[]>()
  for (const link of links) {
    out.set(link.from, [...(out.get(link.from) ?? []), link])
    into.set(link.to, [...(into.get(link.to) ?? []), link])
  }
  const far = (id: NodeId) => ({
    right: (out.get(id) ?? []).map(({ to, arrives }) => placed.get(to)!.y + arrives),
    left: (into.get(id) ?? []).map(({ from, leaves }) => placed.get(from)!.y + leaves),
  })
  /** Pairs of wires that cross where `a` is above `b`, less those that would the other way round. */
  const gain = (a: NodeId, b: NodeId): number => {
    const [above, under] = [far(a), far(b)]
    let sum = 0
    for (const side of ['left', 'right'] as const)
      for (const one of above[side]) for (const other of under[side]) sum += Math.sign(one - other)
    return sum
  }
  for (let pass = 0; pass < passes; pass++)
    for (const ids of columns.values()) {
      ids.sort((a, b) => placed.get(a)!.y - placed.get(b)!.y)
      for (let index = 0; index + 1 < ids.length; index++) {
        const [a, b] = [ids[index]!, ids[index + 1]!]
        if (frames.get(a) !== frames.get(b) || gain(a, b) <= 0) continue
        const [upper, lower] = [placed.get(a)!, placed.get(b)!]
        const gap = lower.y - upper.y - upper.height
        placed.set(b, { ...lower, y: upper.y })
        placed.set(a, { ...upper, y: upper.y + lower.height + gap })
        ids[index] = b
        ids[index + 1] = a
      }
    }
}

/** Places below for cards that new places of others would cover, in rows as wide as those, or as a screen. */
export const clearOf = (
  others: ReadonlyMap<NodeId, Rect>,
  cards: ReadonlyMap<NodeId, Rect>,
  places: Places,
): Places => {
  const placed = [...places].flatMap(([id, [x, y]]) => {
    const card = cards.get(id)
    return card ? [{ ...card, x, y }] : []
  })
  const bounds = boundsOf(placed)
  if (!bounds) return new Map()
  const found = new Map<NodeId, readonly [number, number]>()
  let x = bounds.x
  let y = bounds.y + bounds.height + below
  let tallest = 0
  for (const [id, rect] of others) {
    if (!placed.some((each) => overlaps(each, rect))) continue
    if (x > bounds.x && x + rect.width > bounds.x + Math.max(bounds.width, screen)) {
      x = bounds.x
      y += tallest + beside
      tallest = 0
    }
    found.set(id, [x, y])
    x += rect.width + beside
    tallest = Math.max(tallest, rect.height)
  }
  return found
}
