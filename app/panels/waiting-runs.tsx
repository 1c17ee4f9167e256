'use client'
import { GripVertical } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ApartLine } from './apart-line.tsx'
import style from './queue.module.css'
import { moveBy, moveTo } from './queue-order.ts'
import type { Turn } from './queue-turns.ts'
import { RunHead } from './run-head.tsx'
import { namedApart } from './tell-apart.ts'

interface WaitingProps {
  readonly jobs: readonly JobState[]
  readonly turns: ReadonlyMap<JobId, Turn>
  /** What tells each from the others of its workflow. */
  readonly apart: ReadonlyMap<JobId, string>
}

/** The jobs that wait, in their order: dragged, or moved with the arrows while the grip has the focus. */
export const WaitingRuns = ({ jobs, turns, apart }: WaitingProps) => {
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
  return (
    <ol className={style.waiting} aria-label={texts.panels.waitingRuns}>
      {jobs.map((job, index) => {
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
            <RunHead job={job} apart={apart.get(job.job)}>
              {jobs.length > 1 && (
                <button
                  type="button"
                  className={style.grip}
                  aria-label={texts.panels.move(
                    namedApart(job.title || texts.panels.untitled, apart.get(job.job)),
                    index + 1,
                    jobs.length,
                  )}
                  title={texts.panels.moveHint}
                  onKeyDown={keys(job.job)}
                >
                  <GripVertical size={14} aria-hidden />
                </button>
              )}
            </RunHead>
            <ApartLine words={apart.get(job.job)} />
            <TurnLine turn={turns.get(job.job)} />
          </li>
        )
      })}
    </ol>
  )
}

const TurnLine = ({ turn }: { readonly turn: Turn | undefined }) => {
  const { amounts, panels } = useTexts()
  if (!turn) return null
  const { ahead, starts, takes } = turn
  const when = !starts
    ? panels.startsAfter(ahead)
    : starts.seconds < 1 && !starts.more
      ? panels.startsNow
      : panels.startsIn(amounts.atLeast(starts))
  return (
    <div className={`${style.line} ${style.turn}`}>
      <span>{when}</span>
      <span>{takes && panels.takes(amounts.atLeast(takes))}</span>
    </div>
  )
}
