'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { hasEnded, type JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'

/** Jobs that are asked for at once. */
const page = 40

/** Past runs, the newest first: those that the server lists, page by page, and those that end while the page is open. */
export interface JobHistory {
  readonly jobs: readonly JobState[]
  /** The first page is there. */
  readonly loaded: boolean
  /** There are none older. */
  readonly complete: boolean
  readonly problem?: string
  more(): void
}

/** The past runs. */
export const useHistory = (): JobHistory => {
  const { api, runs } = useStudio()
  const live = useStore(runs, (state) => state.jobs)
  const [listed, setListed] = useState<Readonly<Record<JobId, JobState>>>({})
  const [state, setState] = useState<{ loaded: boolean; complete: boolean; problem?: string }>({
    loaded: false,
    complete: false,
  })
  const oldest = useRef<JobId | undefined>(undefined)
  const asking = useRef(false)

  const more = useCallback(async () => {
    if (asking.current) return
    asking.current = true
    try {
      const jobs = await api.jobs(page, oldest.current)
      oldest.current = jobs[jobs.length - 1]?.job ?? oldest.current
      setListed((before) => ({ ...before, ...Object.fromEntries(jobs.map((job) => [job.job, job])) }))
      setState({ loaded: true, complete: jobs.length < page })
    } catch (error) {
      setState((before) => ({ ...before, problem: (error as Error).message }))
    } finally {
      asking.current = false
    }
  }, [api])
  useEffect(() => void more(), [more])

  const jobs = useMemo(() => {
    const all = { ...listed }
    for (const job of Object.values(live)) if (!all[job.job] || all[job.job]!.seq < job.seq) all[job.job] = job
    return Object.values(all)
      .filter((job) => hasEnded(job.status))
      .sort((a, b) => b.queuedAt - a.queuedAt || (a.job < b.job ? 1 : -1))
  }, [listed, live])
  return { ...state, jobs, more: () => void more() }
}
