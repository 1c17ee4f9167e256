'use client'
import { useMemo } from 'react'
import type { JobState } from '../../workflow/job-state.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../texts/use-texts.ts'
import style from './compare.module.css'
import { CompareView } from './compare-view.tsx'
import { DifferenceList } from './difference-list.tsx'
import { takesOf } from './take.ts'

interface CompareProps {
  /** At least two runs that made a clip; none while it is closed. */
  readonly jobs: readonly JobState[]
  readonly close: () => void
}

/** Clips in step beside, over and against each other, and in what the graphs that made them differ. */
export const CompareDialog = ({ jobs, close }: CompareProps) => {
  const texts = useTexts()
  const takes = useMemo(() => takesOf(jobs, texts.gallery.untitled), [jobs, texts])
  return (
    <Dialog open={jobs.length > 1} close={close} title={texts.compare.title(jobs.length)} full>
      {jobs.length > 1 && (
        <div className={style.view}>
          <CompareView takes={takes} />
          <DifferenceList jobs={jobs} />
        </div>
      )}
    </Dialog>
  )
}
