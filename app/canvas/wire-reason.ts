import { labelPlace } from './label-place.ts'
import type { Scene } from './scene.ts'
import { toScreen } from './transform.ts'
import type { Viewport } from './viewport.ts'
import type { WireUnderWay } from './wiring.ts'

interface ReasonParts {
  /** The element that says it. */
  readonly label: HTMLElement
  readonly scene: Scene
  readonly viewport: Viewport
  /** The size of the view in CSS pixels. */
  size(): { readonly width: number; readonly height: number }
}

/** Says beside the pointer why a wire cannot end there, while it cannot; hidden otherwise. */
export const createWireReason =
  ({ label, scene, viewport, size }: ReasonParts) =>
  (wire: WireUnderWay | undefined, at?: { clientX: number; clientY: number }): void => {
    label.hidden = !wire?.refusal
    if (!wire?.refusal || !at) return
    label.textContent = wire.refusal
    const socket = wire.refused && scene.socketPoint(wire.refused)
    const place = labelPlace(
      viewport.local(at),
      { width: label.offsetWidth, height: label.offsetHeight },
      size(),
      socket && toScreen(viewport.now, socket),
    )
    label.style.transform = `translate(${place.x}px, ${place.y}px)`
  }
