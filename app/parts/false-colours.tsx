'use client'
import { useTexts } from '../texts/use-texts.ts'
import style from './false-colours.module.css'

/** Says of a picture that its own colours are gone, and what brings such back. */
export const FalseColours = ({ className = '' }: { readonly className?: string | undefined }) => {
  const { falseColours, falseColoursAbout } = useTexts().cards
  return (
    <small
      role="note"
      className={`${style.note} ${className}`}
      title={falseColoursAbout}
      aria-description={falseColoursAbout}
    >
      {falseColours}
    </small>
  )
}
