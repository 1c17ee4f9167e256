import type { JobState } from '../../workflow/job-state.ts'
import type { Clip } from '../../workflow/values.ts'
import { jobFacts } from '../state/job-facts.ts'

/** A clip among those that are looked at. */
export interface Take {
  readonly key: string
  readonly title: string
  readonly clip: Clip
}

/** The last clip of each of some runs; a run without one is left out. */
export const takesOf = (jobs: readonly JobState[], untitled: string): Take[] =>
  jobs.flatMap((job) => {
    const { clip } = jobFacts(job)
    return clip ? [{ key: job.job, title: job.title || untitled, clip }] : []
  })
