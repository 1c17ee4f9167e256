'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { readWorkflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { type KeyOf, type RunGraph, severalOf, tellApart } from './tell-apart.ts'

/** So many characters of graphs are read for one look at the runs: where they are huge, not those of the end. */
const mostCharacters = 8_000_000
/** So many graphs are asked for at once. */
const atOnce = 6

/** What tells each run from the others that have its key, once their graphs have come. */
export const useToldApart = (runs: readonly JobState[], keyOf: KeyOf): ReadonlyMap<JobId, string> => {
  const { api } = useStudio()
  const { definitions } = useApp()
  const texts = useTexts()
  const jobs = useRef(runs)
  jobs.current = runs
  const known = useRef<ReadonlyMap<JobId, RunGraph>>(new Map())
  const [graphs, setGraphs] = useState<readonly RunGraph[]>([])
  const wanted = JSON.stringify([...severalOf(runs, keyOf)])

  useEffect(() => {
    let stale = false
    const graphOf = async (job: JobId, of: string) => {
      const text = await api.jobDocument(job)
      const title = jobs.current.find((other) => other.job === job)?.title ?? ''
      return { length: text.length, graph: { job, of, title, graph: readWorkflow(text, texts.file) } }
    }
    const read = async () => {
      const all = JSON.parse(wanted) as [JobId, string][]
      const found = new Map(all.flatMap(([job]) => known.current.get(job) ?? []).map((each) => [each.job, each]))
      const missing = all.filter(([job]) => !found.has(job))
      for (let at = 0, characters = 0; at < missing.length && characters < mostCharacters; at += atOnce) {
        const some = await Promise.all(missing.slice(at, at + atOnce).map(([job, of]) => graphOf(job, of)))
        if (stale) return
        for (const { length, graph } of some) {
          characters += length
          found.set(graph.job, graph)
        }
      }
      known.current = found
      setGraphs(all.flatMap(([job]) => found.get(job) ?? []))
    }
    // Without the graphs is said what is said of every run.
    read().catch(() => undefined)
    return () => {
      stale = true
    }
  }, [api, wanted, texts])
  return useMemo(() => tellApart(graphs, definitions, texts.values), [graphs, definitions, texts])
}
