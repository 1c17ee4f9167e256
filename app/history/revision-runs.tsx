'use client'
import { useCallback } from 'react'
import { useStore } from 'zustand'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useLoaded } from '../panels/use-loaded.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { failureText } from '../state/failure-text.ts'
import { jobFacts } from '../state/job-facts.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './history.module.css'

/** How many clips of one revision are shown; the gallery has them all. */
const shownRuns = 4

/** The last runs of a revision as small pictures, each of which opens it. */
export const RevisionRuns = ({ runs, open }: { readonly runs: readonly JobId[]; open: (job: JobState) => void }) => {
  const { history: texts } = useTexts()
  const hidden = Math.max(0, runs.length - shownRuns)
  return (
    <ul className={style.runs} aria-label={texts.runs(runs.length)}>
      {runs
        .slice(-shownRuns)
        .reverse()
        .map((id) => (
          <li key={id}>
            <RunPicture id={id} open={open} />
          </li>
        ))}
      {hidden > 0 && <li className={style.hidden}>+{hidden}</li>}
    </ul>
  )
}

const RunPicture = ({ id, open }: { readonly id: JobId; open: (job: JobState) => void }) => {
  const { api, runs } = useStudio()
  const { definitions } = useApp()
  const all = useTexts()
  const texts = all.history
  const live = useStore(runs, (state) => state.jobs[id])
  const known = live !== undefined
  const load = useCallback(async () => (known ? undefined : await api.job(id)), [api, id, known])
  const asked = useLoaded(load, id)
  const job = live ?? asked.value
  if (!job) return null
  const { clip } = jobFacts(job)
  const title = job.title || texts.untitled
  return (
    <button
      type="button"
      className={style.run}
      title={failureText(job, definitions, all) ?? title}
      aria-label={texts.openRun(title)}
      onClick={() => open(job)}
    >
      {clip ? (
        <ClipPlayer clip={clip} title={title} plays="hover" controls={false} className={style.clip} />
      ) : (
        <span className={style.noClip}>{texts.noClip}</span>
      )}
    </button>
  )
}
