'use client'
import { type PointerEvent, useRef, useState } from 'react'
import type { TextField as TextDefinition } from '../../workflow/definition.ts'
import { setValue } from '../../workflow/edits.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { shortened } from '../canvas/edit-names.ts'
import { Markdown } from '../parts/markdown.tsx'
import { ticked } from '../parts/markdown-blocks.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { FieldProps } from './field-line.tsx'
import style from './note.module.css'
import { beginningOf, lettersIn, mostLetters, partAt, withPart } from './text-beginning.ts'
import { isLong } from './text-field.tsx'
import { isCut, TextTurn, useTextPart } from './text-turn.tsx'

/** A press that moved less than this many pixels is a click. */
const clickSlack = 4

/** A note as it reads: Markdown, and a text area while a person writes. A click begins; Escape or a press elsewhere ends. Its tasks are ticked as they read. Of one that is very long the beginning is read. */
export const NoteField = ({ id, name, field, value, set }: FieldProps<TextDefinition>) => {
  const texts = useTexts()
  const { editor } = useDocument()
  const [writing, setWriting] = useState(false)
  const pressed = useRef<{ x: number; y: number } | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const [part, turn] = useTextPart(text)
  const begin = () => {
    turn(partAt(text, 0))
    setWriting(true)
  }
  if (writing) {
    const letters = lettersIn(text, part)
    const end = () => {
      setWriting(false)
      editor.endGesture()
    }
    const area = (
      <textarea
        className={style.write}
        data-long={isLong(letters) || undefined}
        data-nodrag
        // biome-ignore lint/a11y/noAutofocus: it opens on a click, to be written in
        autoFocus
        aria-label={field.title}
        placeholder={field.placeholder}
        value={letters}
        onFocus={(event) => event.currentTarget.setSelectionRange(letters.length, letters.length)}
        onChange={(event) => set(withPart(text, part, event.target.value), `type ${id} ${name}`)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          end()
          requestAnimationFrame(() => button.current?.focus({ preventScroll: true }))
        }}
      />
    )
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the keyboard left all of it
      <span
        className={style.writing}
        data-nodrag
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) end()
        }}
      >
        {area}
        {isCut(part) && <TextTurn text={text} part={part} turn={turn} />}
      </span>
    )
  }
  const { shown, more } = beginningOf(text, mostLetters.marked)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same for the keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={style.read}
      data-long={isLong(shown) || undefined}
      onPointerDown={(event: PointerEvent) => {
        pressed.current = { x: event.clientX, y: event.clientY }
      }}
      onClick={(event) => {
        const from = pressed.current
        const far = from ? Math.hypot(event.clientX - from.x, event.clientY - from.y) : 0
        if (far < clickSlack && !(event.target as Element).closest('a, [role="checkbox"]')) begin()
      }}
    >
      {text.trim() === '' ? (
        <p className={style.empty}>{field.placeholder ?? texts.cards.writeNote}</p>
      ) : (
        <Markdown
          text={shown}
          breaks
          tick={(task, words) =>
            editor.commit(
              texts.cards.tickEdit(shortened(words) || texts.parts.task, !task.done),
              setValue(id, name, ticked(text, task)),
            )
          }
        />
      )}
      {more > 0 && <p className={style.empty}>{texts.cards.moreText(more)}</p>}
      <button ref={button} type="button" className={style.edit} onClick={begin}>
        {texts.cards.editNote}
      </button>
    </div>
  )
}
