'use client'
import type { Curve } from '../../workflow/curve.ts'
import type { CurveField } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import { NumberField } from '../cards/number-field.tsx'
import { useTexts } from '../texts/use-texts.ts'
import style from './curve.module.css'

interface CurveEndsProps {
  readonly id: NodeId
  readonly name: string
  readonly field: CurveField
  readonly curve: Exclude<Curve, { readonly curve: 'points' }>
  readonly write: (curve: Curve, gesture?: string) => void
}

/** The numbers at the first and the last step, to be typed. */
export const CurveEnds = ({ id, name, field, curve, write }: CurveEndsProps) => {
  const texts = useTexts().fields
  const end = (side: 'from' | 'to', title: string) => (
    <NumberField
      id={id}
      name={`${name} ${side}`}
      field={{ ...field, title }}
      value={curve[side]}
      set={(next, gesture) => write({ ...curve, [side]: next }, gesture)}
    />
  )
  return (
    <span className={style.foot}>
      {end('from', texts.firstStep(field.title))}
      <span className={style.between}>{texts.fromFirstToLast}</span>
      {end('to', texts.lastStep(field.title))}
    </span>
  )
}
