'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { readWorkflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { type QueuedGraph, tellApart } from './tell-apart.ts'

/** So many characters of graphs are read for one look at the queue: where they are huge, not those of its end. */
const mostCharacters = 8_000_000

/** The runs of workflows that have several, a line for each: one alone needs not be told from another. */
const severalOf = (open: readonly JobState[]): string => {
  const counts = new Map<string, number>()
  for (const { workflow } of open) counts.set(workflow, (counts.get(workflow) ?? 0) + 1)
  return open
    .filter(({ workflow }) => counts.get(workflow)! > 1)
    .map(({ job, workflow }) => `${job} ${workflow}`)
    .join('\n')
}

/** What tells each run that has not ended from the others of its workflow, once their graphs have come. */
export const useToldApart = (open: readonly JobState[]): ReadonlyMap<JobId, string> => {
  const { api } = useStudio()
  const { definitions } = useApp()
  const texts = useTexts()
  const jobs = useRef(open)
  jobs.current = open
  const known = useRef<ReadonlyMap<JobId, QueuedGraph>>(new Map())
  const [graphs, setGraphs] = useState<readonly QueuedGraph[]>([])
  const wanted = severalOf(open)

  useEffect(() => {
    let stale = false
    const read = async () => {
      const found: QueuedGraph[] = []
      let characters = 0
      for (const line of wanted === '' ? [] : wanted.split('\n')) {
        const [job = '', of = ''] = line.split(' ')
        let each = known.current.get(job)
        if (!each) {
          const text = await api.jobDocument(job)
          if (stale) return
          characters += text.length
          if (characters > mostCharacters) break
          const title = jobs.current.find((other) => other.job === job)?.title ?? ''
          each = { job, of, title, graph: readWorkflow(text, texts.file) }
        }
        found.push(each)
      }
      known.current = new Map(found.map((each) => [each.job, each]))
      setGraphs(found)
    }
    // Without the graphs the queue says what it says of every run.
    read().catch(() => undefined)
    return () => {
      stale = true
    }
  }, [api, wanted, texts])
  return useMemo(() => tellApart(graphs, definitions, texts.values), [graphs, definitions, texts])
}
