import type { Frame, FrameId, NodeId, Workflow } from '../../workflow/document.ts'
import type { Edit } from '../../workflow/edits.ts'
import { moveNodes } from '../../workflow/edits.ts'
import { changeFrame, frameOf, framesOf, smallestFrame } from '../../workflow/frames.ts'
import type { Places } from './arrange.ts'
import { boundsOf, covers, type Rect } from './rects.ts'

/** The height of a frame's title, in pixels of the world. */
export const frameTitle = 34
/** What is kept free around the cards in a frame, in pixels of the world. */
export const frameAir = 24

/** A frame as a rectangle. */
export const rectOfFrame = ({ at, size }: Pick<Frame, 'at' | 'size'>): Rect => ({
  x: at[0],
  y: at[1],
  width: size[0],
  height: size[1],
})

/** The place and size of a frame that holds all of the given cards with some air; undefined around none. */
export const frameAround = (cards: Iterable<Rect>): Pick<Frame, 'at' | 'size'> | undefined => {
  const bounds = boundsOf(cards)
  return (
    bounds && {
      at: [bounds.x - frameAir, bounds.y - frameAir - frameTitle],
      size: [bounds.width + 2 * frameAir, bounds.height + 2 * frameAir + frameTitle],
    }
  )
}

/** True where the middle of a rectangle lies in another. */
export const holds = (frame: Rect, { x, y, width, height }: Rect): boolean => {
  const [middle, centre] = [x + width / 2, y + height / 2]
  return middle >= frame.x && middle <= frame.x + frame.width && centre >= frame.y && centre <= frame.y + frame.height
}

/** What moves with a frame: the cards whose middles lie in it, and the frames that lie in it whole. */
export const carriedBy = (
  workflow: Workflow,
  id: FrameId,
  frame: Rect,
  cards: Iterable<readonly [NodeId, Rect]>,
): { readonly nodes: readonly NodeId[]; readonly frames: readonly FrameId[] } => {
  const inside = (rect: Rect) =>
    rect.x >= frame.x &&
    rect.y >= frame.y &&
    rect.x + rect.width <= frame.x + frame.width &&
    rect.y + rect.height <= frame.y + frame.height
  return {
    nodes: [...cards].filter(([, rect]) => holds(frame, rect)).map(([each]) => each),
    frames: framesOf(workflow)
      .filter(([each, other]) => each !== id && inside(rectOfFrame(other)))
      .map(([each]) => each),
  }
}

/** The frames that hold cards, and no other than these. */
export const framesOfOnly = (
  workflow: Workflow,
  ids: ReadonlySet<NodeId>,
  cards: readonly (readonly [NodeId, Rect])[],
): ReadonlySet<FrameId> =>
  new Set(
    framesOf(workflow).flatMap(([id, frame]) => {
      const { nodes } = carriedBy(workflow, id, rectOfFrame(frame), cards)
      return nodes.length > 0 && nodes.every((each) => ids.has(each)) ? [id] : []
    }),
  )

/** The edges and corners by which a frame is resized, by the compass. */
export const frameEdges = ['n', 'e', 's', 'w', 'ne', 'se', 'sw', 'nw'] as const
export type FrameEdge = (typeof frameEdges)[number]

/** A rectangle after an edge or corner of it was moved; the opposite ones stay, and it keeps the smallest size of a frame. */
export const withEdgeMoved = (rect: Rect, edge: FrameEdge, dx: number, dy: number): Rect => {
  const [right, bottom] = [rect.x + rect.width, rect.y + rect.height]
  const x = edge.includes('w') ? Math.min(rect.x + dx, right - smallestFrame[0]) : rect.x
  const y = edge.includes('n') ? Math.min(rect.y + dy, bottom - smallestFrame[1]) : rect.y
  return {
    x,
    y,
    width: edge.includes('e') ? Math.max(smallestFrame[0], rect.width + dx) : right - x,
    height: edge.includes('s') ? Math.max(smallestFrame[1], rect.height + dy) : bottom - y,
  }
}

/** The edit that moves a frame, with the cards and frames that it carries. */
export const moveFrame =
  (id: FrameId, cards: Iterable<readonly [NodeId, Rect]>, dx: number, dy: number): Edit =>
  (workflow) => {
    const frame = frameOf(workflow, id)
    if (!frame) return workflow
    const { nodes, frames } = carriedBy(workflow, id, rectOfFrame(frame), cards)
    const places: Places = new Map(
      nodes.map((each) => {
        const [x, y] = workflow.nodes[each]!.at
        return [each, [x + dx, y + dy]]
      }),
    )
    return [id, ...frames].reduce((next, each) => {
      const [x, y] = frameOf(next, each)!.at
      return changeFrame(each, { at: [x + dx, y + dy] })(next)
    }, moveNodes(places)(workflow))
  }

/** The frame that holds each card: of several the smallest. */
export const frameOfCards = (workflow: Workflow, cards: ReadonlyMap<NodeId, Rect>): ReadonlyMap<NodeId, FrameId> => {
  const frames = framesOf(workflow)
    .map(([id, frame]) => ({ id, rect: rectOfFrame(frame) }))
    .sort((a, b) => a.rect.width * a.rect.height - b.rect.width * b.rect.height)
  const found = new Map<NodeId, FrameId>()
  for (const [id, card] of cards) {
    const frame = frames.find(({ rect }) => holds(rect, card))
    if (frame) found.set(id, frame.id)
  }
  return found
}

/** The edit that keeps frames around the cards that lay in them, where those are given new places, and around the frames of some of these. */
export const keepFramesAround =
  (cards: ReadonlyMap<NodeId, Rect>, places: Places): Edit =>
  (workflow) => {
    const kept: { readonly before: Rect; readonly after: Rect; readonly members: readonly NodeId[] }[] = []
    const size = ([, { size }]: readonly [FrameId, Frame]) => size[0] * size[1]
    // From the inside out: a frame holds what those in it have become.
    return [...framesOf(workflow)]
      .sort((a, b) => size(a) - size(b))
      .reduce((next, [id, frame]) => {
        const before = rectOfFrame(frame)
        const held = [...cards].filter(([, card]) => holds(before, card))
        const members = held.map(([each]) => each)
        const inner = kept.filter(
          (each) => covers(before, each.before) && each.members.some((of) => members.includes(of)),
        )
        const around = frameAround([
          ...held.map(([each, card]) => {
            const [x, y] = places.get(each) ?? [card.x, card.y]
            return { ...card, x, y }
          }),
          ...inner.map(({ after }) => after),
        ])
        const moves = around && members.some((each) => places.has(each))
        kept.push({ before, after: moves ? rectOfFrame(around) : before, members })
        return moves ? changeFrame(id, around)(next) : next
      }, workflow)
  }
