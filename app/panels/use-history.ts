'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { hasEnded, type JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'
import type { RunsState } from '../state/app-context.ts'

/** Jobs that are asked for at once. */
const page = 40
/** How long a search waits for the next letter. */
const restMs = 180

/** Past runs, the newest first: those that the server lists, page by page, and those that end while the page is open. */
export interface JobHistory {
  readonly jobs: readonly JobState[]
  /** The first page is there. */
  readonly loaded: boolean
  /** There are none older. */
  readonly complete: boolean
  readonly problem?: string
  more(): void
  /** Marks a run as worth keeping in sight, or takes the mark away. */
  star(job: JobId, starred: boolean): Promise<void>
}

/** What a list of past runs is to hold. */
export interface HistoryWish {
  readonly search: string
  readonly starred: boolean
}

/** Says when the server's answer to a search may have become another. */
const changes = ({ jobs }: RunsState): string => {
  let [ended, starred] = [0, 0]
  for (const job of Object.values(jobs)) {
    if (hasEnded(job.status)) ended++
    if (job.starred) starred++
  }
  return `${ended} ${starred}`
}

/** The past runs that the server finds for a wish; without one, all of them. */
export const useHistory = ({ search, starred }: HistoryWish): JobHistory => {
  const { api, runs } = useStudio()
  const live = useStore(runs, (state) => state.jobs)
  const changed = useStore(runs, changes)
  const [known, setKnown] = useState<Readonly<Record<JobId, JobState>>>({})
  const [found, setFound] = useState<{ wish: string; ids: readonly JobId[] }>({ wish: '', ids: [] })
  const [state, setState] = useState<{ loaded: boolean; complete: boolean; problem?: string }>({
    loaded: false,
    complete: false,
  })
  const wish = JSON.stringify([search, starred])
  const narrowed = search !== '' || starred
  const turn = useRef(0)
  const asking = useRef(false)
  const oldest = useRef<JobId | undefined>(undefined)

  const ask = useCallback(
    async (first: boolean) => {
      if (!first && asking.current) return
      asking.current = true
      // An answer that another question has overtaken is left out.
      const mine = ++turn.current
      try {
        const jobs = await api.jobs(page, first ? undefined : oldest.current, { search, starred })
        if (mine !== turn.current) return
        oldest.current = jobs[jobs.length - 1]?.job ?? (first ? undefined : oldest.current)
        setKnown((before) => ({ ...before, ...Object.fromEntries(jobs.map((job) => [job.job, job])) }))
        setFound((before) => ({
          wish,
          ids: [...(first ? [] : before.ids), ...jobs.map((job) => job.job)],
        }))
        setState({ loaded: true, complete: jobs.length < page })
      } catch (error) {
        if (mine === turn.current) setState((before) => ({ ...before, problem: (error as Error).message }))
      } finally {
        if (mine === turn.current) asking.current = false
      }
    },
    [api, search, starred, wish],
  )
  useEffect(() => {
    const timer = setTimeout(() => void ask(true), narrowed ? restMs : 0)
    return () => clearTimeout(timer)
  }, [ask, narrowed])
  const before = useRef(changed)
  useEffect(() => {
    if (before.current === changed) return
    before.current = changed
    // Without a wish the runs that end are at hand anyway.
    if (narrowed) void ask(true)
  }, [changed, narrowed, ask])

  const star = useCallback(
    async (job: JobId, on: boolean) => {
      const state = await api.star(job, on)
      setKnown((before) => ({ ...before, [job]: state }))
    },
    [api],
  )

  const jobs = useMemo(() => {
    const newest = (id: JobId): JobState | undefined => {
      const [listed, heard] = [known[id], live[id]]
      return listed && heard ? (heard.seq > listed.seq ? heard : listed) : (listed ?? heard)
    }
    const ids = new Set(found.ids)
    const all = JSON.parse(found.wish === '' ? '["",false]' : found.wish) as [string, boolean]
    if (all[0] === '' && !all[1]) for (const id of Object.keys(live)) ids.add(id)
    return [...ids]
      .flatMap((id) => newest(id) ?? [])
      .filter((job) => hasEnded(job.status) && (!all[1] || job.starred))
      .sort((a, b) => b.queuedAt - a.queuedAt || (a.job < b.job ? 1 : -1))
  }, [found, known, live])
  return { ...state, jobs, more: () => void ask(false), star }
}
