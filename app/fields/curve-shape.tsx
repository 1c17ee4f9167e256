'use client'
import { ChartSpline, Minus, Spline, TrendingDown, Waypoints } from 'lucide-react'
import { type CurveShape, curveShapes } from '../../workflow/curve.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ChoiceButton } from './choice-button.tsx'

const signs = { constant: Minus, linear: TrendingDown, cosine: Spline, points: Waypoints }

interface CurveShapeProps {
  /** The field's title. */
  readonly title: string
  readonly shape: CurveShape
  readonly choose: (shape: CurveShape) => void
}

/** Says how a number goes over the steps, and lets one choose. */
export const CurveShapeButton = ({ title, shape, choose }: CurveShapeProps) => {
  const texts = useTexts().fields
  return (
    <ChoiceButton
      label={texts.curveShape(title, shape)}
      sign={ChartSpline}
      on={shape !== 'constant'}
      value={shape}
      choices={curveShapes.map((value) => ({ value, title: texts.curveShapes[value], sign: signs[value] }))}
      choose={choose}
    />
  )
}
