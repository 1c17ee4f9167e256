'use client'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { hasEnded } from '../../workflow/job-state.ts'
import type { Expected } from '../../workflow/speeds.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'
import type { RunsState } from '../state/app-context.ts'

/** Says when something may have been learnt: which jobs are open, and how many of their nodes are through. */
const changes = ({ jobs }: RunsState): string =>
  Object.values(jobs)
    .filter((job) => !hasEnded(job.status))
    .map(({ job, nodes }) => `${job} ${Object.values(nodes).filter(({ status }) => status === 'done').length}`)
    .join(',')

/** What is expected of the jobs that have not ended; asked again whenever a node has finished. */
export const useEstimates = (): Readonly<Record<JobId, Expected>> => {
  const { api, runs } = useStudio()
  const when = useStore(runs, changes)
  const [estimates, setEstimates] = useState<Readonly<Record<JobId, Expected>>>({})
  useEffect(() => {
    if (when === '') return
    let stale = false
    // The server learns right after it has told: a moment later it knows.
    const timer = setTimeout(() => {
      api.estimates().then(
        (answer) => !stale && setEstimates(answer),
        // Without it only the pace of the run itself is known, as before.
        () => undefined,
      )
    }, 100)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [api, when])
  return estimates
}
