import type { JobState } from '../../workflow/job-state.ts'
import type { Clip } from '../../workflow/values.ts'
import type { WorkflowId } from '../../workflow/wire.ts'
import type { RunsState } from '../state/app-context.ts'

/** A run of before, and the clip that a node made in it. */
export interface EarlierClip {
  readonly job: JobState
  readonly clip: Clip
}

/** How many runs are offered. */
const most = 20

/**
 * The clips that a node made in earlier runs of its workflow, the newest first. Each file is in it once, and the one that the
 * node shows is not.
 */
export const earlierClips = (
  { jobs, shown }: Pick<RunsState, 'jobs' | 'shown'>,
  workflow: WorkflowId,
  clipIn: (nodes: JobState['nodes']) => Clip | undefined,
): EarlierClip[] => {
  const now = jobs[shown[workflow] ?? '']
  const seen = new Set([now && clipIn(now.nodes)?.artifact])
  return Object.values(jobs)
    .filter((job) => job.workflow === workflow && job !== now)
    .sort((a, b) => b.queuedAt - a.queuedAt)
    .flatMap((job) => {
      const clip = clipIn(job.nodes)
      if (!clip || seen.has(clip.artifact)) return []
      seen.add(clip.artifact)
      return [{ job, clip }]
    })
    .slice(0, most)
}
