'use client'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { FalseColours } from '../parts/false-colours.tsx'
import { colouredFrames } from '../parts/latent-player.ts'
import type { Preview } from '../state/app-context.ts'
import type { TimelineParts } from './parts-in.ts'
import style from './timeline.module.css'

interface CellPictureProps {
  readonly letter: 'A' | 'B'
  readonly preview: Preview
  /** The frame to show: one, or whichever it is just now. */
  readonly frame: number | StoreApi<{ readonly frame: number }>
  readonly size: TimelineParts['picture']
  /** What a screen reader says of it. */
  readonly label: string
  /** Lies on it. */
  readonly control?: ReactNode
  /** Stands under it, after the letter. */
  readonly children: ReactNode
}

/** A cell, large. Its frames are painted past React. */
export const CellPicture = ({ letter, preview, frame, size, label, control, children }: CellPictureProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const frames = useMemo(() => colouredFrames(preview), [preview])
  useEffect(() => {
    const paint = (index: number) => {
      const picture = frames(Math.min(index, preview.header.frames - 1))
      const at = canvas.current!
      if (at.width !== picture.width || at.height !== picture.height) {
        at.width = picture.width
        at.height = picture.height
      }
      at.getContext('2d')?.putImageData(picture, 0, 0)
    }
    if (typeof frame === 'number') return paint(frame)
    paint(frame.getState().frame)
    return frame.subscribe((now) => paint(now.frame))
  }, [frames, preview, frame])
  return (
    <figure className={style.figure} style={{ width: size.width }}>
      <canvas ref={canvas} style={{ height: size.height }} role="img" aria-label={label} />
      {preview.falseColours && <FalseColours className={style.falseColours} />}
      {control}
      <figcaption>
        <b data-letter={letter}>{letter}</b>
        {children}
      </figcaption>
    </figure>
  )
}
