'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { readWorkflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { type RunGraph, tellApart } from './tell-apart.ts'

/** So many characters of graphs are kept: where they are huge, not those that come in sight last. */
const mostCharacters = 8_000_000
/** So many graphs are asked for at once. */
const atOnce = 6

interface KeptGraph {
  /** None where it cannot be had. */
  readonly run?: Omit<RunGraph, 'of'>
  /** In characters, as it is written. */
  readonly length: number
}

/**
 * What tells each run from the others that have its key, once their graphs have come.
 * @param alike the runs that share their key with others, each with it ({@link severalOf})
 * @param inSight the runs whose graphs are wanted now: each is asked for once, and those of before are kept
 */
export const useToldApart = (
  runs: readonly JobState[],
  alike: ReadonlyMap<JobId, string>,
  inSight: readonly JobState[] = runs,
): ReadonlyMap<JobId, string> => {
  const { api } = useStudio()
  const { definitions } = useApp()
  const texts = useTexts()
  const jobs = useRef(runs)
  jobs.current = runs
  const asked = useRef(new Set<JobId>())
  const kept = useRef<ReadonlyMap<JobId, KeptGraph>>(new Map())
  const [graphs, setGraphs] = useState<ReadonlyMap<JobId, KeptGraph>>(kept.current)
  const wanted = inSight.flatMap(({ job }) => (alike.has(job) ? [job] : [])).join(' ')

  useEffect(() => {
    let stale = false
    const graphOf = async (job: JobId): Promise<KeptGraph> => {
      const text = await api.jobDocument(job)
      const title = jobs.current.find((other) => other.job === job)?.title ?? ''
      return { length: text.length, run: { job, title, graph: readWorkflow(text, texts.file) } }
    }
    const read = async () => {
      const missing = wanted.split(' ').filter((job) => job !== '' && !asked.current.has(job))
      for (let at = 0; at < missing.length; at += atOnce) {
        const characters = [...kept.current.values()].reduce((sum, { length }) => sum + length, 0)
        if (stale || characters >= mostCharacters) return
        const some = missing.slice(at, at + atOnce)
        for (const job of some) asked.current.add(job)
        const found = await Promise.all(some.map((job) => graphOf(job).catch((): KeptGraph => ({ length: 0 }))))
        const each = some.map((job, index) => [job, found[index]!] as const)
        kept.current = new Map([...kept.current, ...each])
        setGraphs(kept.current)
      }
    }
    void read()
    return () => {
      stale = true
    }
  }, [api, wanted, texts])
  // Runs tell ten times a second how far they are, and who is like whom stays.
  const groups = JSON.stringify([...alike])
  return useMemo(() => {
    const known = (JSON.parse(groups) as [JobId, string][]).flatMap(([job, of]) => {
      const run = graphs.get(job)?.run
      return run ? [{ ...run, of }] : []
    })
    return tellApart(known, definitions, texts.values)
  }, [graphs, groups, definitions, texts])
}
