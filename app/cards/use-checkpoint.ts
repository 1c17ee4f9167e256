'use client'
import { useStore } from 'zustand'
import type { NodeId } from '../../workflow/document.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { useApp } from '../state/app-context.ts'
import { checkpointFor } from './upstream.ts'

/**
 * The checkpoint that a node, or a field of it, works for, in the whole document: also one that stands outside of the open subgraph,
 * or inside of an instance. Undefined where there is none.
 */
export const useCheckpoint = (id: NodeId, input?: string): string | undefined => {
  const { definitions } = useApp()
  const { editor, opened } = useDocument()
  return useStore(editor.store, () => {
    const [place = id] = opened.placesOf(id, input)
    return checkpointFor(opened.workflow(), definitions, place, opened.readers)
  })
}
