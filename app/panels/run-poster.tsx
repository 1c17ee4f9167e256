'use client'
import { Star } from 'lucide-react'
import type { JobState } from '../../workflow/job-state.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import picture from '../parts/picture-control.module.css'
import { useApp } from '../state/app-context.ts'
import { failureText } from '../state/failure-text.ts'
import { jobFacts } from '../state/job-facts.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './gallery.module.css'
import { namedApart } from './tell-apart.ts'

interface PosterProps {
  readonly job: JobState
  /** Others of the same workflow have the same title. */
  readonly alike: boolean
  /** What tells it from those, where something does. */
  readonly apart: string | undefined
  /** It is among those to compare. */
  readonly chosen: boolean
  readonly open: () => void
  readonly choose: () => void
  readonly star: (starred: boolean) => void
}

/** One past run: its clip plays while the pointer is over it; a press opens it, with Shift it is chosen to compare. */
export const RunPoster = ({ job, alike, apart, chosen, open, choose, star }: PosterProps) => {
  const texts = useTexts()
  const { definitions } = useApp()
  const { clip, steps, ms, badge } = jobFacts(job)
  const error = failureText(job, definitions, texts)
  const title = job.title || texts.gallery.untitled
  const told = alike ? (apart ?? texts.amounts.ago(job.endedAt ?? job.queuedAt, Date.now())) : undefined
  const name = namedApart(title, told)
  const starred = job.starred === true
  const facts = [
    ...(steps ? [texts.amounts.steps(steps)] : []),
    ...(badge === 'cached' ? [texts.gallery.cached] : ms !== undefined ? [texts.amounts.duration(ms)] : []),
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
            <p>{error ?? (badge === 'cancelled' ? texts.gallery.cancelledBefore : texts.gallery.madeNone)}</p>
          </div>
        )}
      </div>
      <div className={style.words}>
        <div className={style.title} title={title}>
          {title}
        </div>
        {told !== undefined && (
          <div className={style.apart} title={told}>
            {told}
          </div>
        )}
        <div className={style.facts}>
          {badge && badge !== 'cached' && <span data-badge={badge}>{texts.gallery.badges[badge]}</span>}
          {badge && badge !== 'cached' && facts !== '' && ' · '}
          {facts}
        </div>
      </div>
      <button
        type="button"
        className={style.fill}
        aria-label={texts.gallery.open(name)}
        onClick={(event) => (event.shiftKey && clip ? choose() : open())}
      />
      {clip && (
        <label className={`${picture.control} ${style.choose}`} title={texts.gallery.chooseHint}>
          <input type="checkbox" checked={chosen} onChange={choose} aria-label={texts.gallery.choose(name)} />
        </label>
      )}
      <button
        type="button"
        className={`${picture.control} ${style.star}`}
        aria-pressed={starred}
        aria-label={texts.gallery.starOf(name)}
        title={starred ? texts.gallery.unstar : texts.gallery.star}
        onClick={() => star(!starred)}
      >
        <Star size={14} strokeWidth={2} fill={starred ? 'currentColor' : 'none'} aria-hidden />
      </button>
    </article>
  )
}

const videoIn = (element: HTMLElement) => element.querySelector('video')
