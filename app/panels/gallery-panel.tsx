'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Columns2, Film, Star, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { CompareDialog } from '../compare/compare-dialog.tsx'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './gallery.module.css'
import frame from './panel.module.css'
import { PanelFrame } from './panel.tsx'
import { RunDialog } from './run-dialog.tsx'
import { RunPoster } from './run-poster.tsx'
import { sameTitle, severalOf } from './tell-apart.ts'
import { useHistory } from './use-history.ts'
import { useToldApart } from './use-told-apart.ts'

/** The height of a poster for a given width, and of the words and the gap under it, in pixels. */
const posterRatio = 0.56
const wordsHeight = 53
const gap = 10
/** The height of the line that tells a run from those that look like it. */
const apartHeight = 17

/** The most clips that are compared at once. */
const mostCompared = 6

const none: readonly JobState[] = []

/** The clips of past runs: found by words or stars, opened, and compared. */
export const GalleryPanel = () => {
  const texts = useTexts()
  const { tell } = useApp()
  const [words, setWords] = useState('')
  const [starred, setStarred] = useState(false)
  const search = words.trim()
  const history = useHistory({ search, starred })
  const { jobs, more, complete, loaded } = history
  const [shown, setShown] = useState<JobId | null>(null)
  const [chosen, setChosen] = useState<readonly JobState[]>([])
  const [comparing, setComparing] = useState(false)
  const scroll = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(208)
  useEffect(() => {
    const element = scroll.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const size = Math.round(width * posterRatio) + wordsHeight + gap
  const alike = useMemo(() => severalOf(jobs, sameTitle), [jobs])
  const list = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => scroll.current,
    // The line has its place before it is known what it says.
    estimateSize: (index) => size + (alike.has(jobs[index]?.job ?? '') ? apartHeight : 0),
    getItemKey: (index) => jobs[index]?.job ?? index,
    overscan: 3,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer keeps sizes until it is told
  useEffect(() => list.measure(), [size, alike])
  const items = list.getVirtualItems()
  const inSight = items.flatMap(({ index }) => jobs[index] ?? [])
  const apart = useToldApart(jobs, alike, inSight)
  const last = items[items.length - 1]?.index ?? 0
  useEffect(() => {
    if (loaded && !complete && last >= jobs.length - 5) more()
  }, [loaded, complete, last, jobs.length, more])
  const open = jobs.find((job) => job.job === shown)
  const narrowed = search !== '' || starred
  const isChosen = (job: JobState) => chosen.some((each) => each.job === job.job)
  // They stay chosen, whatever the list is narrowed to meanwhile.
  const choose = (job: JobState) => {
    if (isChosen(job)) setChosen(chosen.filter((each) => each.job !== job.job))
    else if (chosen.length < mostCompared) setChosen([...chosen, job])
    else tell(texts.gallery.tooMany(mostCompared), 'refused')
  }
  const star = (job: JobId, on: boolean) => history.star(job, on).catch((error: Error) => tell(error.message, 'failed'))
  return (
    <PanelFrame
      title={texts.gallery.title}
      count={loaded ? `${texts.amounts.runs(jobs.length)}${complete ? '' : '+'}` : undefined}
      tools={
        <>
          <SearchField value={words} change={setWords} placeholder={texts.gallery.search} />
          <IconButton
            label={starred ? texts.gallery.all : texts.gallery.starredOnly}
            className={style.only}
            aria-pressed={starred}
            onClick={() => setStarred(!starred)}
          >
            <Star size={15} strokeWidth={1.75} fill={starred ? 'currentColor' : 'none'} aria-hidden />
          </IconButton>
        </>
      }
    >
      <div ref={scroll} className={frame.scroll} data-choosing={chosen.length > 0 || undefined}>
        {history.problem && (
          <p className={frame.wrong} role="alert">
            {history.problem}
          </p>
        )}
        {loaded && jobs.length === 0 && !narrowed && <NoRuns />}
        {loaded && jobs.length === 0 && narrowed && (
          <Empty>{search === '' ? texts.gallery.noneStarred : texts.gallery.noMatch(starred, search)}</Empty>
        )}
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const job = jobs[item.index]
            return job ? (
              <div
                key={item.key}
                className={style.place}
                style={{ height: item.size - gap, transform: `translateY(${item.start}px)` }}
              >
                <RunPoster
                  job={job}
                  alike={alike.has(job.job)}
                  apart={apart.get(job.job)}
                  chosen={isChosen(job)}
                  open={() => setShown(job.job)}
                  choose={() => choose(job)}
                  star={(on) => void star(job.job, on)}
                />
              </div>
            ) : null
          })}
        </div>
      </div>
      {chosen.length > 0 && (
        <div className={style.chosen} role="toolbar" aria-label={texts.gallery.chosen}>
          <Button look="primary" disabled={chosen.length < 2} onClick={() => setComparing(true)}>
            <Columns2 size={14} aria-hidden />{' '}
            {chosen.length < 2 ? texts.gallery.another : texts.gallery.compare(chosen.length)}
          </Button>
          <IconButton label={texts.gallery.chooseNone} side="top" onClick={() => setChosen([])}>
            <X size={15} aria-hidden />
          </IconButton>
        </div>
      )}
      <RunDialog job={open} close={() => setShown(null)} />
      <CompareDialog jobs={comparing ? chosen : none} close={() => setComparing(false)} />
    </PanelFrame>
  )
}

const NoRuns = () => {
  const texts = useTexts()
  const { run } = useApp()
  const { runs } = useStudio()
  const open = Object.keys(runs.getState().jobs).length > 0
  return (
    <Empty
      icon={<Film size={22} strokeWidth={1.5} aria-hidden />}
      action={open ? undefined : <Button onClick={run}>{texts.gallery.runThis}</Button>}
    >
      {open ? texts.gallery.emptyRunning : texts.gallery.empty}
    </Empty>
  )
}
