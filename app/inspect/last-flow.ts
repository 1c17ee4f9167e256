import type { NodeId } from '../../workflow/document.ts'
import type { JobState, NodeState } from '../../workflow/job-state.ts'
import type { Summary } from '../../workflow/values.ts'
import type { WorkflowId } from '../../workflow/wire.ts'
import type { RunsState } from '../state/app-context.ts'

/** What left an output last, and the run in which it did. */
export interface Flow {
  readonly summary: Summary
  readonly node: NodeState
  readonly job: JobState
  /** False where a newer run of the workflow has not come as far, or did not need the node. */
  readonly newest: boolean
}

/** What left an output of a workflow's node last; undefined where nothing did yet, or longer ago than is known here. */
export const lastFlow = (
  { jobs, shown }: Pick<RunsState, 'jobs' | 'shown'>,
  workflow: WorkflowId,
  node: NodeId,
  output: string,
): Flow | undefined => {
  let found: Flow | undefined
  for (const job of Object.values(jobs)) {
    if (job.workflow !== workflow || (found && job.queuedAt <= found.job.queuedAt)) continue
    const state = Object.hasOwn(job.nodes, node) ? job.nodes[node] : undefined
    const outputs = state?.outputs
    const summary = outputs && Object.hasOwn(outputs, output) ? outputs[output] : undefined
    if (state && summary) found = { summary, node: state, job, newest: shown[workflow] === job.job }
  }
  return found
}
