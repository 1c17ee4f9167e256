'use client'
import { useTexts } from '../texts/use-texts.ts'
import style from './false-colours.module.css'
import { Popover } from './popover.tsx'

/** Says of a picture that its own colours are gone; pressed, what that means and what brings such back. */
export const FalseColours = ({ className = '' }: { readonly className?: string | undefined }) => {
  const { falseColours, falseColoursAbout } = useTexts().cards
  return (
    <Popover
      label={falseColours}
      align="start"
      trigger={
        <button
          type="button"
          className={`${style.mark} ${className}`}
          data-nodrag
          title={falseColoursAbout}
          onClick={(event) => event.stopPropagation()}
        >
          {falseColours}
        </button>
      }
    >
      <p className={style.about}>{falseColoursAbout}</p>
    </Popover>
  )
}
