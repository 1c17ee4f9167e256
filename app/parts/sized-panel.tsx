'use client'
import { type ReactNode, useState } from 'react'
import { Panel, Separator } from 'react-resizable-panels'
import style from './sized-panel.module.css'

interface SizedPanelProps {
  readonly id: string
  /** Its width or height as it opens, in pixels. */
  readonly size: number
  /** The least and the most of it, in pixels. */
  readonly limits: { readonly min: number; readonly max: number }
  /** Takes its size whenever that changes, in pixels. */
  readonly resize: (size: number) => void
  /** What the line between it and what it stands beside is called. */
  readonly label: string
  /** Where it stands: at the beginning of its group or at the end, with the line at its other side. */
  readonly at: 'start' | 'end'
  readonly children: ReactNode
}

/** A part of the window that a person makes larger or smaller, and that keeps its size while the window changes. */
export const SizedPanel = ({ id, size, limits, resize, label, at, children }: SizedPanelProps) => {
  const [start] = useState(size)
  const separator = <Separator className={style.separator} aria-label={label} />
  return (
    <>
      {at === 'end' && separator}
      <Panel
        id={id}
        defaultSize={start}
        minSize={limits.min}
        maxSize={limits.max}
        groupResizeBehavior="preserve-pixel-size"
        onResize={({ inPixels }) => resize(inPixels)}
      >
        {children}
      </Panel>
      {at === 'start' && separator}
    </>
  )
}
