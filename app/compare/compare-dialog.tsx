'use client'
import { useMemo } from 'react'
import type { JobState } from '../../workflow/job-state.ts'
import { sameTitle, severalOf, tellApart } from '../panels/tell-apart.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './compare.module.css'
import { CompareView } from './compare-view.tsx'
import { DifferenceList } from './difference-list.tsx'
import { takesOf } from './take.ts'
import { useGraphs } from './use-graphs.ts'

interface CompareProps {
  /** At least two runs that made a clip; none while it is closed. */
  readonly jobs: readonly JobState[]
  readonly close: () => void
}

/** Clips in step beside, over and against each other, and in what the graphs that made them differ. */
export const CompareDialog = ({ jobs, close }: CompareProps) => {
  const texts = useTexts()
  return (
    <Dialog open={jobs.length > 1} close={close} title={texts.compare.title(jobs.length)} full>
      {jobs.length > 1 && <Compared jobs={jobs} />}
    </Dialog>
  )
}

const Compared = ({ jobs }: { readonly jobs: readonly JobState[] }) => {
  const texts = useTexts()
  const { definitions } = useApp()
  const takes = useMemo(() => takesOf(jobs, texts.gallery.untitled), [jobs, texts])
  const graphs = useGraphs(jobs)
  const apart = useMemo(() => {
    const alike = severalOf(jobs, sameTitle)
    const known = jobs.flatMap(({ job, title }, at) => {
      const [of, graph] = [alike.get(job), graphs.value?.[at]]
      return of !== undefined && graph ? [{ job, of, title, graph }] : []
    })
    return tellApart(known, definitions, texts.values)
  }, [jobs, graphs.value, definitions, texts])
  return (
    <div className={style.view}>
      <CompareView takes={takes} apart={apart} />
      <DifferenceList jobs={jobs} graphs={graphs} />
    </div>
  )
}
