'use client'
import { useCallback } from 'react'
import { readWorkflow, type Workflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { type Loaded, useLoaded } from '../panels/use-loaded.ts'
import { useStudio } from '../shell/studio.ts'
import { useTexts } from '../texts/use-texts.ts'

/** The graphs of some runs, at least one, in their order. */
export const useGraphs = (jobs: readonly JobState[]): Loaded<readonly Workflow[]> => {
  const texts = useTexts()
  const { api } = useStudio()
  const ids = jobs.map(({ job }) => job).join(' ')
  const load = useCallback(
    () => Promise.all(ids.split(' ').map(async (job) => readWorkflow(await api.jobDocument(job), texts.file))),
    [api, ids, texts],
  )
  return useLoaded(load, ids)
}
