'use client'
import type { JobState } from '../../workflow/job-state.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { durationText, plural } from '../parts/quantities.ts'
import { jobFacts } from '../state/job-facts.ts'
import style from './gallery.module.css'

/** One past run: its clip plays while the pointer is over it; a press opens it. */
export const RunPoster = ({ job, open }: { readonly job: JobState; readonly open: () => void }) => {
  const { clip, steps, ms, badge, error } = jobFacts(job)
  const title = job.title || 'untitled'
  const facts = [
    ...(steps ? [plural(steps, 'step')] : []),
    ...(badge === 'cached' ? ['cached'] : ms !== undefined ? [durationText(ms)] : []),
  ].join(' · ')
  return (
    <article
      className={style.poster}
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
      <button type="button" className={style.fill} aria-label={`Open ${title}`} onClick={open} />
    </article>
  )
}

const videoIn = (element: HTMLElement) => element.querySelector('video')
