import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import { type JobState, type NodeState, unitsDone } from '../../workflow/job-state.ts'
import { nodeOfFlat } from '../../workflow/subgraphs/level.ts'

/** Denoising takes nearly all the time of a run: its nodes count as many others. */
const heavy = 12

const shareOfNode = (state: NodeState): number => {
  const { status, total = 0 } = state
  if (status === 'waiting') return 0
  if (status === 'running' || status === 'stopped') return total > 0 ? Math.min(1, unitsDone(state) / total) : 0
  return 1
}

/** How much of a job's plan is done, from 0 to 1; `workflow` tells which of its nodes denoise, where it is at hand. */
export const runShare = (job: JobState, workflow?: Workflow, definitions: Definitions = {}): number => {
  let done = 0
  let all = 0
  for (const [id, state] of Object.entries(job.nodes)) {
    const placed = workflow && nodeOfFlat(workflow, id)
    const steps = placed
      ? definitionOf(definitions, placed.node)?.view === 'latent'
      : // Without the document, work that is counted in units tells it.
        (state.total ?? 0) > 1
    const weight = steps && state.status !== 'cached' ? heavy : 1
    done += weight * shareOfNode(state)
    all += weight
  }
  return all === 0 ? 0 : done / all
}

/** The node at work, and the seconds that its remaining units take; undefined where no node is running. */
export const nodeAtWork = (job: JobState): { id: string; state: NodeState; secondsLeft?: number } | undefined => {
  for (const [id, state] of Object.entries(job.nodes))
    if (state.status === 'running')
      return {
        id,
        state,
        ...(state.total && state.seconds
          ? { secondsLeft: Math.max(0, state.total - unitsDone(state)) * state.seconds }
          : {}),
      }
  return undefined
}
