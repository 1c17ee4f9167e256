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
import { beginningOf, mostLetters } from './text-beginning.ts'
import { isLong } from './text-field.tsx'

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
  if (writing)
    return (
      <textarea
        className={style.write}
        data-long={isLong(text) || undefined}
        data-nodrag
        // biome-ignore lint/a11y/noAutofocus: it opens on a click, to be written in
        autoFocus
        aria-label={field.title}
        placeholder={field.placeholder}
        value={text}
        onFocus={(event) => event.currentTarget.setSelectionRange(text.length, text.length)}
        onChange={(event) => set(event.target.value, `type ${id} ${name}`)}
        onBlur={() => {
          editor.endGesture()
          setWriting(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setWriting(false)
          editor.endGesture()
          requestAnimationFrame(() => button.current?.focus({ preventScroll: true }))
        }}
      />
    )
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
        if (far < clickSlack && !(event.target as Element).closest('a, [role="checkbox"]')) setWriting(true)
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
      <button ref={button} type="button" className={style.edit} onClick={() => setWriting(true)}>
        {texts.cards.editNote}
      </button>
    </div>
  )
}
