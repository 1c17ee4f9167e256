import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { NodeId } from '../../workflow/document.ts'
import type { JobState, NodeState } from '../../workflow/job-state.ts'
import { type RunsState, useApp } from '../state/app-context.ts'
import type { Editor } from '../state/editor.ts'
import type { StepsOfRun } from '../state/recall-steps.ts'
import { statesWithin } from '../subgraphs/state-within.ts'
import { runsBefore } from './runs-before.ts'

const settled: ReadonlySet<NodeState['status']> = new Set(['done', 'cached', 'failed', 'skipped', 'stopped'])

/**
 * The steps that the shown run has of a node, or for a subgraph's of each node inside that takes steps. While that run has
 * not come so far, those of the run before: they are what can be seen.
 */
export const stepsOfRun = (
  { jobs, shown }: Pick<RunsState, 'jobs' | 'shown'>,
  editor: Pick<Editor, 'id' | 'path' | 'workflow'>,
  id: NodeId,
): readonly StepsOfRun[] => {
  const inJob = (job: JobState): readonly StepsOfRun[] =>
    statesWithin(job.nodes, editor, id).flatMap(([node, { address, status, done }]) => {
      if (address === undefined) return []
      // How many a result has that was there already is not told.
      const taken = status === 'cached' ? done : (done ?? 0)
      const its = { workflow: editor.id, node, job: job.job, address, settled: settled.has(status) }
      return [{ ...its, ...(taken === undefined ? {} : { taken }) }]
    })
  const now = jobs[shown[editor.id] ?? '']
  if (!now) return []
  const its = inJob(now)
  if (its.length > 0) return its
  for (const job of runsBefore({ jobs, shown }, editor)) {
    const those = inJob(job)
    if (those.length > 0) return those
  }
  return []
}

/** Those of them to which no step will come, stable while it says the same: a step is no change. */
const useSettledSteps = (id: NodeId): readonly StepsOfRun[] => {
  const { runs, editor } = useApp()
  const text = useStore(runs, (state) => {
    return JSON.stringify(stepsOfRun(state, editor, id).filter((each) => each.settled))
  })
  return useMemo(() => JSON.parse(text) as StepsOfRun[], [text])
}

/** The preview that a node shows, if there is one: in its own colours, or false ones. What was taken before this page was opened comes back for it. */
export const usePreviewed = (id: NodeId): 'coloured' | 'false' | undefined => {
  const { previews, editor } = useApp()
  const runs = useSettledSteps(id)
  useEffect(() => {
    for (const each of runs) previews.recall(each, true)
  }, [previews, runs])
  const watch = useMemo(
    () => (changed: () => void) => previews.watch(editor.id, id, changed),
    [previews, editor.id, id],
  )
  return useSyncExternalStore(
    watch,
    () => {
      const latest = previews.latest(editor.id, id)
      return latest && (latest.falseColours ? 'false' : 'coloured')
    },
    () => undefined,
  )
}
