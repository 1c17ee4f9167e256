import type { JobState } from '../../workflow/job-state.ts'
import type { Clip } from '../../workflow/values.ts'

/** What a list says of a past run. */
export interface JobFacts {
  /** The last clip that it made. */
  readonly clip?: Clip
  /** Denoising steps: the most units of work that one of its nodes had. */
  readonly steps?: number
  /** From start to end. */
  readonly ms?: number
  readonly badge?: 'cached' | 'failed' | 'cancelled'
}

/** The facts of a run. */
export const jobFacts = (job: JobState): JobFacts => {
  const nodes = Object.values(job.nodes)
  const chains = nodes.flatMap((node) =>
    Object.values(node.outputs ?? {}).flatMap((each) => (each.type === 'latent' && each.steps > 0 ? [each.steps] : [])),
  )
  const counted = nodes.flatMap((node) => (node.total ? [node.total] : []))
  const steps = Math.max(0, ...(chains.length > 0 ? chains : counted))
  const clip = job.clips[job.clips.length - 1]
  const badge =
    job.status === 'failed' || job.status === 'cancelled'
      ? job.status
      : nodes.length > 0 && nodes.every((node) => node.status === 'cached')
        ? 'cached'
        : undefined
  return {
    ...(clip ? { clip } : {}),
    ...(steps > 0 ? { steps } : {}),
    ...(job.startedAt !== undefined && job.endedAt !== undefined ? { ms: job.endedAt - job.startedAt } : {}),
    ...(badge ? { badge } : {}),
  }
}
