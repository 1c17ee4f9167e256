'use client'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { type Curve, type CurvePoint, cornersOf, curveAt } from '../../workflow/curve.ts'
import { addPoint, movePoint, removePoint } from '../../workflow/curve-points.ts'
import type { CurveField } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { onStep } from '../cards/number-text.ts'
import { useStepNow } from '../cards/step-now.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './curve.module.css'

interface GraphProps {
  readonly id: NodeId
  readonly name: string
  readonly field: CurveField
  readonly curve: Curve
  readonly write: (curve: Curve, gesture?: string) => void
  /** The corner whose numbers are shown below. */
  readonly chosen: number
  readonly choose: (index: number) => void
}

/** The numbers from the bottom of a graph to its top: the field's usual range, and all that the curve has. */
const rangeOf = (curve: Curve, { soft, min, max }: CurveField): readonly [number, number] => {
  const values = cornersOf(curve).map(([, value]) => value)
  const [low, high] = soft ?? [min, max]
  return [Math.min(low, ...values), Math.max(high, ...values)]
}

/** The curve with one of its corners at another place; those of a line or a cosine only go up and down. */
const moved = (curve: Curve, index: number, [share, value]: CurvePoint): Curve =>
  curve.curve === 'points'
    ? movePoint(curve.points, index, [share, value])
    : { ...curve, [index === 0 ? 'from' : 'to']: value }

/** The curve, steps to the right. Its corners are dragged, or moved with the arrow keys; a double-click makes a point. */
export const CurveGraph = ({ id, name, field, curve, write, chosen, choose }: GraphProps) => {
  const { editor } = useDocument()
  const { amounts, fields: texts } = useTexts()
  const box = useRef<HTMLSpanElement>(null)
  // While a corner is dragged the scale stays, or it would run away under the pointer.
  const [held, setHeld] = useState<{ readonly index: number; readonly range: readonly [number, number] } | null>(null)
  const [low, high] = held?.range ?? rangeOf(curve, field)
  const corners = cornersOf(curve)
  const heightOf = (value: number) => (high > low ? 1 - (value - low) / (high - low) : 0.5)
  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): CurvePoint => {
    const { left, top, width, height } = box.current!.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (clientX - left) / width))
    const up = 1 - Math.min(1, Math.max(0, (clientY - top) / height))
    return [share, within(low + up * (high - low))]
  }
  const within = (value: number) => Math.min(field.max, Math.max(field.min, onStep(value, field)))
  const now = useStepNow([id])
  // The value that a step is taken with, as curveOver gives it.
  const share = now && (now.steps > 1 ? Math.min(1, now.step / (now.steps - 1)) : 0)
  const line = Array.from({ length: 65 }, (_, i) => i / 64)
    .concat(corners.map(([share]) => share))
    .sort((a, b) => a - b)
    .map((share) => `${share * 100},${heightOf(curveAt(curve, share)) * 100}`)
    .join(' ')

  const grab = (index: number) => (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    choose(index)
    setHeld({ index, range: [low, high] })
  }
  const drag = (event: PointerEvent) => {
    if (held && event.buttons !== 0) write(moved(curve, held.index, placeOf(event)), `curve ${id} ${name}`)
  }
  const drop = () => {
    if (held) editor.endGesture()
    setHeld(null)
  }
  const remove = (index: number) => {
    if (curve.curve !== 'points' || curve.points.length < 2) return
    write(removePoint(curve.points, index))
    choose(Math.max(0, index - 1))
  }
  const press = (index: number) => (event: KeyboardEvent) => {
    const [share, value] = corners[index]!
    const far = event.shiftKey ? 10 : 1
    const [dx, dy] = arrows[event.key] ?? [0, 0]
    if (event.key === 'Delete' || event.key === 'Backspace') remove(index)
    else if (dx !== 0 || dy !== 0)
      write(
        moved(curve, index, [share + dx * far * 0.01, within(value + dy * far * field.step)]),
        `keys ${id} ${name} ${index}`,
      )
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the corners are a group; a fieldset would bring a form's looks and rules
    <span
      ref={box}
      className={style.graph}
      role="group"
      aria-label={texts.curveGraph(field.title, corners.map(([, value]) => amounts.ofField(value, field)).join(', '))}
      title={curve.curve === 'points' ? texts.pointHint : undefined}
      onDoubleClick={(event) => {
        if (curve.curve !== 'points' || event.target !== event.currentTarget) return
        const [share, value] = placeOf(event)
        const added = addPoint(curve.points, share, value)
        if (!added) return
        write(added.curve)
        choose(added.index)
      }}
    >
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        <polygon points={`0,100 ${line} 100,100`} />
        <polyline points={line} />
      </svg>
      {share !== undefined && (
        <span className={style.now} style={{ left: `${share * 100}%` }}>
          <i style={{ top: `${heightOf(curveAt(curve, share)) * 100}%` }} />
        </span>
      )}
      {corners.map(([share, value], index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner has nothing but its place in the order
          key={index}
          className={style.corner}
          style={{ left: `${share * 100}%`, top: `${heightOf(value) * 100}%` }}
          data-chosen={(curve.curve === 'points' && index === chosen) || undefined}
          data-level={curve.curve !== 'points' || undefined}
          role="slider"
          tabIndex={0}
          aria-orientation="vertical"
          aria-label={
            curve.curve === 'points'
              ? texts.point(index + 1, corners.length)
              : index === 0
                ? texts.firstStep(field.title)
                : texts.lastStep(field.title)
          }
          aria-valuemin={field.min}
          aria-valuemax={field.max}
          aria-valuenow={value}
          aria-valuetext={texts.pointAt(Math.round(share * 100), amounts.ofField(value, field))}
          onFocus={() => choose(index)}
          onBlur={() => editor.endGesture()}
          onKeyDown={press(index)}
          onPointerDown={grab(index)}
          onPointerMove={drag}
          onPointerUp={drop}
          onPointerCancel={drop}
        />
      ))}
    </span>
  )
}

const arrows: Readonly<Record<string, readonly [share: number, value: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
}
