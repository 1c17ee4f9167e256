'use client'
import { GripVertical, ListVideo, RotateCcw, X } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { JobState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import { type Expected, secondsLeft } from '../../workflow/speeds.ts'
import { nodeOfFlat } from '../../workflow/subgraphs/level.ts'
import type { JobId } from '../../workflow/wire.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { LatentCanvas } from '../parts/latent-canvas.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { jobFacts } from '../state/job-facts.ts'
import { nodeAtWork, runShare } from '../state/run-share.ts'
import { openJobs } from '../state/runs.ts'
import { useTexts } from '../texts/use-texts.ts'
import frame from './panel.module.css'
import { PanelFrame } from './panel.tsx'
import style from './queue.module.css'
import { moveBy, moveTo } from './queue-order.ts'
import { useEstimates } from './use-estimates.ts'

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
  const failed = useMemo(
    () =>
      Object.values(state.jobs)
        .filter((job) => job.status === 'failed' || job.status === 'cancelled')
        .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
        .slice(0, failures),
    [state.jobs],
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
            <Running key={job.job} job={job} expected={estimates[job.job]} />
          ))}
        {waiting.length > 0 && <h3 className={frame.section}>{texts.panels.waiting}</h3>}
        <WaitingList
          jobs={waiting}
          estimates={estimates}
          ahead={open
            .filter((job) => job.status !== 'queued')
            .map((job) => secondsLeft(job.nodes, estimates[job.job] ?? {}))}
        />
        {failed.length > 0 && <h3 className={frame.section}>{texts.panels.failedLately}</h3>}
        {failed.map((job) => (
          <Failed key={job.job} job={job} />
        ))}
      </div>
    </PanelFrame>
  )
}

const Head = ({ job, children }: { readonly job: JobState; readonly children?: ReactNode }) => {
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
        label={job.status === 'cancelling' ? texts.panels.stopsSoon : texts.panels.cancel(title)}
        size="small"
        disabled={job.status === 'cancelling'}
        onClick={() => void cancel(job.job)}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  )
}

interface WaitingProps {
  readonly jobs: readonly JobState[]
  readonly estimates: Readonly<Record<JobId, Expected>>
  /** Seconds that what runs still takes; undefined where that is not known. */
  readonly ahead: readonly (number | undefined)[]
}

/** The jobs that wait, in their order: dragged, or moved with the arrows while the grip has the focus. */
const WaitingList = ({ jobs, estimates, ahead }: WaitingProps) => {
  const texts = useTexts()
  const { move } = useStudio()
  const [dragged, setDragged] = useState<JobId | null>(null)
  const [over, setOver] = useState<{ job: JobId; after: boolean } | null>(null)
  const ids = jobs.map((job) => job.job)
  const afterMiddle = (event: DragEvent) => {
    const { top, height } = event.currentTarget.getBoundingClientRect()
    return event.clientY > top + height / 2
  }
  const drop = () => {
    const wish = dragged && over ? moveTo(ids, dragged, over.job, over.after) : undefined
    if (wish) void move(wish.job, wish.before)
    setDragged(null)
    setOver(null)
  }
  const keys = (job: JobId) => (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
    if (by === undefined) return
    event.preventDefault()
    const wish = moveBy(ids, job, by)
    if (wish) void move(wish.job, wish.before)
  }
  let until = ahead.every((each) => each !== undefined)
    ? ahead.reduce<number>((sum, each) => sum + (each ?? 0), 0)
    : undefined
  return (
    <ol className={style.waiting} aria-label={texts.panels.waitingRuns}>
      {jobs.map((job, index) => {
        const takes = secondsLeft(job.nodes, estimates[job.job] ?? {})
        const starts = until
        until = until === undefined || takes === undefined ? undefined : until + takes
        const place = over?.job === job.job && dragged !== job.job ? (over.after ? 'after' : 'before') : undefined
        return (
          <li
            key={job.job}
            className={style.job}
            data-job={job.job}
            data-dragged={dragged === job.job || undefined}
            data-drop={place}
            draggable={jobs.length > 1}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/x-reelgraph-job', job.job)
              setDragged(job.job)
            }}
            onDragOver={(event) => {
              if (dragged === null) return
              event.preventDefault()
              const after = afterMiddle(event)
              if (over?.job !== job.job || over.after !== after) setOver({ job: job.job, after })
            }}
            onDrop={(event) => {
              event.preventDefault()
              drop()
            }}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
          >
            <Head job={job}>
              {jobs.length > 1 && (
                <button
                  type="button"
                  className={style.grip}
                  aria-label={texts.panels.move(job.title || texts.panels.untitled, index + 1, jobs.length)}
                  title={texts.panels.moveHint}
                  onKeyDown={keys(job.job)}
                >
                  <GripVertical size={14} aria-hidden />
                </button>
              )}
            </Head>
            <div className={style.line}>
              <span>
                {starts === undefined
                  ? ''
                  : starts < 1
                    ? texts.panels.startsNow
                    : texts.panels.startsIn(texts.amounts.about(starts))}
              </span>
              <span>{takes === undefined ? '' : texts.panels.takes(texts.amounts.about(takes))}</span>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

const Running = ({ job, expected = {} }: { readonly job: JobState; readonly expected?: Expected }) => {
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
  const left = secondsLeft(job.nodes, expected)
  const steps = at?.state.total ? texts.panels.doneOf(at.state.done ?? 0, at.state.total) : undefined
  return (
    <article className={style.job}>
      <Head job={job} />
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
        <span>{job.status === 'cancelling' ? texts.panels.stopping : [what, steps].filter(Boolean).join(' · ')}</span>
        <span>{left ? texts.amounts.left(left) : ''}</span>
      </div>
    </article>
  )
}

const Failed = ({ job }: { readonly job: JobState }) => {
  const texts = useTexts()
  const { documents, retry } = useStudio()
  const { error } = jobFacts(job)
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
        <IconButton label={texts.panels.runAgain(title)} size="small" onClick={() => void retry(job.job)}>
          <RotateCcw size={14} aria-hidden />
        </IconButton>
      </div>
      {job.status === 'cancelled' ? (
        <p className={style.line}>{texts.panels.cancelled}</p>
      ) : (
        <p className={style.message} title={error}>
          {error === undefined ? texts.panels.withoutWord : texts.saving.said(error)}
        </p>
      )}
    </article>
  )
}
