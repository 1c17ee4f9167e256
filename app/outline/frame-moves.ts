import type { Definitions } from '../../workflow/definition.ts'
import type { FrameId, NodeId, Workflow } from '../../workflow/document.ts'
import { type Edit, moveNodes } from '../../workflow/edits.ts'
import { changeFrame, frameOf } from '../../workflow/frames.ts'
import { sameEntries } from '../../workflow/live-effective.ts'
import { documentRects } from '../canvas/document-rects.ts'
import { frameAir, frameAround, frameOfCards, frameTitle, holds, rectOfFrame } from '../canvas/frame-rects.ts'
import { boundsOf, overlaps, type Rect } from '../canvas/rects.ts'

/** Between two cards that are placed below each other, in pixels of the world. */
const gap = 24

/** Where cards are put beside those that a frame holds, in the order in which it is tried. */
const sides = ['below', 'right', 'above', 'left'] as const

/** The cards in a column or row on one side of what a frame holds; in an empty frame, in its corner. */
const lineUp = (cards: readonly Rect[], side: (typeof sides)[number], frame: Rect, held: Rect | undefined): Rect[] => {
  const start = held ?? { x: frame.x + frameAir, y: frame.y + frameTitle + frameAir, width: -gap, height: -gap }
  const across = side === 'left' || side === 'right'
  const whole = cards.reduce((sum, { width, height }) => sum + (across ? width : height) + gap, 0)
  let x = side === 'right' ? start.x + start.width + gap : side === 'left' ? start.x - whole : start.x
  let y = side === 'below' ? start.y + start.height + gap : side === 'above' ? start.y - whole : start.y
  return cards.map((card) => {
    const placed = { ...card, x, y }
    if (across) x += card.width + gap
    else y += card.height + gap
    return placed
  })
}

/**
 * Puts nodes into a frame, beside what is in it already; the frame grows where it has no room for them, to a side on which
 * it comes over no other card, where there is one.
 */
export const moveIntoFrame =
  (ids: Iterable<NodeId>, id: FrameId, definitions: Definitions): Edit =>
  (workflow) => {
    const frame = frameOf(workflow, id)
    const rects = documentRects(workflow, definitions)
    const homes = frameOfCards(workflow, rects)
    const moving = [...ids].filter((each) => rects.has(each) && homes.get(each) !== id)
    if (!frame || moving.length === 0) return workflow
    const rect = rectOfFrame(frame)
    const others = [...rects].filter(([each]) => !moving.includes(each)).map(([, card]) => card)
    const held = others.filter((card) => holds(rect, card))
    const strangers = others.filter((card) => !overlaps(rect, card))
    const options = sides.map((side) => {
      const placed = lineUp(
        moving.map((each) => rects.get(each)!),
        side,
        rect,
        boundsOf(held),
      )
      const around = boundsOf([rect, rectOfFrame(frameAround([...held, ...placed])!)])!
      return { placed, around }
    })
    const { placed, around } =
      options.find((each) => !strangers.some((card) => overlaps(each.around, card))) ?? options[0]!
    return changeFrame(id, { at: [around.x, around.y], size: [around.width, around.height] })(
      moveNodes(new Map(moving.map((each, index) => [each, [placed[index]!.x, placed[index]!.y] as const])))(workflow),
    )
  }

/** Puts nodes beside the frames that hold them, where they cover no other card and lie in no frame. */
export const moveOutOfFrame =
  (ids: Iterable<NodeId>, definitions: Definitions): Edit =>
  (workflow) => {
    const rects = documentRects(workflow, definitions)
    const homes = frameOfCards(workflow, rects)
    const moving = [...ids].filter((each) => homes.has(each))
    const taken = new Map(rects)
    for (const each of moving) taken.delete(each)
    const frames = Object.keys(workflow.frames ?? {}).flatMap((each) => {
      const frame = frameOf(workflow, each)
      return frame ? [rectOfFrame(frame)] : []
    })
    const places = new Map<NodeId, readonly [number, number]>()
    for (const each of moving) {
      const home = rectOfFrame(frameOf(workflow, homes.get(each)!)!)
      const card = { ...rects.get(each)!, x: home.x + home.width + 2 * gap, y: home.y }
      for (let over = coveredBy(card, taken, frames); over; over = coveredBy(card, taken, frames))
        card.y = over.y + over.height + gap
      taken.set(each, card)
      places.set(each, [card.x, card.y])
    }
    return places.size === 0 ? workflow : moveNodes(places)(workflow)
  }

const coveredBy = (card: Rect, cards: ReadonlyMap<NodeId, Rect>, frames: readonly Rect[]): Rect | undefined =>
  [...cards.values(), ...frames].find((each) => overlaps(each, card))

type Homes = ReadonlyMap<NodeId, FrameId>
const none: Homes = new Map()
const found = new WeakMap<Workflow, { readonly known: Definitions; readonly homes: Homes }>()

/** The frame of each node that lies in one, by the document alone: measured once for each document, though every row asks. */
export const framesByNode = (workflow: Workflow, definitions: Definitions): Homes => {
  if (workflow.frames === undefined) return none
  const before = found.get(workflow)
  // What a subgraph's node looks like may change while this level of the document does not.
  if (before && sameEntries(before.known, definitions)) return before.homes
  const homes = frameOfCards(workflow, documentRects(workflow, definitions))
  found.set(workflow, { known: { ...definitions }, homes })
  return homes
}
