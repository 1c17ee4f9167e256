'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../parts/icon-button.tsx'
import { useTexts } from '../texts/use-texts.ts'
import style from './field.module.css'
import { partAt, partBefore, type TextPart } from './text-beginning.ts'

/** The part of a text that is written in, which is all of one that is not too long for it, and what goes to another part. */
export const useTextPart = (text: string): readonly [part: TextPart, turn: (to: TextPart) => void] => {
  const [part, turn] = useState(() => partAt(text, 0))
  // The text may have become shorter by an undo.
  return [part.before + part.after <= text.length ? part : partAt(text, 0), turn]
}

interface TextTurnProps {
  readonly text: string
  readonly part: TextPart
  readonly turn: (to: TextPart) => void
}

/**
 * Under a text that is written in by parts: which one that is, and the way to the parts beside it. At either end a button
 * stays one that can have the focus: a browser tells nobody that one which was disabled lost it.
 */
export const TextTurn = ({ text, part, turn }: TextTurnProps) => {
  const texts = useTexts().cards
  const end = text.length - part.after
  return (
    <span className={style.turn}>
      <IconButton
        size="small"
        label={texts.partBefore}
        aria-disabled={part.before === 0}
        onClick={() => part.before > 0 && turn(partBefore(text, part))}
      >
        <ChevronLeft size={14} aria-hidden />
      </IconButton>
      <span>{texts.lettersFrom(part.before + 1, text.length)}</span>
      <IconButton
        size="small"
        label={texts.partAfter}
        aria-disabled={part.after === 0}
        onClick={() => part.after > 0 && turn(partAt(text, end))}
      >
        <ChevronRight size={14} aria-hidden />
      </IconButton>
    </span>
  )
}

/** True for a part that is not all of its text. */
export const isCut = ({ before, after }: TextPart): boolean => before > 0 || after > 0
