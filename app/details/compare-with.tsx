'use client'
import type { Take } from '../compare/take.ts'
import { PickButton } from '../parts/pick-button.tsx'
import { useTexts } from '../texts/use-texts.ts'

interface CompareWithProps {
  /** What the picture is laid against now. */
  readonly value: Take | null
  readonly choices: readonly Take[]
  readonly choose: (take: Take | null) => void
}

/** Chooses what a picture is laid against; nothing where there is nothing to choose. */
export const CompareWith = ({ value, choices, choose }: CompareWithProps) => {
  const texts = useTexts()
  if (choices.length === 0 && !value) return null
  // What was chosen may be gone from the list since.
  const all = value && !choices.some(({ key }) => key === value.key) ? [value, ...choices] : choices
  return (
    <PickButton
      label={texts.details.compareWith}
      value={value?.key ?? ''}
      choices={[{ value: '', title: texts.details.alone }, ...all.map(({ key, title }) => ({ value: key, title }))]}
      choose={(key) => choose(all.find((each) => each.key === key) ?? null)}
    />
  )
}
