import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { NodeId } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { useStudio } from '../shell/studio.ts'
import type { Preview } from '../state/app-context.ts'
import type { StepsOfRun } from '../state/recall-steps.ts'

/** The steps of a past run, by node in the order of the run; those of a node in their order. They come from the server. */
export const useRunSteps = ({ job, nodes }: JobState): ReadonlyMap<NodeId, readonly Preview[]> => {
  const { previews } = useStudio()
  const text = JSON.stringify(
    Object.entries(nodes).flatMap(([node, { address }]): StepsOfRun[] =>
      // The run stands for a workflow of its own: what its workflow's cards show stays as it is.
      address === undefined ? [] : [{ workflow: job, node, job, address, settled: true }],
    ),
  )
  const runs = useMemo(() => JSON.parse(text) as StepsOfRun[], [text])
  const steps = useMemo(() => {
    let shown: ReadonlyMap<NodeId, readonly Preview[]> = new Map()
    return {
      watch(changed: () => void) {
        const ends = runs.flatMap(({ workflow, node }) => [
          previews.hold(workflow, node),
          previews.watch(workflow, node, changed),
        ])
        return () => {
          for (const end of ends) end()
        }
      },
      /** The same while they are the same. */
      now() {
        const found = runs.map(({ workflow, node }) => [node, previews.steps(workflow, node)] as const)
        if (found.some(([node, its]) => (shown.get(node) ?? []).length !== its.length)) shown = new Map(found)
        return shown
      },
    }
  }, [previews, runs])
  const here = useSyncExternalStore(steps.watch, steps.now, steps.now)
  useEffect(() => {
    for (const each of runs) previews.recall(each, false)
  }, [previews, runs])
  return here
}
