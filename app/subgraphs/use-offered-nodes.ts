'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Definitions } from '../../workflow/definition.ts'
import type { LibraryLine } from '../../workflow/wire.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ownDefinitions } from './own-nodes.ts'

const none = createStore<readonly LibraryLine[]>(() => [])

/** The library of the person's own nodes, as far as it is known. */
export const useOwnLines = (): readonly LibraryLine[] => useStore(useApp().own?.store ?? none)

/** The nodes that can be placed: those that are known here, and the person's own. */
export const useOfferedNodes = (): Definitions => {
  const { definitions, editor } = useApp()
  const lines = useOwnLines()
  const texts = useTexts().subgraphs
  const subgraphs = useStore(editor.store, (state) => state.history.present.subgraphs)
  // The record of definitions stays the same one while the subgraphs in it change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in `definitions` changes with the subgraphs
  return useMemo(
    () => ({ ...ownDefinitions(lines, definitions, texts), ...definitions }),
    [lines, definitions, texts, subgraphs],
  )
}
