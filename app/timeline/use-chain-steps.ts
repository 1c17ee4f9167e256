'use client'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { stepsOfRun } from '../cards/steps-of-run.ts'
import { type Preview, useApp } from '../state/app-context.ts'
import type { StepsOfRun } from '../state/recall-steps.ts'
import type { Chain } from './step-nodes.ts'

/**
 * The steps of a chain in the run that is shown, the first step first; those from before this page was opened come back from
 * the server. A further one renders again; the array is the same while the steps are.
 */
export const useChainSteps = (chain: Chain): readonly Preview[] => {
  const { previews, runs, editor } = useApp()
  const text = useStore(runs, (state) => JSON.stringify(chain.map((id) => stepsOfRun(state, editor, id))))
  const perNode = useMemo(() => inOneRun(JSON.parse(text) as StepsOfRun[][]), [text])
  const [watch, read] = useMemo(() => {
    let last: { readonly parts: readonly (readonly Preview[])[]; readonly all: readonly Preview[] } | undefined
    const now = () => {
      const parts = chain.map((id, index) => shownSteps(previews.steps(editor.id, id), perNode[index]))
      if (!last?.parts.every((part, index) => part === parts[index])) last = { parts, all: parts.flat() }
      return last.all
    }
    const listen = (changed: () => void) => {
      const ends = chain.flatMap((id) => [previews.hold(editor.id, id), previews.watch(editor.id, id, changed)])
      return () => {
        for (const end of ends) end()
      }
    }
    return [listen, now]
  }, [previews, editor.id, chain, perNode])
  const steps = useSyncExternalStore(watch, read, () => none)
  // After the hold, so that what comes back stays.
  useEffect(() => {
    for (const each of perNode.flatMap((its) => its ?? [])) previews.recall(each, false)
  }, [previews, perNode])
  return steps
}

const none: readonly Preview[] = []

/** Of each node the steps of the run that the chain begins in; undefined for one that has not come so far there. */
export const inOneRun = (
  perNode: readonly (readonly StepsOfRun[])[],
): readonly (readonly StepsOfRun[] | undefined)[] => {
  const job = perNode.find((each) => each.length > 0)?.[0]?.job
  return perNode.map((each) => (each.length === 0 || each[0]?.job === job ? each : undefined))
}

/** What of the steps that are here belongs to the run; one that is not known by its address shows what there is. */
const shownSteps = (here: readonly Preview[], its: readonly StepsOfRun[] | undefined): readonly Preview[] =>
  its && (its.length === 0 || its.some(({ address }) => address === here[0]?.header.address)) ? here : none
