import type { NodeId } from '../../workflow/document.ts'
import type { LayoutStore } from '../state/panel-layout.ts'

export interface BesideDetailsParts {
  /** Absent where the canvas stands alone. */
  readonly layout: Pick<LayoutStore, 'store'> | undefined
  selection(): ReadonlySet<NodeId>
  /** Brings a node into the view, with no longer a move than that takes. */
  bring(id: NodeId): void
  /** Calls back in the next frame of the page. @returns a function that calls it off */
  nextFrame(callback: () => void): () => void
}

/**
 * Keeps in sight what the details are about as they open beside the canvas, or on a phone under it, and take a part of its place:
 * once, whatever the person does with the view afterwards.
 * @returns a function that ends it
 */
export const keepBesideDetails = ({ layout, selection, bring, nextFrame }: BesideDetailsParts): (() => void) => {
  let callOff = () => {}
  const opened = () => {
    const [only, ...others] = selection()
    if (only !== undefined && others.length === 0) bring(only)
  }
  const stop = layout?.store.subscribe((state, before) => {
    if (state.details === before.details) return
    callOff()
    // In the first frame they are put there, and the canvas is given its size.
    if (state.details)
      callOff = nextFrame(() => {
        callOff = nextFrame(opened)
      })
  })
  return () => {
    callOff()
    stop?.()
  }
}
