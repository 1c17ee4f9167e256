import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'

/** Which ends of what scrolls sideways are out of sight. */
export interface Overflow {
  readonly before: boolean
  readonly after: boolean
}

/** Follows which ends of an element's content are out of sight, to a pixel. */
export const useOverflow = (ref: RefObject<HTMLElement | null>): Overflow => {
  const [overflow, setOverflow] = useState<Overflow>({ before: false, after: false })
  const measure = useCallback(() => {
    const { scrollLeft, scrollWidth, clientWidth } = ref.current!
    const before = scrollLeft > 1
    const after = scrollLeft + clientWidth < scrollWidth - 1
    setOverflow((last) => (last.before === before && last.after === after ? last : { before, after }))
  }, [ref])
  // What it holds may be another after any rendering.
  useLayoutEffect(measure)
  useEffect(() => {
    const element = ref.current!
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [ref, measure])
  return overflow
}
