import type { Scene } from './scene.ts'
import type { Viewport } from './viewport.ts'

export interface PaintedPressParts {
  readonly scene: Pick<Scene, 'nodeAt' | 'isShown' | 'reach' | 'elementOf'>
  readonly viewport: Pick<Viewport, 'world'>
  readonly container: HTMLElement
}

/**
 * Makes a press on a card that is only painted one on its element. Where a pointer hovers the element is there before the
 * press; a finger comes without notice. What takes presses before all else listens before this does.
 * @returns a function that ends it
 */
export const listenToPaintedPresses = ({ scene, viewport, container }: PaintedPressParts): (() => void) => {
  const down = (event: PointerEvent) => {
    // On anything else the press is that one's; one that was stopped means something else already.
    if (event.target !== container || event.button !== 0 || event.cancelBubble) return
    const id = scene.nodeAt(viewport.world(event))
    if (id === undefined || scene.isShown(id)) return
    event.stopPropagation()
    void scene.reach(id).then(() => scene.elementOf(id)?.dispatchEvent(new PointerEvent(event.type, event)))
  }
  container.addEventListener('pointerdown', down, true)
  return () => container.removeEventListener('pointerdown', down, true)
}
