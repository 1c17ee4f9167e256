import { type NodeId, nodeOf } from '../../workflow/document.ts'
import type { Editor } from '../state/editor.ts'
import { broughtIn, fittedBeside } from './fit-view.ts'
import { boundsOf, covers, overlaps, type Rect } from './rects.ts'
import type { Scene } from './scene.ts'
import { rectOnScreen, type Transform } from './transform.ts'
import type { Viewport } from './viewport.ts'

interface ShowParts {
  readonly editor: Editor
  readonly scene: Pick<Scene, 'layoutOf'>
  readonly viewport: Viewport
  /** What lies over the canvas now, in pixels of the view. */
  overlays(): readonly Rect[]
}

/** The scale from which on the words on a card are read. */
const readable = 0.5

/** What moves the view to what is to be seen, beside what lies over the canvas. */
export const createShowing = ({ editor, scene, viewport, overlays }: ShowParts) => {
  const rects = (ids: Iterable<NodeId>): Rect[] => {
    const all: Rect[] = []
    for (const id of ids) {
      const node = nodeOf(editor.workflow(), id)
      const layout = node && scene.layoutOf(id)
      if (layout) all.push({ x: node.at[0], y: node.at[1], width: layout.width, height: layout.height })
    }
    return all
  }
  const everyRect = () => rects(Object.keys(editor.workflow().nodes))
  /** The view that shows cards as large as they go. */
  const fitOf = (shown: readonly Rect[]): Transform => {
    const bounds = boundsOf(shown)
    const { width, height } = viewport.size()
    return bounds ? fittedBeside(bounds, shown, { width, height }, overlays()) : { k: 1, x: width / 2, y: height / 2 }
  }
  /** True where one of these cards is out of the view or under what lies over it, or in part so. */
  const isOut = (cards: readonly Rect[]): boolean => {
    const view = { x: 0, y: 0, ...viewport.size() }
    const over = overlays()
    return cards
      .map((card) => rectOnScreen(viewport.now, card))
      .some((card) => !covers(view, card) || over.some((each) => overlaps(each, card)))
  }
  return {
    /** Where these cards are, in the world, by the document. */
    rects,
    everyRect,
    /** Shows the given nodes, or all; at once or in a short move. */
    fit(ids: Iterable<NodeId> | undefined, animated: boolean) {
      const target = fitOf(ids ? rects(ids) : everyRect())
      if (animated) viewport.animate(target)
      else viewport.set(target)
    },
    /** Brings nodes into the view, in a short move of it that is no longer than it must be; of those too large for it, their upper left corner. */
    bring(ids: readonly NodeId[]) {
      const cards = rects(ids)
      const bounds = boundsOf(cards)
      if (bounds && isOut(cards)) viewport.animate(broughtIn(viewport.now, bounds, viewport.size(), overlays()))
    },
    /** Brings all that lies in these places into the view, in a short move that is no longer than it must be; what is too large for the view is fitted into it. */
    reveal(cards: readonly Rect[]) {
      const bounds = boundsOf(cards)
      if (!bounds || !isOut(cards)) return
      const size = viewport.size()
      const moved = broughtIn(viewport.now, bounds, size, overlays())
      viewport.animate(covers({ x: 0, y: 0, ...size }, rectOnScreen(moved, bounds)) ? moved : fitOf(cards))
    },
    /** Shows all, in a short move, where a card is out of the view or in part so. */
    showAll() {
      const all = everyRect()
      if (isOut(all)) viewport.animate(fitOf(all))
    },
    /**
     * Shows these nodes, in a short move, where one is out of the view or in part so, or where they are too small to be read:
     * no larger than the view is now, where that can be read.
     */
    show(ids: readonly NodeId[]) {
      const { k } = viewport.now
      const cards = rects(ids)
      if (k >= readable && !isOut(cards)) return
      const fit = fitOf(cards)
      const { x, y, width, height } = boundsOf(cards) ?? { x: 0, y: 0, width: 0, height: 0 }
      const larger = k < readable ? 0 : Math.max(0, fit.k - k)
      viewport.animate({
        k: fit.k - larger,
        x: fit.x + (x + width / 2) * larger,
        y: fit.y + (y + height / 2) * larger,
      })
    },
  }
}
