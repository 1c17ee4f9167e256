export interface FirstViewParts {
  readonly container: HTMLElement
  /** Puts the view where it begins. */
  begin(): void
  /** The container has another size. */
  resized(): void
}

/** The size of the canvas, and the moment at which its view can begin: before the page is laid out there is nothing to fit into. */
export const createFirstView = ({ container, begin, resized }: FirstViewParts) => {
  // Asked in every frame, after cards came and went: measuring then would lay out the page once more.
  const measured = () => ({ width: container.clientWidth, height: container.clientHeight })
  let known = measured()
  let placed = false
  let seen = false
  const place = () => {
    if (placed || known.width === 0) return
    placed = true
    begin()
  }
  const observer = new ResizeObserver(() => {
    known = measured()
    place()
    resized()
  })
  return {
    /** In CSS pixels, as it was measured last. */
    size: () => known,
    /** Puts the view where it begins, where it can be and has not been. */
    place,
    /** Follows the size from now on. */
    observe: () => observer.observe(container),
    /** A frame was shown. */
    shown() {
      seen = placed
    },
    /** True once a person has seen the view where it belongs. */
    get seen() {
      return seen
    },
    destroy: () => observer.disconnect(),
  }
}
