'use client'
import { ChevronsUpDown } from 'lucide-react'
import { Menu } from './menu.tsx'
import style from './pick-button.module.css'

interface PickButtonProps<T extends string | number> {
  /** What is chosen; it stands before the choice. */
  readonly label: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly title: string }[]
  readonly choose: (value: T) => void
}

/** A button that says what is chosen and opens the choice. */
export const PickButton = <T extends string | number>({ label, value, choices, choose }: PickButtonProps<T>) => (
  <Menu
    items={choices.map((each) => ({
      id: String(each.value),
      title: each.title,
      checked: each.value === value,
      act: () => choose(each.value),
    }))}
  >
    <button type="button" className={style.pick}>
      {label} <b>{choices.find((each) => each.value === value)?.title}</b>
      <ChevronsUpDown size={12} strokeWidth={1.75} aria-hidden />
    </button>
  </Menu>
)
