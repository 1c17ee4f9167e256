import type { JobState } from '../workflow/job-state.ts'
import type { Happening } from '../workflow/wire.ts'

/** How far a job has come, over all workers that had it. */
export interface Reached {
  /** Notes what happened; true where the job is further than it ever was. */
  further(happening: Happening): boolean
  /** The node under way, or undefined where there is none. */
  at(): string | undefined
}

/** Starts from what the journal knows of the job: what a worker does again after a resume is no progress. */
export const farthest = (state?: JobState): Reached => {
  const finished = new Set<string>()
  const done = new Map<string, number>()
  let at: string | undefined
  for (const [id, node] of Object.entries(state?.nodes ?? {})) {
    if (node.status === 'done' || node.status === 'cached') finished.add(id)
    if (node.done !== undefined) done.set(id, node.done)
  }
  return {
    further: (happening) => {
      if (happening.type === 'node-started') at = happening.node
      if (happening.type === 'progress') {
        at = happening.node
        if (happening.done <= (done.get(happening.node) ?? 0)) return false
        done.set(happening.node, happening.done)
        return true
      }
      if (happening.type === 'node-finished' || happening.type === 'node-failed') {
        if (finished.has(happening.node)) return false
        finished.add(happening.node)
        return true
      }
      return false
    },
    at: () => at,
  }
}
