'use client'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { JobState } from '../../workflow/job-state.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useStudio } from '../shell/studio.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './queue.module.css'
import { namedApart } from './tell-apart.ts'

interface RunHeadProps {
  readonly job: JobState
  /** What tells it from the others of its workflow. */
  readonly apart: string | undefined
  readonly children?: ReactNode
}

/** The line of a run that has not ended: its title, which shows its workflow, and its Cancel. */
export const RunHead = ({ job, apart, children }: RunHeadProps) => {
  const texts = useTexts()
  const { documents, session, cancel } = useStudio()
  const title = job.title || texts.panels.untitled
  const show = () => (session.editor(job.workflow) ? session.show(job.workflow) : documents.openJob(job.job, title))
  return (
    <div className={style.head}>
      {children}
      <button type="button" className={style.title} title={texts.panels.show(title)} onClick={() => void show()}>
        {title}
      </button>
      <IconButton
        label={job.status === 'cancelling' ? texts.panels.stopsSoon : texts.panels.cancel(namedApart(title, apart))}
        size="small"
        disabled={job.status === 'cancelling'}
        onClick={() => void cancel(job.job)}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  )
}
