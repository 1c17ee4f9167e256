import type { NodeId } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { WorkflowId } from '../../workflow/wire.ts'
import { type NodeProfile, profileOf } from '../inspect/profile-of.ts'
import type { RunsState } from '../state/app-context.ts'

/** What a node took of one run. */
export interface NodeTime extends NodeProfile {
  readonly job: JobState
}

/** How many runs are told of, and how many are looked at: all of their nodes are, with each step of the one at work. */
const [most, looked] = [6, 20]

/** What a node took of the last runs in which it did something, the newest first. */
export const nodeTimes = (
  jobs: RunsState['jobs'],
  workflow: WorkflowId,
  id: NodeId,
  shownAs: (flat: NodeId) => NodeId | undefined,
): NodeTime[] => {
  const found: NodeTime[] = []
  const begun = Object.values(jobs)
    .filter((job) => job.workflow === workflow && job.startedAt !== undefined)
    .sort((a, b) => b.queuedAt - a.queuedAt)
    .slice(0, looked)
  for (const job of begun) {
    const its = profileOf(job, shownAs).nodes.find((node) => node.id === id)
    if (its) found.push({ ...its, job })
    if (found.length === most) break
  }
  return found
}
