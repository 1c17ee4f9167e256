'use client'
import { Plus, Trash2 } from 'lucide-react'
import { type Curve, type CurvePoint, curveAt } from '../../workflow/curve.ts'
import { addPoint, movePoint, removePoint, widestGap } from '../../workflow/curve-points.ts'
import type { CurveField } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import actions from '../cards/field.module.css'
import { NumberField } from '../cards/number-field.tsx'
import { onStep } from '../cards/number-text.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './curve.module.css'

interface PointLineProps {
  readonly id: NodeId
  readonly name: string
  readonly field: CurveField
  readonly points: readonly CurvePoint[]
  readonly write: (curve: Curve, gesture?: string) => void
  readonly chosen: number
  readonly choose: (index: number) => void
}

const percents = { default: 0, min: 0, max: 100, step: 1, unit: '%' }

/** Place and value of the chosen point, to be typed; and points come and go. */
export const CurvePointLine = ({ id, name, field, points, write, chosen, choose }: PointLineProps) => {
  const { tell } = useApp()
  const texts = useTexts().fields
  const [share, value] = points[chosen]!
  const add = () => {
    const at = widestGap(points)
    const added = addPoint(points, at, onStep(curveAt({ curve: 'points', points }, at), field))
    if (!added) return tell(texts.tooManyPoints(points.length), 'refused')
    write(added.curve)
    choose(added.index)
  }
  return (
    <span className={style.foot}>
      <NumberField
        id={id}
        name={`${name} share`}
        field={{ ...percents, title: texts.pointPlace }}
        value={Math.round(share * 100)}
        set={(next, gesture) => write(movePoint(points, chosen, [Number(next) / 100, value]), gesture)}
      />
      <NumberField
        id={id}
        name={`${name} value`}
        field={{ ...field, title: texts.pointValue(field.title) }}
        value={value}
        set={(next, gesture) => write(movePoint(points, chosen, [share, Number(next)]), gesture)}
      />
      <span className={style.between}>{texts.point(chosen + 1, points.length)}</span>
      <button type="button" className={actions.action} aria-label={texts.addPoint} title={texts.addPoint} onClick={add}>
        <Plus size={13} strokeWidth={1.75} aria-hidden />
      </button>
      <button
        type="button"
        className={actions.action}
        aria-label={texts.removePoint}
        title={texts.removePoint}
        disabled={points.length < 2}
        onClick={() => {
          write(removePoint(points, chosen))
          choose(Math.max(0, chosen - 1))
        }}
      >
        <Trash2 size={13} strokeWidth={1.75} aria-hidden />
      </button>
    </span>
  )
}
