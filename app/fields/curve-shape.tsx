'use client'
import { ChartSpline, Minus, Spline, TrendingDown, Waypoints } from 'lucide-react'
import { type CurveShape, curveShapes } from '../../workflow/curve.ts'
import style from '../cards/field.module.css'
import { Menu } from '../parts/menu.tsx'
import { useTexts } from '../texts/use-texts.ts'

const icons = { constant: Minus, linear: TrendingDown, cosine: Spline, points: Waypoints }

interface CurveShapeProps {
  /** The field's title. */
  readonly title: string
  readonly shape: CurveShape
  readonly choose: (shape: CurveShape) => void
}

/** Says how a number goes over the steps, and lets one choose. */
export const CurveShapeButton = ({ title, shape, choose }: CurveShapeProps) => {
  const texts = useTexts().fields
  const items = curveShapes.map((each) => {
    const Sign = icons[each]
    return {
      title: texts.curveShapes[each],
      icon: <Sign size={14} strokeWidth={1.75} aria-hidden />,
      checked: each === shape,
      act: () => choose(each),
    }
  })
  const label = texts.curveShape(title, shape)
  return (
    <Menu items={items} align="end">
      <button
        type="button"
        className={style.action}
        data-nodrag
        data-on={shape !== 'constant' || undefined}
        aria-label={label}
        title={label}
      >
        <ChartSpline size={13} strokeWidth={1.75} aria-hidden />
      </button>
    </Menu>
  )
}
