import type { AreaPlugin } from 'rete-area-plugin'
import type { Scheme } from './rete-scheme.ts'

export interface FrameHost {
  /** Under the cards: it holds the titles of frames. */
  readonly element: HTMLElement
  /** Follows the zoom. */
  scale(): void
}

/** The place of the titles of frames, which are read from far away too: there they stand above their frames. */
export const createFrameHost = (area: AreaPlugin<Scheme>): FrameHost => {
  const element = document.createElement('div')
  // The cards stand beside it in the holder.
  Object.assign(element.style, { position: 'absolute', left: '0', top: '0', zIndex: '-1' })
  area.area.content.add(element)
  let scaled = 0
  return {
    element,
    scale() {
      const { k } = area.area.transform
      const far = k < 0.5
      const scale = Math.round((far ? 0.95 / k : Math.max(1, 0.8 / k)) * 20) / 20
      if (scale === scaled) return
      scaled = scale
      element.style.setProperty('--frame-scale', String(scale))
      element.toggleAttribute('data-far', far)
    },
  }
}
