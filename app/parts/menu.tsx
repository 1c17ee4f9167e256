'use client'
import { ContextMenu, DropdownMenu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Keys } from './keys.tsx'
import style from './menu.module.css'
import { usePortalPlace } from './portal-place.ts'

/** One line of a menu; null draws a line between groups. */
export type MenuItem = {
  readonly title: string
  readonly icon?: ReactNode
  readonly keys?: string
  readonly disabled?: boolean
  readonly danger?: boolean
  readonly act: () => void
} | null

interface MenuProps {
  readonly items: readonly MenuItem[]
  /** The control it belongs to. */
  readonly children: ReactElement
  readonly align?: 'start' | 'end'
}

type Radix = typeof DropdownMenu | typeof ContextMenu

const lines = (items: readonly MenuItem[], Radix: Radix) =>
  items.map((item, index) =>
    item === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
      <Radix.Separator key={index} className={style.line} />
    ) : (
      <Radix.Item
        key={item.title}
        className={style.item}
        data-danger={item.danger || undefined}
        disabled={item.disabled}
        onSelect={item.act}
      >
        <span className={style.icon}>{item.icon}</span>
        <span className={style.title}>{item.title}</span>
        {item.keys && <Keys keys={item.keys} />}
      </Radix.Item>
    ),
  )

/** A menu that a click on its child opens. */
export const Menu = ({ items, children, align = 'start' }: MenuProps) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
    <DropdownMenu.Portal container={usePortalPlace()}>
      <DropdownMenu.Content className={style.menu} align={align} sideOffset={4} collisionPadding={8}>
        {lines(items, DropdownMenu)}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)

/** A menu that a right click (or the menu key) on its child opens. */
export const RightClickMenu = ({ items, children }: Omit<MenuProps, 'align'>) => (
  <ContextMenu.Root modal={false}>
    <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
    <ContextMenu.Portal container={usePortalPlace()}>
      <ContextMenu.Content className={style.menu} collisionPadding={8}>
        {lines(items, ContextMenu)}
      </ContextMenu.Content>
    </ContextMenu.Portal>
  </ContextMenu.Root>
)
