'use client'
import { useLayoutEffect, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { edge, type GridShape, headerWidth } from './grid-shape.ts'
import style from './timeline.module.css'

interface RingProps {
  readonly letter: 'A' | 'B'
  readonly row: number
  /** One, or whichever it is just now. */
  readonly frame: number | StoreApi<{ readonly frame: number }>
  readonly shape: GridShape
}

/** What stands around the cell of A or B; it goes from frame to frame past React. */
export const Ring = ({ letter, row, frame, shape }: RingProps) => {
  const ring = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const place = (index: number) => {
      ring.current!.style.transform = `translate(${headerWidth + edge + index * shape.across}px, ${edge + row * shape.down}px)`
    }
    if (typeof frame === 'number') return place(frame)
    place(frame.getState().frame)
    return frame.subscribe((now) => place(now.frame))
  }, [row, frame, shape])
  return (
    <i
      ref={ring}
      className={style.ring}
      data-letter={letter}
      style={{ width: shape.cellWidth, height: shape.cellHeight }}
      aria-hidden
    />
  )
}
