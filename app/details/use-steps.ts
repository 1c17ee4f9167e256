'use client'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { NodeId } from '../../workflow/document.ts'
import { stepsOfRun } from '../cards/steps-of-run.ts'
import { type Preview, useApp } from '../state/app-context.ts'
import type { StepsOfRun } from '../state/recall-steps.ts'

/**
 * All steps that nodes took in the run that is shown, one node after the other and the first step first, also those from
 * before this page was opened: they come back from the server. A further one renders again; the array is the same while the
 * steps are.
 * @param nodes the same list while they are the same
 */
export const useSteps = (nodes: readonly NodeId[]): readonly Preview[] => {
  const { previews, runs, editor } = useApp()
  const text = useStore(runs, (state) => JSON.stringify(nodes.map((id) => stepsOfRun(state, editor, id))))
  const perNode = useMemo(() => inOneRun(JSON.parse(text) as StepsOfRun[][]), [text])
  const [watch, read] = useMemo(() => {
    let last: { readonly parts: readonly (readonly Preview[])[]; readonly all: readonly Preview[] } | undefined
    const now = () => {
      const parts = nodes.map((id, index) => shownSteps(previews.steps(editor.id, id), perNode[index]))
      if (!last?.parts.every((part, index) => part === parts[index])) last = { parts, all: parts.flat() }
      return last.all
    }
    const listen = (changed: () => void) => {
      const ends = nodes.flatMap((id) => [previews.hold(editor.id, id), previews.watch(editor.id, id, changed)])
      return () => {
        for (const end of ends) end()
      }
    }
    return [listen, now]
  }, [previews, editor.id, nodes, perNode])
  const steps = useSyncExternalStore(watch, read, () => none)
  // After the hold, so that what comes back stays.
  useEffect(() => {
    for (const each of perNode.flatMap((its) => its ?? [])) previews.recall(each, false)
  }, [previews, perNode])
  return steps
}

const none: readonly Preview[] = []

/** Of each node the steps of the run that the first has come to; undefined for one that has not come so far there. */
export const inOneRun = (
  perNode: readonly (readonly StepsOfRun[])[],
): readonly (readonly StepsOfRun[] | undefined)[] => {
  const job = perNode.find((each) => each.length > 0)?.[0]?.job
  return perNode.map((each) => (each.length === 0 || each[0]?.job === job ? each : undefined))
}

/** What of the steps that are here belongs to the run; one that is not known by its address shows what there is. */
const shownSteps = (here: readonly Preview[], its: readonly StepsOfRun[] | undefined): readonly Preview[] =>
  its && (its.length === 0 || its.some(({ address }) => address === here[0]?.header.address)) ? here : none
