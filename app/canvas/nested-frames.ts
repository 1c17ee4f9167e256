import type { Frame, FrameId, NodeId, Workflow } from '../../workflow/document.ts'
import type { Edit } from '../../workflow/edits.ts'
import { addFrame, changeFrame, frameOf, framesOf } from '../../workflow/frames.ts'
import { carriedBy, frameAround, framesOfOnly, holds, rectOfFrame } from './frame-rects.ts'
import { boundsOf, type Rect } from './rects.ts'

type Cards = readonly (readonly [NodeId, Rect])[]

/** The place and size of a frame around cards, and around the frames that hold no others, so that each keeps its title in sight. */
export const frameAroundNodes = (
  workflow: Workflow,
  ids: ReadonlySet<NodeId>,
  cards: Cards,
): Pick<Frame, 'at' | 'size'> | undefined =>
  frameAround([
    ...cards.filter(([id]) => ids.has(id)).map(([, rect]) => rect),
    ...[...framesOfOnly(workflow, ids, cards)].map((id) => rectOfFrame(frameOf(workflow, id)!)),
  ])

/** The place and size of a frame that is fitted around its cards, and around the frames in it that hold some of them. */
export const frameFitted = (workflow: Workflow, id: FrameId, cards: Cards): Pick<Frame, 'at' | 'size'> | undefined => {
  const frame = frameOf(workflow, id)
  if (!frame) return undefined
  const { nodes, frames } = carriedBy(workflow, id, rectOfFrame(frame), cards)
  const held = cards.filter(([each]) => nodes.includes(each)).map(([, rect]) => rect)
  const inner = frames.map((each) => rectOfFrame(frameOf(workflow, each)!))
  return frameAround([...held, ...inner.filter((each) => held.some((card) => holds(each, card)))])
}

/**
 * The edit that adds a frame for some cards, below the frames of no others; frames that hold these and others grow until they
 * hold it with some air.
 */
export const addFrameWithin =
  (id: FrameId, frame: Frame, ids: ReadonlySet<NodeId>, cards: Cards): Edit =>
  (workflow) => {
    const chosen = cards.filter(([each]) => ids.has(each))
    const only = framesOfOnly(workflow, ids, cards)
    const outer = framesOf(workflow)
      .map(([each, other]) => ({ each, rect: rectOfFrame(other) }))
      .filter(({ each, rect }) => chosen.length > 0 && !only.has(each) && chosen.every(([, card]) => holds(rect, card)))
      .sort((a, b) => a.rect.width * a.rect.height - b.rect.width * b.rect.height)
    let inner = rectOfFrame(frame)
    return outer.reduce(
      (next, { each, rect }) => {
        inner = boundsOf([rect, rectOfFrame(frameAround([inner])!)])!
        return changeFrame(each, { at: [inner.x, inner.y], size: [inner.width, inner.height] })(next)
      },
      below(id, only)(addFrame(id, frame)(workflow)),
    )
  }

/** The edit that puts the newest frame below others: what comes later lies above. */
const below =
  (id: FrameId, others: ReadonlySet<FrameId>): Edit =>
  (workflow) => {
    const frames = Object.entries(workflow.frames!).filter(([each]) => each !== id)
    const at = frames.findIndex(([each]) => others.has(each))
    if (at < 0) return workflow
    const ordered = [...frames.slice(0, at), [id, workflow.frames![id]!] as const, ...frames.slice(at)]
    return { ...workflow, frames: Object.fromEntries(ordered) }
  }
