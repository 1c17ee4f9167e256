'use client'
import { ArrowDown, ArrowUp, Lock, Shuffle } from 'lucide-react'
import { type SeedMode, seedModes } from '../../workflow/seeds.ts'
import style from '../cards/field.module.css'
import { Menu } from '../parts/menu.tsx'
import { useTexts } from '../texts/use-texts.ts'

const icons = { fixed: Lock, random: Shuffle, up: ArrowUp, down: ArrowDown }

interface SeedModeProps {
  /** The field's title. */
  readonly title: string
  readonly mode: SeedMode
  readonly choose: (mode: SeedMode) => void
}

/** Says what becomes of a seed with each run, and lets one choose. */
export const SeedModeButton = ({ title, mode, choose }: SeedModeProps) => {
  const texts = useTexts().fields
  const Icon = icons[mode]
  const items = seedModes.map((each) => {
    const Sign = icons[each]
    return {
      title: texts.seedModes[each],
      icon: <Sign size={14} strokeWidth={1.75} aria-hidden />,
      checked: each === mode,
      act: () => choose(each),
    }
  })
  const label = texts.seedMode(title, mode)
  return (
    <Menu items={items} align="end">
      <button
        type="button"
        className={style.action}
        data-nodrag
        data-on={mode !== 'fixed' || undefined}
        aria-label={label}
        title={label}
      >
        <Icon size={13} strokeWidth={1.75} aria-hidden />
      </button>
    </Menu>
  )
}
