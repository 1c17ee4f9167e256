'use client'
import type { LucideIcon } from 'lucide-react'
import style from '../cards/field.module.css'
import { Menu } from '../parts/menu.tsx'

interface ChoiceButtonProps<T extends string> {
  /** What is chosen, and how it stands now. */
  readonly label: string
  readonly sign: LucideIcon
  /** Whether another than the plain one is chosen. */
  readonly on: boolean
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly title: string; readonly sign: LucideIcon }[]
  readonly choose: (value: T) => void
}

/** A small sign in a field's line that opens the choice of how the field works. */
export const ChoiceButton = <T extends string>({
  label,
  sign: Sign,
  on,
  value,
  choices,
  choose,
}: ChoiceButtonProps<T>) => {
  const items = choices.map(({ value: each, title, sign: Icon }) => ({
    title,
    icon: <Icon size={14} strokeWidth={1.75} aria-hidden />,
    checked: each === value,
    act: () => choose(each),
  }))
  return (
    <Menu items={items} align="end">
      <button
        type="button"
        className={style.action}
        data-nodrag
        data-on={on || undefined}
        aria-label={label}
        title={label}
      >
        <Sign size={13} strokeWidth={1.75} aria-hidden />
      </button>
    </Menu>
  )
}
