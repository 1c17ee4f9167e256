'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Film } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { plural } from '../parts/quantities.ts'
import { SearchField } from '../parts/search-field.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import style from './gallery.module.css'
import frame from './panel.module.css'
import { PanelFrame } from './panel.tsx'
import { RunDialog } from './run-dialog.tsx'
import { RunPoster } from './run-poster.tsx'
import { useHistory } from './use-history.ts'

/** The height of a poster for a given width, and of the words and the gap under it, in pixels. */
const posterRatio = 0.56
const wordsHeight = 53
const gap = 10

/** The clips of past runs. */
export const GalleryPanel = () => {
  const history = useHistory()
  const { more, complete, loaded } = history
  const [words, setWords] = useState('')
  const [shown, setShown] = useState<JobId | null>(null)
  const found = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    return wanted === '' ? history.jobs : history.jobs.filter((job) => wordsOf(job).includes(wanted))
  }, [history.jobs, words])
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
  const list = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => size,
    getItemKey: (index) => found[index]?.job ?? index,
    overscan: 3,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer keeps sizes until it is told
  useEffect(() => list.measure(), [size])
  const items = list.getVirtualItems()
  const last = items[items.length - 1]?.index ?? 0
  useEffect(() => {
    if (loaded && !complete && last >= found.length - 5) more()
  }, [loaded, complete, last, found.length, more])
  const open = found.find((job) => job.job === shown) ?? history.jobs.find((job) => job.job === shown)
  return (
    <PanelFrame
      title="Gallery"
      count={loaded ? `${plural(history.jobs.length, 'run')}${complete ? '' : '+'}` : undefined}
      tools={<SearchField value={words} change={setWords} placeholder="name, scheduler, model…" />}
    >
      <div ref={scroll} className={frame.scroll}>
        {history.problem && (
          <p className={frame.wrong} role="alert">
            {history.problem}
          </p>
        )}
        {loaded && history.jobs.length === 0 && <NoRuns />}
        {history.jobs.length > 0 && found.length === 0 && <Empty>No run matches “{words.trim()}”.</Empty>}
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const job = found[item.index]
            return job ? (
              <div
                key={item.key}
                className={style.place}
                style={{ height: item.size - gap, transform: `translateY(${item.start}px)` }}
              >
                <RunPoster job={job} open={() => setShown(job.job)} />
              </div>
            ) : null
          })}
        </div>
      </div>
      <RunDialog job={open} close={() => setShown(null)} />
    </PanelFrame>
  )
}

const NoRuns = () => {
  const { run } = useApp()
  const { runs } = useStudio()
  const open = Object.keys(runs.getState().jobs).length > 0
  return (
    <Empty
      icon={<Film size={22} strokeWidth={1.5} aria-hidden />}
      action={open ? undefined : <Button onClick={run}>Run this workflow</Button>}
    >
      {open ? 'The clip of the run that is on appears here when it is made.' : 'Every clip that you make stays here.'}
    </Empty>
  )
}

const wordsOf = (job: JobState): string => {
  const words = [job.title, job.status, job.device ?? '']
  for (const node of Object.values(job.nodes))
    for (const output of Object.values(node.outputs ?? {})) {
      if (output.type === 'schedule') words.push(output.kind)
      if (output.type === 'text') words.push(output.text)
      if (output.type === 'number') words.push(String(output.number))
      if (output.type === 'unet3d') words.push(output.checkpoint)
    }
  return words.join(' ').toLowerCase()
}
