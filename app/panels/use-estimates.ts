'use client'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Expected } from '../../workflow/speeds.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'
import type { RunsState } from '../state/app-context.ts'
import { openJobs } from '../state/runs.ts'

/** Says when something may have been learnt: which jobs are open, in which order, and what of their nodes has a pace or an end. */
const changes = (state: RunsState): string =>
  openJobs(state)
    .map(({ job, status, nodes }) => {
      const known = Object.values(nodes).filter(({ status, seconds }) => status === 'done' || (seconds ?? 0) > 0)
      return `${job} ${status} ${known.length}`
    })
    .join(',')

/** What is expected of the jobs that have not ended; asked again whenever something was learnt, or their order is another. */
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
