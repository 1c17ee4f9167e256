'use client'
import { Star } from 'lucide-react'
import type { JobState } from '../../workflow/job-state.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { durationText, plural } from '../parts/quantities.ts'
import { jobFacts } from '../state/job-facts.ts'
import style from './gallery.module.css'

interface PosterProps {
  readonly job: JobState
  /** It is among those to compare. */
  readonly chosen: boolean
  readonly open: () => void
  readonly choose: () => void
  readonly star: (starred: boolean) => void
}

/** One past run: its clip plays while the pointer is over it; a press opens it, with Shift it is chosen to compare. */
export const RunPoster = ({ job, chosen, open, choose, star }: PosterProps) => {
  const { clip, steps, ms, badge, error } = jobFacts(job)
  const title = job.title || 'untitled'
  const starred = job.starred === true
  const facts = [
    ...(steps ? [plural(steps, 'step')] : []),
    ...(badge === 'cached' ? ['cached'] : ms !== undefined ? [durationText(ms)] : []),
  ].join(' · ')
  return (
    <article
      className={style.poster}
      data-chosen={chosen || undefined}
      onPointerEnter={(event) =>
        void videoIn(event.currentTarget)
          ?.play()
          .catch(() => {})
      }
      onPointerLeave={(event) => videoIn(event.currentTarget)?.pause()}
    >
      <div className={style.picture}>
        {clip ? (
          <ClipPlayer
            key={clip.artifact}
            clip={clip}
            title={title}
            plays="hover"
            controls={false}
            className={style.clip}
          />
        ) : (
          <div className={style.none}>
            <p>{error ?? (badge === 'cancelled' ? 'Cancelled before there was a clip' : 'This run made no clip')}</p>
          </div>
        )}
      </div>
      <div className={style.words}>
        <div className={style.title} title={title}>
          {title}
        </div>
        <div className={style.facts}>
          {badge && badge !== 'cached' && <span data-badge={badge}>{badge}</span>}
          {badge && badge !== 'cached' && facts !== '' && ' · '}
          {facts}
        </div>
      </div>
      <button
        type="button"
        className={style.fill}
        aria-label={`Open ${title}`}
        onClick={(event) => (event.shiftKey && clip ? choose() : open())}
      />
      {clip && (
        <label className={style.choose} title="Choose to compare (Shift and a press)">
          <input type="checkbox" checked={chosen} onChange={choose} aria-label={`Choose ${title} to compare`} />
        </label>
      )}
      <button
        type="button"
        className={style.star}
        aria-pressed={starred}
        aria-label={`Star ${title}`}
        title={starred ? 'Take the star away' : 'Star this run'}
        onClick={() => star(!starred)}
      >
        <Star size={14} strokeWidth={2} fill={starred ? 'currentColor' : 'none'} aria-hidden />
      </button>
    </article>
  )
}

const videoIn = (element: HTMLElement) => element.querySelector('video')
