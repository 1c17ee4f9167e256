'use client'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { NodeId } from '../../workflow/document.ts'
import { useStepsOfRun } from '../cards/steps-of-run.ts'
import { type Preview, useApp } from '../state/app-context.ts'

/**
 * All steps of the shown run of a node, the first step first, also those from before this page was opened: they come back
 * from the server. A further one renders again; the array is the same while the steps are.
 */
export const useSteps = (id: NodeId): readonly Preview[] => {
  const { previews, editor } = useApp()
  const runs = useStepsOfRun(id)
  const watch = useMemo(
    () => (changed: () => void) => {
      const ends = [previews.hold(editor.id, id), previews.watch(editor.id, id, changed)]
      return () => {
        for (const end of ends) end()
      }
    },
    [previews, editor.id, id],
  )
  const here = useSyncExternalStore(
    watch,
    () => previews.steps(editor.id, id),
    () => none,
  )
  // After the hold, so that what comes back stays.
  useEffect(() => {
    for (const each of runs) previews.recall(each, false)
  }, [previews, runs])
  // What an older run took is none of this one; one that is not known by its address shows what there is.
  const address = here[0]?.header.address
  return runs.length === 0 || runs.some((each) => each.address === address) ? here : none
}

const none: readonly Preview[] = []
