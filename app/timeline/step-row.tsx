'use client'
import { memo, useEffect, useRef } from 'react'
import type { Preview } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { edge, type GridShape, sideOf } from './grid-shape.ts'
import type { RowPainter } from './row-painter.ts'
import style from './timeline.module.css'

interface StepRowProps {
  readonly preview: Preview
  readonly index: number
  readonly shape: GridShape
  /** The frames that are in view: the first, and the one after the last. */
  readonly first: number
  readonly end: number
  /** The frame of A and of B, where they are in this row; or else undefined. */
  readonly a: number | undefined
  readonly b: number | undefined
  readonly painter: RowPainter
}

/** All frames of a step, painted on one canvas with the cells that are pressed over it; it renders only for a change of its own. */
export const StepRow = memo(({ preview, index, shape, first, end, a, b, painter }: StepRowProps) => {
  const { timeline } = useTexts()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { step, frames } = preview.header
  useEffect(() => painter.paint(canvas.current!, preview, shape), [painter, preview, shape])
  // The cell with the focus stays when it is scrolled away.
  const shown = new Set(Array.from({ length: end - first }, (_, at) => first + at))
  if (a !== undefined) shown.add(a)
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
    <div
      className={style.row}
      role="row"
      aria-rowindex={index + 1}
      style={{ top: edge + index * shape.down, height: shape.cellHeight }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
      <span className={style.step} role="rowheader" aria-colindex={1} data-now={a !== undefined || undefined}>
        {step}
      </span>
      <div className={style.cells} role="presentation" style={{ width: sideOf(frames, shape.across) }}>
        <canvas ref={canvas} aria-hidden />
        {[...shown]
          .sort((one, two) => one - two)
          .map((frame) => (
            // biome-ignore lint/a11y/useSemanticElements: as the grid
            <div
              key={frame}
              role="gridcell"
              aria-label={timeline.cellName(step, frame + 1, letters(frame === a, frame === b))}
              aria-colindex={frame + 2}
              aria-selected={frame === a || frame === b}
              tabIndex={frame === a ? 0 : -1}
              data-step={step}
              data-frame={frame}
              style={{ left: edge + frame * shape.across, width: shape.cellWidth, height: shape.cellHeight }}
            />
          ))}
      </div>
    </div>
  )
})

const letters = (a: boolean, b: boolean): string => [...(a ? ['A'] : []), ...(b ? ['B'] : [])].join(', ')
