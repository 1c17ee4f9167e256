'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../state/app-context.ts'
import { stateWithin } from '../subgraphs/state-within.ts'
import { createLiveChains } from './live-chains.ts'
import { type Chain, shownChain } from './step-nodes.ts'

/** The chains of steps on the open level, the same while they are. */
export const useChains = (): readonly Chain[] => {
  const { editor, definitions } = useApp()
  const chainsIn = useMemo(() => createLiveChains(definitions), [definitions])
  return useStore(editor.store, ({ history }) => chainsIn(history.present))
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
