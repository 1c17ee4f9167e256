'use client'
import { useStore } from 'zustand'
import type { NodeId } from '../../workflow/document.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { useApp } from '../state/app-context.ts'
import { checkpointFor } from './upstream.ts'

/**
 * The checkpoint that a node, or a field of it, works for, in the whole document: also one that stands outside of the open subgraph,
 * or inside of an instance. Undefined where there is none, and where nobody `asks`.
 */
export const useCheckpoint = (id: NodeId, input?: string, asks = true): string | undefined => {
  const { definitions } = useApp()
  const { editor, opened } = useDocument()
  return useStore(editor.store, () => {
    if (!asks) return undefined
    const [place = id] = opened.placesOf(id, input)
    return checkpointFor(opened.workflow(), definitions, place, opened.readers)
  })
}
