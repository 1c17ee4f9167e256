'use client'
import { ListVideo, RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { JobState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import { type Expected, timeLeft } from '../../workflow/speeds.ts'
import { nodeOfFlat } from '../../workflow/subgraphs/level.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { LatentCanvas } from '../parts/latent-canvas.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { failureText } from '../state/failure-text.ts'
import { nodeAtWork, runShare } from '../state/run-share.ts'
import { openJobs } from '../state/runs.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ApartLine } from './apart-line.tsx'
import frame from './panel.module.css'
import { PanelFrame } from './panel.tsx'
import style from './queue.module.css'
import { turnsOf } from './queue-turns.ts'
import { RunHead } from './run-head.tsx'
import { namedApart, sameWorkflow, severalOf } from './tell-apart.ts'
import { useEstimates } from './use-estimates.ts'
import { useToldApart } from './use-told-apart.ts'
import { WaitingRuns } from './waiting-runs.tsx'

/** How many of the last runs that made nothing are kept in sight. */
const failures = 5

/** What runs, what waits, and what failed or was cancelled lately. */
export const QueuePanel = () => {
  const texts = useTexts()
  const { runs } = useStudio()
  const { run } = useApp()
  const state = useStore(runs)
  const estimates = useEstimates()
  const open = useMemo(() => openJobs(state), [state])
  const apart = useToldApart(
    open,
    useMemo(() => severalOf(open, sameWorkflow), [open]),
  )
  const failed = useMemo(
    () =>
      Object.values(state.jobs)
        .filter((job) => job.status === 'failed' || job.status === 'cancelled')
        .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
        .slice(0, failures),
    [state.jobs],
  )
  const failedApart = useToldApart(
    failed,
    useMemo(() => severalOf(failed, sameWorkflow), [failed]),
  )
  const waiting = open.filter((job) => job.status === 'queued')
  return (
    <PanelFrame title={texts.panels.queue} count={open.length > 0 ? texts.panels.toRun(open.length) : undefined}>
      <div className={frame.scroll}>
        {open.length === 0 && (
          <Empty
            icon={<ListVideo size={22} strokeWidth={1.5} aria-hidden />}
            action={<Button onClick={run}>{texts.panels.runThis}</Button>}
          >
            {texts.panels.queueEmpty}
          </Empty>
        )}
        {open
          .filter((job) => job.status !== 'queued')
          .map((job) => (
            <Running key={job.job} job={job} expected={estimates[job.job]} apart={apart.get(job.job)} />
          ))}
        {waiting.length > 0 && <h3 className={frame.section}>{texts.panels.waiting}</h3>}
        <WaitingRuns jobs={waiting} turns={turnsOf(open, estimates)} apart={apart} />
        {failed.length > 0 && <h3 className={frame.section}>{texts.panels.failedLately}</h3>}
        {failed.map((job) => (
          <Failed key={job.job} job={job} apart={failedApart.get(job.job)} />
        ))}
      </div>
    </PanelFrame>
  )
}

interface RunningProps {
  readonly job: JobState
  readonly expected?: Expected
  /** What tells it from the others of its workflow in this list. */
  readonly apart: string | undefined
}

const Running = ({ job, expected = {}, apart }: RunningProps) => {
  const texts = useTexts()
  const { session, previews } = useStudio()
  const { definitions } = useApp()
  const workflow = session.editor(job.workflow)?.workflow()
  const at = nodeAtWork(job)
  const placed = at && workflow && nodeOfFlat(workflow, at.id)
  const share = runShare(job, workflow, definitions)
  // The node whose preview came last stays in sight while what follows it (decoding, export) is at work.
  const shown =
    at && previews.latest(job.workflow, at.id)
      ? at.id
      : Object.keys(job.nodes).findLast(
          (id) => job.nodes[id]?.total && previews.latest(job.workflow, id)?.header.job === job.job,
        )
  const what = placed ? titleOf(definitions, placed) : at ? texts.panels.atWork : texts.panels.starting
  const left = timeLeft(job.nodes, expected)
  const steps = at?.state.total ? texts.panels.doneOf(at.state.done ?? 0, at.state.total) : undefined
  return (
    <article className={style.job}>
      <RunHead job={job} apart={apart} />
      <ApartLine words={apart} />
      {shown !== undefined && (
        <span className={style.preview}>
          <LatentCanvas workflow={job.workflow} node={shown} label={texts.panels.preview} />
        </span>
      )}
      <div
        className={style.progress}
        role="progressbar"
        aria-valuenow={Math.round(share * 100)}
        aria-label={texts.panels.done}
      >
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <div className={style.line}>
        <span>{job.status === 'cancelling' ? texts.panels.stopping : [steps, what].filter(Boolean).join(' · ')}</span>
        <span>
          {left && left.seconds > 0 && job.status !== 'cancelling' && texts.amounts.left(texts.amounts.atLeast(left))}
        </span>
      </div>
    </article>
  )
}

const Failed = ({ job, apart }: Pick<RunningProps, 'job' | 'apart'>) => {
  const texts = useTexts()
  const { documents, retry } = useStudio()
  const { definitions } = useApp()
  const error = failureText(job, definitions, texts)
  const title = job.title || texts.panels.untitled
  return (
    <article className={style.job}>
      <div className={style.head}>
        <button
          type="button"
          className={style.title}
          title={texts.panels.openGraph}
          onClick={() => void documents.openJob(job.job, title)}
        >
          {title}
        </button>
        <span className={style.line}>{texts.amounts.ago(job.endedAt ?? job.queuedAt, Date.now())}</span>
        <IconButton
          label={texts.panels.runAgain(namedApart(title, apart))}
          size="small"
          onClick={() => void retry(job.job)}
        >
          <RotateCcw size={14} aria-hidden />
        </IconButton>
      </div>
      <ApartLine words={apart} />
      {job.status === 'cancelled' ? (
        <p className={style.line}>{texts.panels.cancelled}</p>
      ) : (
        <p className={style.message} title={error}>
          {error ?? texts.panels.withoutWord}
        </p>
      )}
    </article>
  )
}
