'use client'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { NumberField as NumberDefinition } from '../../workflow/definition.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import style from './field.module.css'
import type { FieldProps } from './field-line.tsx'
import { numberText, onStep, perPixel, readNumber } from './number-text.ts'
import { useTyping } from './use-typing.ts'

/** A number: drag it sideways, click to type, or use the arrow keys. */
export const NumberField = ({ id, name, field, value, set }: FieldProps<NumberDefinition>) => {
  const { editor } = useDocument()
  const { input, typed, start, write, end } = useTyping()
  const abandoned = useRef(false)
  const drag = useRef<{ x: number; from: number; moved: boolean } | null>(null)
  const number = typeof value === 'number' ? value : field.default
  const gesture = `${id} ${name}`

  const limited = (next: number) => Math.min(field.max, Math.max(field.min, next))
  const take = () => {
    if (typed !== null && !abandoned.current) {
      const next = readNumber(typed, field)
      if (next !== undefined) set(onStep(next, field))
    }
    abandoned.current = false
    end()
    editor.endGesture()
  }
  const move = (event: PointerEvent) => {
    const from = drag.current
    if (!from || event.buttons === 0) return
    const far = event.clientX - from.x
    if (!from.moved && Math.abs(far) < 3) return
    from.moved = true
    const fine = event.shiftKey ? 0.1 : 1
    set(onStep(limited(from.from + far * perPixel(field) * fine), field), `drag ${gesture}`)
  }
  const up = () => {
    const from = drag.current
    drag.current = null
    if (!from) return
    if (from.moved) editor.endGesture()
    else input.current?.focus()
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') input.current?.blur()
    else if (event.key === 'Escape') {
      abandoned.current = true
      input.current?.blur()
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      const by = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1) * field.step
      const from = typed === null ? number : (readNumber(typed, field) ?? number)
      const next = onStep(limited(from + by), field)
      set(next, `keys ${gesture}`)
      write(String(next))
    }
  }
  return (
    <input
      ref={input}
      className={style.number}
      data-nodrag
      data-typing={typed !== null || undefined}
      role="spinbutton"
      aria-label={field.title}
      aria-valuenow={number}
      aria-valuemin={field.min}
      aria-valuemax={field.max}
      aria-valuetext={numberText(value, field)}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      size={Math.max(2, (typed ?? numberText(value, field)).length)}
      value={typed ?? numberText(value, field)}
      onChange={(event) => write(event.target.value)}
      onFocus={() => start(typeof value === 'number' ? String(value) : '')}
      onBlur={take}
      onKeyDown={key}
      onPointerDown={(event) => {
        if (event.button !== 0 || document.activeElement === input.current) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { x: event.clientX, from: number, moved: false }
      }}
      onMouseDown={(event) => {
        if (document.activeElement !== input.current) event.preventDefault()
      }}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
    />
  )
}
