'use client'
import { Check, ChevronRight } from 'lucide-react'
import { ContextMenu, DropdownMenu } from 'radix-ui'
import { type ReactElement, type ReactNode, useCallback, useRef } from 'react'
import { useTexts } from '../texts/use-texts.ts'
import { Keys } from './keys.tsx'
import style from './menu.module.css'
import { usePortalPlace } from './portal-place.ts'

/** One line of a menu; null draws a line between groups. */
export type MenuItem = {
  readonly title: string
  /** Tells it from others of the same title. */
  readonly id?: string
  readonly icon?: ReactNode
  readonly keys?: string
  readonly disabled?: boolean
  readonly danger?: boolean
  /** What a line that opens a menu of its own holds. */
  readonly items?: readonly MenuItem[]
  /** Marks the line of several that holds now. */
  readonly checked?: boolean
  readonly act?: () => void
} | null

interface MenuProps {
  readonly items: readonly MenuItem[]
  /** The control it belongs to. */
  readonly children: ReactElement
  readonly align?: 'start' | 'end'
}

type Radix = typeof DropdownMenu | typeof ContextMenu

/** How far a menu stands from its point and, at least, from the window's edge, in pixels. */
const gap = 2
const edge = 8
/** How far a menu that opens beside another lies over that where the window has no room for both, in pixels. */
const over = 200
const isNarrow = () => window.innerWidth < 640

/** The lines of a menu; what opens beside it is put into `place`, as the menu itself. */
const menuLines = (items: readonly MenuItem[], Radix: Radix, place: HTMLElement | undefined): ReactNode[] =>
  items.map((item, index) =>
    item === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
      <Radix.Separator key={index} className={style.line} />
    ) : item.items ? (
      <Radix.Sub key={item.title}>
        <Radix.SubTrigger className={style.item} disabled={item.disabled}>
          <span className={style.icon}>{item.icon}</span>
          <span className={style.title}>{item.title}</span>
          <ChevronRight size={14} aria-hidden />
        </Radix.SubTrigger>
        <Radix.Portal container={place}>
          <Radix.SubContent className={style.menu} sideOffset={isNarrow() ? -over : 6} collisionPadding={edge}>
            {menuLines(item.items, Radix, place)}
          </Radix.SubContent>
        </Radix.Portal>
      </Radix.Sub>
    ) : (
      <Radix.Item
        key={item.id ?? item.title}
        className={style.item}
        data-danger={item.danger || undefined}
        disabled={item.disabled}
        onSelect={item.act}
      >
        <span className={style.icon}>{item.icon}</span>
        <span className={style.title}>{item.title}</span>
        {item.checked && <Checked />}
        {item.keys && <Keys keys={item.keys} />}
      </Radix.Item>
    ),
  )

const Checked = () => <Check size={14} aria-label={useTexts().parts.now} />

/** A menu that a click on its child opens. */
export const Menu = ({ items, children, align = 'start' }: MenuProps) => {
  const place = usePortalPlace()
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={place}>
        <DropdownMenu.Content className={style.menu} align={align} sideOffset={4} collisionPadding={8}>
          {menuLines(items, DropdownMenu, place)}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** A menu that a right click (or the menu key) on its child opens. */
export const RightClickMenu = ({ items, children }: Omit<MenuProps, 'align'>) => {
  const place = usePortalPlace()
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal container={place}>
        <ContextMenu.Content className={style.menu} collisionPadding={8}>
          {menuLines(items, ContextMenu, place)}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

interface PointMenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  /** Where it opens, in the window. */
  readonly at: { readonly x: number; readonly y: number }
  /** It was closed, by a choice or without one: the keyboard goes where it belongs. */
  readonly close: () => void
}

/** Where across the window the point has to be so that a menu of that width fits beside it: where it is, if that will do. */
export const fittingAt = (x: number, width: number, room: number): number =>
  x + gap + width + edge <= room || x - gap - width >= edge ? x : Math.max(edge - gap, room - edge - width - gap)

/** A menu that is open at a point of the window. */
export const PointMenu = ({ label, items, at, close }: PointMenuProps) => {
  const place = usePortalPlace()
  const anchor = useRef<HTMLSpanElement>(null)
  // Before its place is found. It would only ever be moved up and down to fit, and in a narrow window has room at no side.
  const fit = useCallback(
    (menu: HTMLElement | null) => {
      if (menu && anchor.current)
        anchor.current.style.left = `${fittingAt(at.x, menu.offsetWidth, window.innerWidth)}px`
    },
    [at.x],
  )
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && close()}>
      <DropdownMenu.Trigger asChild>
        <span
          ref={anchor}
          style={{ position: 'fixed', left: at.x, top: at.y, width: 0, height: 0 }}
          aria-hidden
          tabIndex={-1}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={place}>
        <DropdownMenu.Content
          ref={fit}
          className={style.menu}
          // Beside the point it is moved up and down until it fits; below it, it would be cut off.
          side="right"
          align="start"
          sideOffset={gap}
          collisionPadding={edge}
          aria-label={label}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onContextMenu={(event) => event.preventDefault()}
        >
          {menuLines(items, DropdownMenu, place)}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
