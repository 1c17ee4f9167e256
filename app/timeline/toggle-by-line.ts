import type { LayoutStore } from '../state/panel-layout.ts'

/** Folds or opens the timeline from its own line: the focus goes on to the line that takes the place of that one. */
export const toggleByLine = (layout: LayoutStore): void => {
  layout.toggleTimeline()
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-place="dock"] [aria-expanded]:not([aria-haspopup])')?.focus(),
  )
}
