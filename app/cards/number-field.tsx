'use client'
import { type KeyboardEvent, useRef } from 'react'
import type { NumberField as NumberDefinition } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { Json } from '../../workflow/json.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { useScrub } from '../fields/use-scrub.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './field.module.css'
import type { SetField } from './field-line.tsx'
import { asTyped, onStep, perPixel, perShare, placeInRange, readNumber } from './number-text.ts'
import { useTyping } from './use-typing.ts'

/** What of a field its number is shown and changed by. */
export type NumberShape = Pick<
  NumberDefinition,
  'title' | 'default' | 'min' | 'max' | 'step' | 'strict' | 'unit' | 'soft' | 'words'
>

interface NumberProps {
  readonly id: NodeId
  readonly name: string
  readonly field: NumberShape
  readonly value: Json
  readonly set: SetField
  /** The row that it stands in is a slider. */
  readonly slider?: boolean
}

/** A number: drag it sideways (Shift finer, Alt coarser), click to type it or a sum, or use the arrow keys. */
export const NumberField = ({ id, name, field, value, set, slider = false }: NumberProps) => {
  const { editor } = useDocument()
  const { amounts } = useTexts()
  const { input, typed, start, write, end } = useTyping()
  const abandoned = useRef(false)
  const number = typeof value === 'number' ? value : field.default
  const gesture = `${id} ${name}`

  const limited = (next: number) => Math.min(field.max, Math.max(field.min, next))
  const take = () => {
    if (typed !== null && !abandoned.current) {
      const next = readNumber(typed, field)
      if (next !== undefined) set(asTyped(next, field))
    }
    abandoned.current = false
    end()
    editor.endGesture()
  }
  const scrubbing = {
    number,
    change: (next: number) => {
      const value = onStep(limited(next), field)
      // What was typed before the drag would come back when the keyboard leaves the field.
      if (typed !== null) write(amounts.typed(value))
      set(value, `drag ${gesture}`)
    },
    end: () => editor.endGesture(),
    press: () => input.current?.focus(),
  }
  const scrub = useScrub({ ...scrubbing, perPixel: () => perPixel(field) })
  const slide = useScrub({
    ...scrubbing,
    perPixel: (element) =>
      perShare(field) / (element.closest('[data-slider]') ?? element).getBoundingClientRect().width,
  })
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
      write(amounts.typed(next))
    }
  }
  const dragged = slider ? slide : scrub
  return (
    <>
      {slider && (
        <span className={style.slider} data-nodrag aria-hidden {...slide}>
          <i className={style.fill} style={{ width: `${placeInRange(number, field) * 100}%` }} />
        </span>
      )}
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
        aria-valuetext={amounts.ofField(value, field)}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        size={Math.max(2, (typed ?? amounts.ofField(value, field)).length)}
        value={typed ?? amounts.ofField(value, field)}
        onChange={(event) => write(event.target.value)}
        onFocus={() => start(typeof value === 'number' ? amounts.typed(value) : '')}
        onBlur={take}
        onKeyDown={key}
        onPointerDown={(event) => {
          if (document.activeElement !== input.current) dragged.onPointerDown(event)
        }}
        onMouseDown={(event) => {
          if (document.activeElement !== input.current) event.preventDefault()
        }}
        onPointerMove={dragged.onPointerMove}
        onPointerUp={dragged.onPointerUp}
        onPointerCancel={dragged.onPointerCancel}
      />
    </>
  )
}
