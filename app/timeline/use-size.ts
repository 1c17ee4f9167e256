'use client'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** The room inside of an element in whole pixels, and the reference that it takes; none before it is on the page. */
export const useSize = (): [
  RefObject<HTMLDivElement | null>,
  { readonly width: number; readonly height: number } | undefined,
] => {
  const element = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<{ width: number; height: number }>()
  useLayoutEffect(() => {
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element.current!
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [])
  return [element, size]
}
