'use client'
import { useEffect, useState } from 'react'
import type { TextField as TextDefinition } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './field.module.css'
import type { FieldProps } from './field-line.tsx'
import { beginningOf, lettersIn, mostLetters, partAt, withPart } from './text-beginning.ts'
import { isCut, TextTurn, useTextPart } from './text-turn.tsx'
import { useCheckpoint } from './use-checkpoint.ts'

/** True for a text that takes long to break into lines with kerning: where each two letters move, all is measured again. */
export const isLong = (text: string): boolean => text.length > 5000

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Text of one line. */
export const TextLine = ({ id, name, field, value, set }: FieldProps<TextDefinition>) => {
  const { editor } = useDocument()
  return (
    <input
      className={style.text}
      data-nodrag
      aria-label={field.title}
      placeholder={field.placeholder}
      value={asText(value)}
      onChange={(event) => set(event.target.value, `type ${id} ${name}`)}
      onBlur={() => editor.endGesture()}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}

/**
 * Text of several lines, with its tokens counted below where the field asks for it. Of one that is very long the beginning is
 * shown, and all of it, with its tokens, while a person writes; one that is too long for that is written in by parts.
 */
export const TextArea = ({ id, name, field, value, set, note }: FieldProps<TextDefinition> & { note: boolean }) => {
  const texts = useTexts()
  const { editor } = useDocument()
  const [writing, setWriting] = useState(false)
  const text = asText(value)
  const [part, turn] = useTextPart(text)
  const { shown, more } = writing ? { shown: lettersIn(text, part), more: 0 } : beginningOf(text, mostLetters.plain)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the keyboard left all of it
    <span
      className={style.area}
      data-note={note || undefined}
      data-long={isLong(shown) || undefined}
      data-nodrag
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return
        editor.endGesture()
        setWriting(false)
      }}
    >
      <textarea
        aria-label={field.title}
        placeholder={field.placeholder ?? (note ? texts.cards.writeNote : field.title)}
        spellCheck={note}
        value={shown}
        readOnly={more > 0}
        onFocus={() => {
          if (!writing) turn(partAt(text, 0))
          setWriting(true)
        }}
        onChange={(event) => set(withPart(text, part, event.target.value), `type ${id} ${name}`)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {more > 0 ? (
        <span className={style.tokens} data-more title={texts.cards.moreText(more)}>
          {texts.cards.moreText(more)}
        </span>
      ) : isCut(part) && writing ? (
        <TextTurn text={text} part={part} turn={turn} />
      ) : (
        field.tokens && <TokenLine id={id} name={name} text={text} />
      )}
    </span>
  )
}

/** Milliseconds after the last key before the tokens are counted. */
const pause = 180

const TokenLine = ({ id, name, text }: { id: NodeId; name: string; text: string }) => {
  const texts = useTexts()
  const { tokens } = useApp()
  const checkpoint = useCheckpoint(id, name)
  const [count, setCount] = useState<{ tokens: number; limit: number; lost: string } | null>(null)
  useEffect(() => {
    if (checkpoint === undefined) {
      setCount(null)
      return
    }
    let stale = false
    const timer = setTimeout(() => {
      tokens(checkpoint, text).then(
        (answer) => {
          if (!stale) setCount(answer)
        },
        () => {
          if (!stale) setCount(null)
        },
      )
    }, pause)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [checkpoint, text, tokens])
  if (!count)
    return <span className={style.tokens}>{checkpoint === undefined ? texts.cards.noCheckpoint : '\u00a0'}</span>
  return (
    <span className={style.tokens} data-lost={count.lost !== '' || undefined}>
      {count.lost !== '' && <span title={count.lost}>{texts.cards.lost(count.lost)}</span>}
      <b>
        {count.tokens} / {count.limit} {texts.cards.tokens}
      </b>
    </span>
  )
}
