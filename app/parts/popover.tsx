'use client'
import { Popover as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import style from './popover.module.css'
import { usePortalPlace } from './portal-place.ts'

interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly label: string
  readonly align?: 'start' | 'center' | 'end'
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** Whether it is open, where more than its button opens it. */
  readonly open?: boolean
  readonly change?: (open: boolean) => void
  readonly children: ReactNode
}

/** A small panel at a button. */
export const Popover = ({ trigger, label, align = 'end', side = 'bottom', open, change, children }: PopoverProps) => (
  <Radix.Root open={open} onOpenChange={change}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal container={usePortalPlace()}>
      <Radix.Content
        className={style.popover}
        aria-label={label}
        align={align}
        side={side}
        sideOffset={6}
        collisionPadding={8}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
