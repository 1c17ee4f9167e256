'use client'
import { ArrowDown, ArrowUp, Lock, Shuffle } from 'lucide-react'
import { type SeedMode, seedModes } from '../../workflow/seeds.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ChoiceButton } from './choice-button.tsx'

const signs = { fixed: Lock, random: Shuffle, up: ArrowUp, down: ArrowDown }

interface SeedModeProps {
  /** The field's title. */
  readonly title: string
  readonly mode: SeedMode
  readonly choose: (mode: SeedMode) => void
}

/** Says what becomes of a seed with each run, and lets one choose. */
export const SeedModeButton = ({ title, mode, choose }: SeedModeProps) => {
  const texts = useTexts().fields
  return (
    <ChoiceButton
      label={texts.seedMode(title, mode)}
      sign={signs[mode]}
      on={mode !== 'fixed'}
      value={mode}
      choices={seedModes.map((value) => ({ value, title: texts.seedModes[value], sign: signs[value] }))}
      choose={choose}
    />
  )
}
