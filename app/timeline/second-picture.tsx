'use client'
import { X } from 'lucide-react'
import { Button } from '../parts/button.tsx'
import { PictureControl } from '../parts/picture-control.tsx'
import type { Preview } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { CellPicture } from './cell-picture.tsx'
import { isAt, type Marks, stepOf } from './marks.ts'
import type { TimelineParts } from './parts-in.ts'
import style from './timeline.module.css'

interface SecondPictureProps {
  readonly b: Marks['b']
  /** The steps that the timeline shows. */
  readonly steps: readonly Preview[]
  readonly size: TimelineParts['picture']
  /** Puts B where A is. */
  readonly put: () => void
  /** Takes B away. */
  readonly take: () => void
}

/** The picture of B, which may be of another run or node than the steps that are shown; where there is none, how one comes here. */
export const SecondPicture = ({ b, steps, size, put, take }: SecondPictureProps) => {
  const { timeline } = useTexts()
  if (!b)
    return (
      <div className={style.noB} style={size}>
        <p>{timeline.noB}</p>
        <Button onClick={put}>{timeline.putB}</Button>
      </div>
    )
  const { step, node } = b.preview.header
  const here = steps.some(({ header }) => isAt(header, stepOf(b.preview)))
  const same = steps.some(({ header }) => header.node === node)
  return (
    <CellPicture
      letter="B"
      preview={b.preview}
      frame={b.frame}
      size={size}
      label={timeline.large('B', step)}
      control={
        <PictureControl label={timeline.takeB} act={take}>
          <X size={14} aria-hidden />
        </PictureControl>
      }
    >
      <span>
        {timeline.cell(step, b.frame + 1)}
        {!here && ` · ${same ? timeline.earlier : timeline.other}`}
      </span>
    </CellPicture>
  )
}
