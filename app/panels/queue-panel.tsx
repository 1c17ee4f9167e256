'use client'
import { ListVideo, X } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { nodeOf } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { LatentCanvas } from '../parts/latent-canvas.tsx'
import { agoText, leftText } from '../parts/quantities.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { jobFacts } from '../state/job-facts.ts'
import { nodeAtWork, runShare } from '../state/run-share.ts'
import { openJobs } from '../state/runs.ts'
import frame from './panel.module.css'
import { PanelFrame } from './panel.tsx'
import style from './queue.module.css'

/** How many of the last failures are kept in sight. */
const failures = 5

/** What runs, what waits, and what failed lately. */
export const QueuePanel = () => {
  const { runs } = useStudio()
  const { run } = useApp()
  const state = useStore(runs)
  const open = useMemo(() => openJobs(state), [state])
  const failed = useMemo(
    () =>
      Object.values(state.jobs)
        .filter((job) => job.status === 'failed')
        .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
        .slice(0, failures),
    [state.jobs],
  )
  const waiting = open.filter((job) => job.status === 'queued')
  return (
    <PanelFrame title="Queue" count={open.length > 0 ? `${open.length} to run` : undefined}>
      <div className={frame.scroll}>
        {open.length === 0 && (
          <Empty
            icon={<ListVideo size={22} strokeWidth={1.5} aria-hidden />}
            action={<Button onClick={run}>Run this workflow</Button>}
          >
            Runs wait here for their turn. Nothing runs now.
          </Empty>
        )}
        {open
          .filter((job) => job.status !== 'queued')
          .map((job) => (
            <Running key={job.job} job={job} />
          ))}
        {waiting.length > 0 && <h3 className={frame.section}>Waiting</h3>}
        {waiting.map((job) => (
          <article key={job.job} className={style.job}>
            <Head job={job} />
          </article>
        ))}
        {failed.length > 0 && <h3 className={frame.section}>Failed lately</h3>}
        {failed.map((job) => (
          <Failed key={job.job} job={job} />
        ))}
      </div>
    </PanelFrame>
  )
}

const Head = ({ job }: { readonly job: JobState }) => {
  const { documents, session, cancel } = useStudio()
  const title = job.title || 'untitled'
  const show = () => (session.editor(job.workflow) ? session.show(job.workflow) : documents.openJob(job.job, title))
  return (
    <div className={style.head}>
      <button type="button" className={style.title} title={`Show ${title}`} onClick={() => void show()}>
        {title}
      </button>
      <IconButton
        label={job.status === 'cancelling' ? 'Stopping after this step' : `Cancel ${title}`}
        size="small"
        disabled={job.status === 'cancelling'}
        onClick={() => void cancel(job.job)}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  )
}

const Running = ({ job }: { readonly job: JobState }) => {
  const { session, previews } = useStudio()
  const { definitions } = useApp()
  const workflow = session.editor(job.workflow)?.workflow()
  const at = nodeAtWork(job)
  const placed = at && workflow && nodeOf(workflow, at.id)
  const share = runShare(job, workflow, definitions)
  // The node whose preview came last stays in sight while what follows it (decoding, export) is at work.
  const shown =
    at && previews.latest(job.workflow, at.id)
      ? at.id
      : Object.keys(job.nodes).findLast(
          (id) => job.nodes[id]?.total && previews.latest(job.workflow, id)?.header.job === job.job,
        )
  const what = placed ? titleOf(definitions, placed) : at ? 'at work' : 'starting'
  const steps = at?.state.total ? `${at.state.done ?? 0} of ${at.state.total}` : undefined
  return (
    <article className={style.job}>
      <Head job={job} />
      {shown !== undefined && (
        <span className={style.preview}>
          <LatentCanvas workflow={job.workflow} node={shown} label="Preview of the run" />
        </span>
      )}
      <div className={style.progress} role="progressbar" aria-valuenow={Math.round(share * 100)} aria-label="Done">
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <div className={style.line}>
        <span>
          {job.status === 'cancelling' ? 'stopping after this step' : [what, steps].filter(Boolean).join(' · ')}
        </span>
        <span>{at?.secondsLeft ? leftText(at.secondsLeft) : ''}</span>
      </div>
    </article>
  )
}

const Failed = ({ job }: { readonly job: JobState }) => {
  const { documents } = useStudio()
  const { error } = jobFacts(job)
  const title = job.title || 'untitled'
  return (
    <article className={style.job}>
      <div className={style.head}>
        <button
          type="button"
          className={style.title}
          title="Open its graph"
          onClick={() => void documents.openJob(job.job, title)}
        >
          {title}
        </button>
        <span className={style.line}>{agoText(job.endedAt ?? job.queuedAt, Date.now())}</span>
      </div>
      <p className={style.message} title={error}>
        {error ?? 'It failed without a word.'}
      </p>
    </article>
  )
}
