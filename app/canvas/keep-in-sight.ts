import type { NodeId } from '../../workflow/document.ts'
import type { LayoutStore } from '../state/panel-layout.ts'

export interface InSightParts {
  /** Absent where the canvas stands alone. */
  readonly layout: Pick<LayoutStore, 'store'> | undefined
  selection(): ReadonlySet<NodeId>
  /** Brings a node into the view, with no longer a move than that takes. */
  bring(id: NodeId): void
  /** Calls back in the next frame of the page. @returns a function that calls it off */
  nextFrame(callback: () => void): () => void
}

/**
 * Keeps the selected node in sight as the details open beside the canvas (on a phone under it) or the timeline below, and take a
 * part of its place: once, whatever the person does with the view afterwards.
 * @returns a function that ends it
 */
export const keepInSight = ({ layout, selection, bring, nextFrame }: InSightParts): (() => void) => {
  let callOff = () => {}
  const opened = () => {
    const [only, ...others] = selection()
    if (only !== undefined && others.length === 0) bring(only)
  }
  const stop = layout?.store.subscribe((state, before) => {
    const taken = [
      [state.details, before.details],
      [state.timeline, before.timeline],
    ].filter(([now, then]) => now !== then)
    if (taken.length === 0) return
    callOff()
    // In the first frame they are put there, and the canvas is given its size.
    if (taken.some(([now]) => now))
      callOff = nextFrame(() => {
        callOff = nextFrame(opened)
      })
  })
  return () => {
    callOff()
    stop?.()
  }
}
