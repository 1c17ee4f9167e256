'use client'
import { Tooltip as Radix } from 'radix-ui'
import type { FocusEvent, ReactElement } from 'react'
import { Keys } from './keys.tsx'
import { usePortalPlace } from './portal-place.ts'
import style from './tooltip.module.css'

/** Must stand around all tooltips: the second in a row opens at once. */
export const TooltipProvider = Radix.Provider

interface TooltipProps {
  /** What it says; nothing is shown for an empty one. */
  readonly text: string
  /** The shortcut of what it is about, for example "Ctrl K". */
  readonly keys?: string
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly children: ReactElement
}

/** A tap gives the focus too, and what it opens would stay until the next tap. */
const onlyByKeyboard = (event: FocusEvent) => {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault()
}

/** A word of help about one control, on hover and where the keyboard puts the focus. */
export const Tooltip = ({ text, keys, side = 'bottom', children }: TooltipProps) => {
  const place = usePortalPlace()
  return text === '' ? (
    children
  ) : (
    <Radix.Root>
      <Radix.Trigger asChild onFocus={onlyByKeyboard}>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={place}>
        <Radix.Content className={style.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys && <Keys keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
