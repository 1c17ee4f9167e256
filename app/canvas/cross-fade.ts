import type { NodeId } from '../../workflow/document.ts'

/** A change of an element's opacity that is under way, or has ended and holds. */
export interface Fade {
  /** Is refused where the fade is called off. */
  readonly finished: Promise<unknown>
  cancel(): void
}

/**
 * Cards that fade out over what is painted in their place, or in, where the zoom passes from the ones to the other. A card
 * counts as fading until it has faded in, or is let go after it has faded out.
 */
export interface CrossFade {
  /** How many fade. */
  readonly size: number
  has(id: NodeId): boolean
  in(id: NodeId, element: HTMLElement): void
  /** @returns true when the card has faded out; until then it is asked again */
  out(id: NodeId, element: HTMLElement): boolean
  /** A card that fades out, or has, stays. @returns false where it does not */
  back(id: NodeId): boolean
  /** The card has left the page. */
  end(id: NodeId): void
  destroy(): void
}

export interface CrossFadeParts {
  /** Fades an element to an opacity. @returns undefined where the person wants no motion: then it is there at once */
  fade(element: HTMLElement, to: 0 | 1): Fade | undefined
  /** A card has faded in or out. */
  faded(): void
}

export const createCrossFade = ({ fade, faded }: CrossFadeParts): CrossFade => {
  const fades = new Map<NodeId, { readonly to: 0 | 1; readonly fade: Fade; done: boolean }>()
  const end = (id: NodeId) => {
    fades.get(id)?.fade.cancel()
    fades.delete(id)
  }
  /** @returns true where nothing fades */
  const start = (id: NodeId, element: HTMLElement, to: 0 | 1): boolean => {
    end(id)
    const started = fade(element, to)
    if (!started) return true
    const entry = { to, fade: started, done: false }
    fades.set(id, entry)
    started.finished.then(
      () => {
        if (fades.get(id) !== entry) return
        entry.done = true
        if (to === 1) end(id)
        faded()
      },
      // Called off.
      () => {},
    )
    return false
  }
  return {
    get size() {
      return fades.size
    },
    has: (id) => fades.has(id),
    in(id, element) {
      if (fades.get(id)?.to !== 1) start(id, element, 1)
    },
    out(id, element) {
      const entry = fades.get(id)
      return entry?.to === 0 ? entry.done : start(id, element, 0)
    },
    back(id) {
      if (fades.get(id)?.to !== 0) return false
      end(id)
      return true
    },
    end,
    destroy() {
      for (const id of [...fades.keys()]) end(id)
    },
  }
}
