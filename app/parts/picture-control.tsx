'use client'
import type { ReactNode } from 'react'
import style from './picture-control.module.css'

interface PictureControlProps {
  readonly label: string
  readonly act: () => void
  readonly children: ReactNode
}

/** A button that lies on a picture, whatever its colours are. */
export const PictureControl = ({ label, act, children }: PictureControlProps) => (
  <button
    type="button"
    className={style.control}
    data-nodrag
    aria-label={label}
    title={label}
    onClick={(event) => {
      event.stopPropagation()
      act()
    }}
  >
    {children}
  </button>
)
