import type { FrameId, NodeId, Workflow } from '../../workflow/document.ts'
import type { Edit } from '../../workflow/edits.ts'
import { changeFrame, frameOf } from '../../workflow/frames.ts'
import { type FrameEdge, moveFrame, rectOfFrame, withEdgeMoved } from './frame-rects.ts'
import type { Rect } from './rects.ts'
import { snapStep } from './snap.ts'

const arrows: Readonly<
  Record<string, { readonly x: number; readonly y: number; readonly edges: readonly FrameEdge[] }>
> = {
  ArrowLeft: { x: -snapStep, y: 0, edges: ['e', 'w'] },
  ArrowRight: { x: snapStep, y: 0, edges: ['e', 'w'] },
  ArrowUp: { x: 0, y: -snapStep, edges: ['s', 'n'] },
  ArrowDown: { x: 0, y: snapStep, edges: ['s', 'n'] },
}

/**
 * What an arrow key does to a frame: it moves it with all that it carries; with Shift, its right or lower edge; with Shift
 * and Alt, its left or upper one. Undefined for other keys.
 */
export const frameKey = (
  workflow: Workflow,
  id: FrameId,
  cards: Iterable<readonly [NodeId, Rect]>,
  pressed: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>,
): { readonly kind: 'move' | 'resize'; readonly edit: Edit } | undefined => {
  const arrow = Object.hasOwn(arrows, pressed.key) ? arrows[pressed.key] : undefined
  const frame = frameOf(workflow, id)
  if (!arrow || !frame || pressed.ctrlKey || pressed.metaKey || (pressed.altKey && !pressed.shiftKey)) return undefined
  const { x, y, edges } = arrow
  if (!pressed.shiftKey) return { kind: 'move', edit: moveFrame(id, cards, x, y) }
  const rect = withEdgeMoved(rectOfFrame(frame), edges[pressed.altKey ? 1 : 0]!, x, y)
  return { kind: 'resize', edit: changeFrame(id, { at: [rect.x, rect.y], size: [rect.width, rect.height] }) }
}
