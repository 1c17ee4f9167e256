'use client'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import style from './button.module.css'
import { Tooltip } from './tooltip.tsx'

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** What it does: its tooltip and its name for a screen reader. */
  readonly label: string
  readonly keys?: string
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly size?: 'small' | 'medium'
  readonly children: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button with a picture; its words are in the tooltip. */
export const IconButton = ({ label, keys, side, size = 'medium', className, children, ...rest }: IconButtonProps) => (
  <Tooltip text={label} keys={keys} side={side}>
    <button
      type="button"
      aria-label={label}
      data-size={size}
      className={className ? `${style.icon} ${className}` : style.icon}
      {...rest}
    >
      {children}
    </button>
  </Tooltip>
)
