'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Workflow } from '../../workflow/document.ts'
import { useApp } from '../state/app-context.ts'
import { stateWithin } from '../subgraphs/state-within.ts'
import { type Chain, chainsOf, shownChain } from './step-nodes.ts'

/** The chains of steps on the open level, the same while they are. */
export const useChains = (): readonly Chain[] => {
  const { editor, definitions } = useApp()
  const textOf = useMemo(() => {
    let last: { readonly nodes: Workflow['nodes']; readonly text: string } | undefined
    return (workflow: Workflow) => {
      if (last?.nodes !== workflow.nodes)
        last = { nodes: workflow.nodes, text: JSON.stringify(chainsOf(workflow, definitions)) }
      return last.text
    }
  }, [definitions])
  const text = useStore(editor.store, ({ history }) => textOf(history.present))
  return useMemo(() => JSON.parse(text) as Chain[], [text])
}

/** The chain that the timeline shows; it renders again only for another one. */
export const useShownChain = (chains: readonly Chain[]): Chain | undefined => {
  const { editor, runs, definitions } = useApp()
  const selection = useStore(editor.store, (state) => state.selection)
  return useStore(runs, ({ jobs, shown }) => {
    const states = jobs[shown[editor.id] ?? '']?.nodes
    return shownChain(chains, selection, (id) => stateWithin(states, editor, id, definitions))
  })
}
