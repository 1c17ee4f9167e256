'use client'
import { type ReactNode, useMemo } from 'react'
import { useStore } from 'zustand'
import { CanvasPartsProvider } from '../canvas/canvas-context.ts'
import { AppProvider, useApp } from '../state/app-context.ts'
import { levelPreviews } from './level-previews.ts'

/** What is in it edits the level of the workflow that is open, as if that were the whole. */
export const OpenLevel = ({ children }: { readonly children: ReactNode }) => {
  const app = useApp()
  const path = useStore(app.editor.store, (state) => state.path)
  const level = useMemo(() => {
    const { editor, definitions, parts } = app.openedLevels.at(app.editor, path)
    const previews = levelPreviews(app.previews, path, editor.workflow, definitions)
    return { app: { ...app, editor, definitions, previews }, parts }
  }, [app, path])
  return (
    <AppProvider value={level.app}>
      <CanvasPartsProvider value={level.parts}>{children}</CanvasPartsProvider>
    </AppProvider>
  )
}
