'use client'
import { type ReactNode, useMemo } from 'react'
import { useStore } from 'zustand'
import { AppProvider, useApp } from '../state/app-context.ts'
import { createLevel } from './level-editor.ts'
import { levelPreviews } from './level-previews.ts'

/** What is in it edits the level of the workflow that is open, as if that were the whole. */
export const OpenLevel = ({ children }: { readonly children: ReactNode }) => {
  const app = useApp()
  const path = useStore(app.editor.store, (state) => state.path)
  const level = useMemo(() => {
    const { editor, definitions } = createLevel(app.editor, path, app.definitions, app.texts().subgraphs)
    const previews = levelPreviews(app.previews, path, editor.workflow, definitions)
    return { ...app, editor, definitions, previews }
  }, [app, path])
  return <AppProvider value={level}>{children}</AppProvider>
}
