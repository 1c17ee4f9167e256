import type { ChangeKind, Changes } from '../../workflow/changes.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import type { LevelChanges } from '../../workflow/subgraphs/level-changes.ts'
import { type CardLayout, socketAt } from '../canvas/geometry.ts'
import { bend } from '../canvas/paint-wires.ts'
import type { Point, Rect } from '../canvas/rects.ts'

/** How a change is marked on the canvas: where, in the world's pixels. */
export interface CardMark {
  readonly kind: ChangeKind
  readonly id: string
  readonly of: 'node' | 'frame'
  readonly rect: Rect
  /** Where it was before. */
  readonly from?: Rect
}

export interface WireMark {
  readonly kind: 'added' | 'removed'
  readonly key: string
  /** The curve, as the `d` of an SVG path. */
  readonly path: string
  readonly middle: Point
}

/** The most marks that the canvas is given: beyond it none could be told from another, and the page would get slow. */
export const mostMarks = 2000

/**
 * The marks of cards and frames: removed and added ones, changed ones (in themselves, or in what they stand for), and those
 * that stand elsewhere.
 * @param union what the canvas shows
 */
export const cardMarks = (
  { changes, within }: LevelChanges,
  union: Workflow,
  layoutOf: (id: NodeId) => CardLayout | undefined,
): CardMark[] => {
  const told = new Set(changes.nodes.map(({ id }) => id))
  const standing = [...within].flatMap((id) => {
    const node = told.has(id) ? undefined : nodeOf(union, id)
    return node ? [{ kind: 'changed' as const, id, node, from: undefined }] : []
  })
  const marked = changes.nodes.map((each) =>
    each.kind === 'moved' && within.has(each.id) ? { ...each, kind: 'changed' as const } : each,
  )
  const nodes = [...marked, ...standing].slice(0, mostMarks).flatMap(({ kind, id, node, from }): CardMark[] => {
    const layout = layoutOf(id)
    if (!layout) return []
    const at = ([x, y]: readonly [number, number]): Rect => ({ x, y, width: layout.width, height: layout.height })
    return [{ kind, id, of: 'node', rect: at(node.at), ...(from ? { from: at(from) } : {}) }]
  })
  const frames = changes.frames.slice(0, mostMarks).map(({ kind, id, frame, before }): CardMark => {
    const rect = ({ at: [x, y], size: [width, height] }: typeof frame): Rect => ({ x, y, width, height })
    return { kind, id, of: 'frame', rect: rect(frame), ...(before && kind === 'moved' ? { from: rect(before) } : {}) }
  })
  return [...frames, ...nodes]
}

/** Where changes are seen: the marked cards and frames, the places that they left, and the signs on wires. */
export const placesOf = (cards: readonly CardMark[], wires: readonly WireMark[]): Rect[] => [
  ...cards.flatMap(({ rect, from }) => (from ? [rect, from] : [rect])),
  ...wires.map(({ middle: { x, y } }) => ({ x, y, width: 0, height: 0 })),
]

/** The marks of wires whose both ends are on the canvas. */
export const wireMarks = (
  changes: Changes,
  union: Workflow,
  layoutOf: (id: NodeId) => CardLayout | undefined,
): WireMark[] =>
  changes.links.slice(0, mostMarks).flatMap(({ kind, link }): WireMark[] => {
    const end = (id: NodeId, side: 'input' | 'output', name: string): Point | undefined => {
      const node = nodeOf(union, id)
      const layout = node && layoutOf(id)
      if (!layout) return undefined
      const socket = socketAt(layout, side, name)
      return { x: node.at[0] + socket.x, y: node.at[1] + socket.y }
    }
    const [from, to] = [end(link.from, 'output', link.output), end(link.to, 'input', link.input)]
    if (!from || !to) return []
    const reach = bend(from, to)
    return [
      {
        kind,
        key: `${kind} ${link.to} ${link.input}`,
        path: `M${from.x} ${from.y}C${from.x + reach} ${from.y} ${to.x - reach} ${to.y} ${to.x} ${to.y}`,
        middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
      },
    ]
  })
