'use client'
import { useState } from 'react'
import { type Curve, cornersOf, isCurve, reshaped, shapeOf } from '../../workflow/curve.ts'
import type { CurveField as CurveDefinition } from '../../workflow/definition.ts'
import type { FieldProps } from '../cards/field-line.tsx'
import { NumberField } from '../cards/number-field.tsx'
import { useTexts } from '../texts/use-texts.ts'
import style from './curve.module.css'
import { CurveEnds } from './curve-ends.tsx'
import { CurveGraph } from './curve-graph.tsx'
import { CurvePointLine } from './curve-point-line.tsx'
import { CurveShapeButton } from './curve-shape.tsx'

interface CurveProps extends FieldProps<CurveDefinition> {
  readonly slider: boolean
}

/** A number, or its course over the steps: with a graph whose corners are dragged, and typed below it. */
export const CurveField = ({ id, name, field, value, set, slider }: CurveProps) => {
  const [chosen, setChosen] = useState(0)
  const texts = useTexts().fields
  const course = typeof value === 'number' || !isCurve(value) ? undefined : (value as Curve)
  const write = (next: number | Curve, gesture?: string) => set(next, gesture)
  const shape = (
    <CurveShapeButton
      title={field.title}
      shape={course ? shapeOf(course) : 'constant'}
      choose={(next) => write(reshaped(course ?? (typeof value === 'number' ? value : field.default), next))}
    />
  )
  if (!course)
    return (
      <>
        <NumberField id={id} name={name} field={field} value={value} set={set} slider={slider} />
        {shape}
      </>
    )
  const index = Math.min(chosen, cornersOf(course).length - 1)
  return (
    // Curve and numbers are one field: a drag in it moves no card.
    <span className={style.field} data-nodrag>
      <span className={style.head}>
        <span className={style.name}>{field.title}</span>
        <span className={style.shape}>{texts.curveShapes[course.curve]}</span>
        {shape}
      </span>
      <CurveGraph id={id} name={name} field={field} curve={course} write={write} chosen={index} choose={setChosen} />
      {course.curve === 'points' ? (
        <CurvePointLine
          id={id}
          name={name}
          field={field}
          points={course.points}
          write={write}
          chosen={index}
          choose={setChosen}
        />
      ) : (
        <CurveEnds id={id} name={name} field={field} curve={course} write={write} />
      )}
    </span>
  )
}
